"""Metrics: each a small object that looks at one answered case and gives a value and a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from evals.cases import Case, Gold
from index.types import Article, Span
from rag.types import Answer, Hit


@dataclass(frozen=True, slots=True)
class Seen:
    """All that was seen of one case: what was asked, found and answered.

    ``articles`` are the corpus's files as read for this evaluation, not as indexed. ``confidence``
    is the evidence score, about log odds, of the best sentence that the writer was given; None if
    it was given none. ``first`` are the milliseconds until the first proven sentence.
    """

    case: Case
    answer: Answer
    passages: tuple[Hit, ...]
    articles: Mapping[str, Article]
    confidence: float | None = None
    first: float | None = None

    @property
    def refused(self) -> bool:
        return self.answer.status == "not_in_articles"

    def span(self, gold: Gold) -> Span:
        """Where a gold quote stands in its file; `run` has checked that it does."""
        start = self.articles[gold.source].text.index(gold.quote)
        return Span(start, start + len(gold.quote))


@dataclass(frozen=True, slots=True)
class Score:
    """A value, or None where the metric does not apply, and why it is what it is."""

    value: float | None
    reason: str


class Metric(Protocol):
    """Scores one answered case."""

    @property
    def name(self) -> str:
        """Its name in reports and gates."""
        ...

    def score(self, seen: Seen) -> Score:
        """The value for one case; never raises on a strange answer."""
        ...


def share(part: int, whole: int, what: str) -> Score:
    """``part`` of ``whole`` as a score: ``2 of 3 what``."""
    return Score(part / whole if whole else None, f"{part} of {whole} {what}")
