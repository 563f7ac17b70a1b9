"""The verifier seam: is a drafted sentence proven by the evidence it cites?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from index.split import evidence_spans
from index.types import Article, Span
from rag.text.standalone import with_name
from rag.types import Evidence, Support


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is proven, and why or why not.

    ``probability`` is how likely the evidence supports it, in [0, 1]; what is quoted has 1.
    """

    support: Support
    reason: str
    probability: float = 1.0


class Verifier(Protocol):
    """Judges one sentence against the evidence it cites."""

    def verify(self, text: str, evidence: Sequence[Evidence]) -> Verdict:
        """The verdict on ``text``; never raises on strange text."""
        ...


class QuoteVerifier:
    """Accepts only the articles' own words.

    White space may differ. One addition is accepted: the name in brackets that `rag.text.standalone` sets
    after a pronoun, there and nowhere else, because only that person can be meant.
    """

    def verify(self, text: str, evidence: Sequence[Evidence]) -> Verdict:
        said = _plain(text)
        if any(said == _plain(item.text) for item in evidence):
            return Verdict("quoted", "word for word in the article")
        if "[" in said and any(said == _plain(_with_name(item)) for item in evidence):
            return Verdict("quoted", "word for word; only the person in brackets can be meant")
        return Verdict("unsupported", "these words are not in the cited evidence", 0.0)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _with_name(evidence: Evidence) -> str:
    """The evidence as it is shown; as it stands, if it does not begin where a sentence does."""
    span = Span(evidence.start, evidence.end)
    sentences = _sentences(evidence.article)
    at = next((i for i, s in enumerate(sentences) if s.start == span.start), None)
    if at is None:
        return evidence.text
    return with_name(evidence.article.text, sentences, at, span)


@lru_cache(maxsize=64)
def _sentences(article: Article) -> tuple[Span, ...]:
    """Those that the index has of an article; a model's sentences come with the same ones."""
    return evidence_spans(article)
