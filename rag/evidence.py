"""A sentence that may answer: what was found for and against it, and its score."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.manifest import IndexedArticle
from index.types import Span
from rag.question import Question
from rag.text.words import content_stems
from rag.types import Evidence

ENOUGH = -2.0
"""The score that a sentence needs to be taken for an answer.

A trade between two errors, set on the dev questions and 492 others (192 on the five articles and twelve more,
300 on invented articles that no reader learnt from): of those 66 % of the unanswerable ones are refused and
4 % of the answerable; at -2.5 it is 61 and 4 %, at -1.5 it is 70 and 6 %. What the reader says of the passage
as a whole is not asked: it added nothing to what it says of a sentence.
"""

SIMILARITY = 1.0
"""What the cosine to the question weighs beside the reader's log odds."""

MERIT = 6.0
"""What each finding of the exact checks for a sentence weighs."""

DOUBT = 3.0
"""What each finding against it weighs. Earlier readers needed 10, a surer one may outweigh a finding.

On the same 492 questions the mean AUC of telling whether there is an answer is 88.4, with 10 it is 87.0, with
1 it is 88.9; on the dev questions it is 98.0, 98.0 and 97.7.
"""

RESERVATION = 4.0
"""What it weighs, beside a reader, that the article never mentions a name or year of the question, or that
the words that answer are of another kind.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: number ``at`` of an article's evidence sentences.

    ``similarity`` is its cosine to the question, ``coverage`` the share of the question's words that
    it names, ``reading`` the reader's probability that it answers (None without a reader), ``focus``
    the characters of it that are the answer. ``doubts`` and ``merits`` are what the exact checks found,
    ``reservations`` what they hold against the article or against those characters.
    """

    item: IndexedArticle
    at: int
    similarity: float
    coverage: float
    reading: float | None = None
    focus: tuple[int, int] | None = None
    doubts: tuple[str, ...] = ()
    merits: tuple[str, ...] = ()
    reservations: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        span = self.item.sentences[self.at]
        return self.item.article.text[span.start : span.end]

    @property
    def answer(self) -> str:
        """The words of the sentence that are the answer, as far as the reader can tell."""
        return self.text[slice(*self.focus)] if self.focus else ""

    @property
    def vector(self) -> np.ndarray:
        """The sentence's embedding ``(dimension,)``."""
        vector: np.ndarray = self.item.vectors[self.at]
        return vector

    @property
    def score(self) -> float:
        """About the log odds that the sentence answers, from `ENOUGH` on it does.

        The weights were chosen on the dev questions of `evals/` and on 385 others about these and other
        articles; values near them do alike. A surer reader than the first needs less of similarity.
        """
        checked = MERIT * len(self.merits) - DOUBT * len(self.doubts)
        if self.reading is None:
            checked -= MERIT * len(self.reservations)
            return checked + 8 * (0.6 * self.similarity + 0.4 * self.coverage) - 4.5
        checked -= RESERVATION * len(self.reservations)
        return checked + log_odds(self.reading) + SIMILARITY * self.similarity

    @property
    def reason(self) -> str:
        """What the score rests on, in words."""
        read = "no reader" if self.reading is None else f"reader {self.reading:.0%}"
        return "; ".join(
            (
                read,
                f"similarity {self.similarity:.2f}",
                *self.merits,
                *self.doubts,
                *self.reservations,
            )
        )

    def evidence(self, span: Span | None = None, note: str = "") -> Evidence:
        """The sentence as evidence, or the wider ``span`` that it needs to be understood."""
        article, own = self.item.article, span or self.item.sentences[self.at]
        reason = f"{note}; {self.reason}" if note else self.reason
        text = article.text[own.start : own.end]
        return Evidence(article, own.start, own.end, text, self.score, reason)


def log_odds(probability: float) -> float:
    """Kept within those of 0.0001 and 0.9999."""
    kept = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def answering(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Those that answer, in their order; none if the articles do not say."""
    return tuple(c for c in candidates if c.score >= ENOUGH)


def coverage(question: Question, text: str) -> float:
    """The share of the question's content words that stand in ``text``."""
    if not question.stems:
        return 0.0
    known = set(content_stems(text))
    return sum(s in known for s in question.stems) / len(question.stems)
