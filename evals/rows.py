"""What an evaluation leaves behind: a row for each case, a journal to go on from, a report."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import CasesError

FORMAT = 1
"""Of report files; a report of another format is refused."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case with its answer and scores, as plain JSON says it.

    ``scores`` holds ``{"value", "reason"}`` by metric, ``milliseconds`` the time by stage, with
    ``first`` for the first sentence and ``total``. ``evidence`` are the gold and the cited words as
    `evals.evidence.marked` has them. ``key`` is a hash of what was asked of whom, and
    of the program, index and settings that answered.
    """

    key: str
    case: Mapping[str, Any]
    model: str
    answer: Mapping[str, Any]
    scores: Mapping[str, Mapping[str, Any]]
    verdict: str
    reason: str
    evidence: Sequence[Mapping[str, Any]]
    confidence: float | None
    milliseconds: Mapping[str, float | None]

    @property
    def refused(self) -> bool:
        return bool(self.answer["status"] == "not_in_articles")

    @property
    def answerable(self) -> bool:
        return bool(self.case["answerable"])

    def value(self, metric: str) -> float | None:
        """What a metric says of it; None if it does not apply."""
        value = self.scores.get(metric, {}).get("value")
        return None if value is None else float(value)


@dataclass(frozen=True, slots=True)
class Report:
    """The rows of one run, and all that is needed to make it again."""

    about: Mapping[str, Any]
    rows: tuple[Row, ...]

    @property
    def models(self) -> tuple[str, ...]:
        """Who answered, in order."""
        return tuple(dict.fromkeys(row.model for row in self.rows))

    def of(self, model: str) -> tuple[Row, ...]:
        """The rows of one model."""
        return tuple(row for row in self.rows if row.model == model)


def read_report(path: Path) -> Report:
    """A report that `rag eval` wrote.

    Raises:
        CasesError: it is none, or of another version of this program.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != FORMAT:
            raise ValueError
        return Report(found["about"], tuple(Row(**row) for row in found["rows"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = "Name a report.json that this version of `rag eval` wrote."
        raise CasesError(f"{path} is not a report. {hint}") from error


def write_atomically(path: Path, text: str) -> None:
    """The whole text or nothing, also if the machine stops in between."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)


class Journal:
    """The rows that are finished, a line each, so that a run that was cut off can go on."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def finished(self, keys: Sequence[str]) -> dict[str, Row]:
        """The rows with these keys; a line that was cut off in writing is no row."""
        if not self._path.is_file():
            return {}
        wanted, found = set(keys), {}
        for line in self._path.read_text(encoding="utf-8").split("\n"):
            try:
                row = Row(**json.loads(line))
            except (ValueError, TypeError):
                continue
            if row.key in wanted:
                found[row.key] = row
        return found

    def add(self, row: Row) -> None:
        """Write one more row down."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8", newline="\n") as file:
            # on a line of its own, even if the one before was cut off
            file.write("\n" + json.dumps(asdict(row), ensure_ascii=False) + "\n")

    def close(self) -> None:
        """The run is complete: the next one begins anew."""
        self._path.unlink(missing_ok=True)
