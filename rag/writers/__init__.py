"""Writers: evidence in, drafted sentences out. One file for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.evidence import Candidate
from rag.question import Question
from rag.types import Evidence


@dataclass(frozen=True, slots=True)
class Draft:
    """One drafted sentence and the evidence it claims to rest on; not yet verified."""

    text: str
    evidence: tuple[Evidence, ...]


class Writer(Protocol):
    """Writes an answer from evidence alone."""

    name: str

    def write(self, question: Question, candidates: Sequence[Candidate]) -> Iterator[Draft]:
        """Drafted sentences in reading order; ``candidates`` come best first and are not empty."""
        ...
