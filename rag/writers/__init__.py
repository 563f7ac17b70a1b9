"""Writers: evidence in, drafted sentences out. One file for each."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.clock import Usage
from rag.evidence import Candidate
from rag.question import Question
from rag.types import Evidence


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that was asked for and the sentences that answer it, best first, at least one.

    ``fainter`` are others that were found; they may bear an answer out.
    """

    question: Question
    candidates: tuple[Candidate, ...]
    fainter: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One drafted sentence and the evidence it claims to rest on; not yet verified.

    ``focus`` are the characters of ``text`` that are the asked-for words, if the writer knows.
    ``offered`` is what a writer that words for itself had before it, piece by piece as `quotes`
    would give it: a draft may turn out to rest on another piece than the one it cites.
    """

    text: str
    evidence: tuple[Evidence, ...]
    focus: tuple[int, int] | None = None
    offered: tuple[Draft, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A model is at work and no sentence is done. It comes often, so that whoever waits may stop."""


Drafts = Generator[Draft | Waiting, None, None]
"""Drafted sentences as they are written. Closing it stops the writer."""


class Writer(Protocol):
    """Writes an answer from evidence alone."""

    name: str

    def write(self, asks: Sequence[Ask], usage: Usage | None = None) -> Drafts:
        """Drafted sentences in reading order; a two-part question comes as two asks.

        A model's tokens are counted in ``usage``.
        """
        ...
