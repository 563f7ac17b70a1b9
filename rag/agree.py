"""Which sentences of different articles carry the same fact, and which contradict each other."""

from __future__ import annotations

from rag.evidence import Candidate
from rag.question import Question
from rag.values import number_tokens
from rag.words import content_stems

ALIKE = 0.55
"""Cosine between two sentences below which they are not taken for the same fact."""

SHARED = 2
"""Content words, beyond those of the question, that both must have."""


def same_fact(question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether two sentences answer the question with the same fact.

    They must be about the same thing (cosine) and share words the question does not have; where the
    answer is a number, the same number.
    """
    if float(one.vector @ other.vector) < ALIKE:
        return False
    asked = set(question.stems)
    mine, theirs = set(content_stems(one.text)) - asked, set(content_stems(other.text)) - asked
    if question.kind in ("count", "money", "percent", "year"):
        return bool(set(number_tokens(one.text)) & set(number_tokens(other.text)))
    return len(mine & theirs) >= SHARED
