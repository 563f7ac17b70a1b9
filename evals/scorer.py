"""The scorer scored: the claim verifier's probabilities beside people's judgements."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.judge import faithful, with_people
from evals.labelled import READERS, Labelled, read_set, spread
from evals.statistics import auc, balanced_accuracy, bootstrap, calibration, mean
from index.embed import SentenceTransformerEmbedder
from index.errors import ConfigError
from rag.verify.claims import ClaimVerifier
from rag.verify.weights import SUPPORTED

Progress = Callable[[str, int, int], None]
"""Is told the set, how many of its items are done, and how many there are."""

CLAIMS = ("wice", "invented")
"""The sets of single claims; the others are of summaries."""

NEWS = "news"
"""SummEdits' part that is left out of the mean over its seven other domains."""


def run(
    data: Path,
    only: Sequence[str] = (),
    limit: int | None = None,
    progress: Progress | None = None,
    verifier: ClaimVerifier | None = None,
    judge: Any = None,  # noqa: ANN401 - a llama-index LLM
) -> dict[str, dict[str, Any]]:
    """The verifier's figures on each labelled set in a folder of ``data``, as plain JSON.

    ``only`` names sets (all: wice, summedits, bump, frank, invented), ``limit`` takes about so many rows
    of each. A set whose folder is missing is left out, and its entry says so under ``error``. ``judge``, any
    llama-index LLM, is asked about the same items, and ``judge`` then tells how far it agrees with people.

    Raises:
        ConfigError: a set is unknown, a row is none of its set, or no set is there at all.
    """
    unknown = set(only) - set(READERS)
    if unknown:
        raise ConfigError(f"There is no set {min(unknown)!r}. Use: {', '.join(READERS)}.")
    wanted = [name for name in READERS if not only or name in only]
    there = [name for name in wanted if (data / name).is_dir()]
    if not there:
        raise ConfigError(
            f"{data} holds none of the folders {', '.join(wanted)}. Put the sets there."
        )
    verifier = verifier or ClaimVerifier(SentenceTransformerEmbedder.packaged().embed_few)
    results: dict[str, dict[str, Any]] = {}
    for name in wanted:
        if name not in there:
            results[name] = {"n": 0, "error": f"{data / name} is missing"}
            continue
        items = spread(read_set(name, data / name), limit)
        started = time.perf_counter()
        scores = list(_scored(name, items, verifier, progress))
        seconds = time.perf_counter() - started
        results[name] = {
            **figures(scores, items),
            "threshold": SUPPORTED,
            "items_per_second": round(len(items) / max(seconds, 1e-9), 2),
            **_calibration(scores, items),
            **_parts(name, scores, items),
        }
        if judge is not None:
            said = [faithful(judge, item.text, item.evidence).value for item in items]
            results[name]["judge"] = with_people(said, [item.faithful for item in items])
    return results


def _scored(
    name: str, items: Sequence[Labelled], verifier: ClaimVerifier, progress: Progress | None
) -> Iterator[float]:
    """A claim is held against a page, a summary against the article it sums up."""
    judge = verifier.likely if name in CLAIMS else verifier.faithful
    for number, item in enumerate(items, 1):
        yield judge(item.text, item.evidence).probability
        if progress:
            progress(name, number, len(items))


def figures(scores: Sequence[float], items: Sequence[Labelled]) -> dict[str, Any]:
    """Balanced accuracy at the product's threshold and AUC, shares; their 95 % intervals beside."""
    labels = [item.faithful for item in items]
    said = [float(score >= SUPPORTED) for score in scores]
    measured = {
        "balanced_accuracy": bootstrap(balanced_accuracy, [said, labels]).to_dict(),
        "auc": bootstrap(auc, [scores, labels]).to_dict(),
    }
    return {
        "n": len(items),
        **{name: of["value"] for name, of in measured.items()},
        "intervals": {name: [of["low"], of["high"]] for name, of in measured.items()},
    }


def _calibration(scores: Sequence[float], items: Sequence[Labelled]) -> dict[str, Any]:
    error, bins = calibration(scores, [item.faithful for item in items])
    return {
        "calibration_error": round(error, 4),
        "calibration_bins": [asdict(each) for each in bins],
    }


def _parts(name: str, scores: Sequence[float], items: Sequence[Labelled]) -> dict[str, Any]:
    """Figures for each domain, and what a set is commonly summed up by."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        places[item.part].append(place)
    parts = {
        part: figures([scores[i] for i in where], [items[i] for i in where])
        for part, where in sorted(places.items())
    }
    extra: dict[str, Any] = {"parts": parts} if len(parts) > 1 else {}
    if name == "summedits":
        values = [p["balanced_accuracy"] for part, p in parts.items() if part != NEWS]
        known = [value for value in values if value is not None]
        extra["mean_of_domains"] = round(sum(known) / len(known), 4) if known else None
        extra["domains"] = len(known)
    if name in ("bump", "invented"):
        extra["consistency"] = mean(list(_preferred(scores, items))).to_dict()["value"]
    return extra


def _preferred(scores: Sequence[float], items: Sequence[Labelled]) -> Iterator[float]:
    """For each pair, 1 if the faithful text scores higher than the edited one."""
    pairs: dict[str, dict[bool, float]] = defaultdict(dict)
    for score, item in zip(scores, items, strict=True):
        if item.pair:
            pairs[item.pair][item.faithful] = score
    yield from (float(p[True] > p[False]) for p in pairs.values() if len(p) == 2)
