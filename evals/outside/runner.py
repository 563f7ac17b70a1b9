"""Runs the benchmarks that lie in a folder."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evals.files import data_files, is_development, rows_of
from evals.outside.adapter import Adapter, Bench, Progress
from evals.outside.multihop import MultiHopRAG
from evals.outside.ramdocs import RAMDocs
from evals.outside.realtimeqa import RealTimeQA
from evals.outside.rgb import RGB
from evals.outside.squad2 import SQuAD2
from index.errors import DataError
from rag.config import Settings
from rag.models.opening import resolve

ADAPTERS: tuple[Adapter, ...] = (RealTimeQA(), RGB(), RAMDocs(), SQuAD2(), MultiHopRAG())


def run(
    data: Path,
    only: Sequence[str] = (),
    limit: int | None = None,
    model: str = "quotes",
    progress: Progress | None = None,
) -> dict[str, dict[str, Any]]:
    """Every benchmark under ``data``, by the name of its folder.

    A benchmark's dict holds its figures, each ``{value, low, high, n}`` with a 95 % bootstrap
    interval over questions, and beside them ``known`` (floors and anchors), ``settings``,
    ``files``, ``seconds`` and ``development``: whether any of its files was seen while the product
    was made. One whose files are not there holds ``missing`` alone, which says what to put where.

    Args:
        data: a folder with a folder for each set.
        only: names of folders, or beginnings of them; none: all.
        limit: at most this many questions of each set, evenly spaced over it.
        model: who writes the answers, as in `Settings.model`.
        progress: called with (done, of how many, what).

    Raises:
        DataError: ``data`` is no folder, ``only`` names no set, or a row lacks something.
        ConfigError: no such model, or its key is not set.
        MissingExtra: the package that the model needs is not installed.
    """
    if not data.is_dir():
        raise DataError(f"{data} is not a folder. Give the one that holds the benchmarks' folders.")
    if limit is not None and limit < 1:
        raise DataError(f"The limit is {limit}. Give at least 1, or none for all questions.")
    settings = Settings.load(model=model)
    settings = replace(settings, model=str(resolve(settings)))  # refused before anything is indexed
    found: dict[str, dict[str, Any]] = {}
    for adapter, folder in _wanted(data, only):
        if paths := data_files(folder):
            bench = Bench(folder.name, settings, limit, progress or (lambda *_: None))
            found[folder.name] = _measured(adapter, paths, bench)
        else:
            missing = f"not there: put {adapter.files} into {folder}"
            found[folder.name] = {"missing": missing}
    return found


def _wanted(data: Path, only: Sequence[str]) -> list[tuple[Adapter, Path]]:
    """Each adapter with each of its folders, or with the one that it would look in."""
    pairs = []
    for adapter in ADAPTERS:
        folders = sorted(p for p in data.glob(f"{adapter.name}*") if p.is_dir())
        pairs += [(adapter, folder) for folder in folders or [data / adapter.name]]
    chosen = [(a, f) for a, f in pairs if not only or any(f.name.startswith(o) for o in only)]
    if unknown := [o for o in only if not any(f.name.startswith(o) for _, f in pairs)]:
        names = ", ".join(folder.name for _, folder in pairs)
        raise DataError(f"There is no benchmark {', '.join(unknown)}. Known: {names}.")
    return chosen


def _measured(adapter: Adapter, paths: Sequence[Path], bench: Bench) -> dict[str, Any]:
    started = time.perf_counter()
    rows = [row for path in paths for row in rows_of(path)]
    measured = adapter.measure(rows, bench)
    seen = {path.name: is_development(path) for path in paths}
    return {
        **measured.figures,
        "known": dict(adapter.known),
        "settings": {"model": bench.settings.model, "limit": bench.limit, **measured.settings},
        "files": {name: {"development": flag} for name, flag in seen.items()},
        "development": any(seen.values()),
        "seconds": round(time.perf_counter() - started, 1),
    }
