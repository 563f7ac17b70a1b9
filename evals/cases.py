"""The cases: questions with their gold answers and the quotes that prove them.

One JSON object a line; `evals/README.md` says what each field means and how to write good ones.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.errors import CasesError
from rag.types import Status

CASES = Path(__file__).parent / "questions"
"""Where the cases on the sample articles are: `dev.jsonl` and `test.jsonl`."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A quote that states the answer, and its file."""

    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what a right answer to it holds.

    ``answers`` are groups of accepted wordings: one of each group must stand in the answer; an
    unanswerable question has none. ``wrong`` wordings must not stand in it. ``expects`` is the
    status of a right answer: ``partial`` where the articles answer only a part of the question.
    """

    id: str
    kind: str
    question: str
    history: tuple[tuple[str, str], ...] = ()
    answerable: bool = True
    answers: tuple[tuple[str, ...], ...] = ()
    evidence: tuple[Gold, ...] = ()
    as_of: date | None = None
    sources: tuple[str, ...] | None = None
    wrong: tuple[str, ...] = ()
    expects: Status = "answered"
    note: str = ""

    @property
    def gold_sources(self) -> frozenset[str]:
        """The files that state it."""
        return frozenset(gold.source for gold in self.evidence)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON, as in a case file."""
        return {**asdict(self), "as_of": self.as_of.isoformat() if self.as_of else None}


def load(path: Path) -> tuple[Case, ...]:
    """The cases of a file, in order.

    Raises:
        CasesError: there is no such file, or a line is not a case; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CasesError(f"{path} cannot be read. Name a case file with --cases FILE.") from error
    cases: dict[str, Case] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            case = _read(line, f"{path}, line {number}")
            if case.id in cases:
                raise CasesError(f"{path}, line {number}: the id {case.id!r} is taken. Change it.")
            cases[case.id] = case
    if not cases:
        raise CasesError(f"{path} holds no case. Write one JSON object a line.")
    return tuple(cases.values())


def fingerprint(cases: Sequence[Case]) -> str:
    """A hash of what the cases say, however the file is laid out."""
    rows = json.dumps([case.to_dict() for case in cases], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(rows.encode()).hexdigest()


def case_of(row: Mapping[str, Any]) -> Case:
    """A case from plain JSON.

    Raises:
        ValueError: a field is missing, unknown or does not fit; the message says which.
    """
    if row.get("status") == "draft":
        raise ValueError("this is a draft; check it, mend it and take its status out")
    if unknown := sorted(row.keys() - _READ.keys()):
        raise ValueError(f"{unknown[0]!r} is no field; there are {', '.join(_READ)}")
    if missing := [name for name in ("id", "kind", "question") if name not in row]:
        raise ValueError(f"{missing[0]!r} is missing")
    answerable = row.get("answerable", row.get("expects") != "not_in_articles")
    plain = {"expects": "answered" if answerable else "not_in_articles", **row}
    case = Case(**{name: _field(name, value) for name, value in plain.items()})
    if not (bool(answerable) == bool(case.answers) == bool(case.evidence)):
        raise ValueError("an answerable case has answers and evidence, an unanswerable one neither")
    if answerable == (case.expects == "not_in_articles"):
        raise ValueError(f"expects {case.expects!r} does not fit answerable: {bool(answerable)}")
    return case


def _read(line: str, place: str) -> Case:
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("it is not a JSON object")
        return case_of(row)
    except ValueError as error:
        hint = "Mend that line; the format is in evals/README.md."
        raise CasesError(f"{place}: {error}. {hint}") from error


def _field(name: str, value: Any) -> Any:  # noqa: ANN401 - each field has its own type
    try:
        return _READ[name](value)
    except (TypeError, ValueError, KeyError) as error:
        shown = json.dumps(value, ensure_ascii=False)
        raise ValueError(f"{name!r} cannot be {shown[:80]}") from error


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError
    return tuple(_text(v) for v in value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _status(value: object) -> object:
    if value not in ("answered", "partial", "not_in_articles"):
        raise ValueError
    return value


_READ: dict[str, Callable[[Any], Any]] = {
    "id": _text,
    "kind": _text,
    "question": _text,
    "history": lambda pairs: tuple((_text(q), _text(a)) for q, a in pairs),
    "answerable": _flag,
    "answers": lambda groups: tuple(_texts(group) for group in groups),
    "evidence": lambda golds: tuple(Gold(_text(g["source"]), _text(g["quote"])) for g in golds),
    "as_of": lambda day: None if day is None else date.fromisoformat(day),
    "sources": lambda globs: None if globs is None else _texts(globs),
    "wrong": _texts,
    "expects": _status,
    "note": str,
}
