"""Writers: evidence in, drafted sentences out. One file for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.evidence import Candidate
from rag.question import Question
from rag.types import Evidence


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that was asked for and the sentences that answer it, best first, at least one."""

    question: Question
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """One drafted sentence and the evidence it claims to rest on; not yet verified.

    ``focus`` are the characters of ``text`` that are the asked-for words, if the writer knows.
    """

    text: str
    evidence: tuple[Evidence, ...]
    focus: tuple[int, int] | None = None


class Writer(Protocol):
    """Writes an answer from evidence alone."""

    name: str

    def write(self, asks: Sequence[Ask]) -> Iterator[Draft]:
        """Drafted sentences in reading order; a two-part question comes as two asks."""
        ...
