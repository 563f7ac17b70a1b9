"""The cases: questions with their gold answers and the quotes that prove them.

One JSON object a line:

``id``, ``kind``, ``question``; ``history``, earlier ``[question, answer]`` pairs; ``answerable``;
``answers``, groups of accepted wordings, one of each group must stand in the answer; ``evidence``,
``{"source", "quote"}`` for every file that states it. `tests/evals/test_cases.py` holds every quote
against its file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

CASES = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True)
class Gold:
    """A quote that states the answer, and its file."""

    source: str
    quote: str


@dataclass(frozen=True, slots=True)
class Case:
    """A question and what a right answer to it holds; no ``answers`` for an unanswerable one."""

    id: str
    kind: str
    question: str
    history: tuple[tuple[str, str], ...]
    answerable: bool
    answers: tuple[tuple[str, ...], ...]
    evidence: tuple[Gold, ...]


def load(path: Path) -> tuple[Case, ...]:
    """The cases of a file, in order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_case(json.loads(line)) for line in lines if line.strip())


def _case(row: dict) -> Case:  # type: ignore[type-arg]
    return Case(
        row["id"],
        row["kind"],
        row["question"],
        tuple((q, a) for q, a in row["history"]),
        row["answerable"],
        tuple(tuple(group) for group in row["answers"]),
        tuple(Gold(e["source"], e["quote"]) for e in row["evidence"]),
    )
