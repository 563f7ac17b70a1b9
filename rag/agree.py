"""Which sentences of different articles carry the same fact, and which contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rag.evidence import Candidate
from rag.question import NUMERIC, Question
from rag.values import quantities
from rag.words import content_stems

ALIKE = 0.55
"""Cosine between two sentences below which they are not taken to speak of the same thing."""

SHARED = 2
"""Content words, beyond those of the question, that two sentences with the same fact have."""


def same_fact(question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether two sentences answer the question with the same fact.

    They must be about the same thing (cosine) and share words the question does not have; where the
    answer is a number, the same number of the same unit.
    """
    if not _alike(one, other):
        return False
    if question.kind in NUMERIC:
        mine = {(q.value, q.unit) for q in quantities(one.text)}
        return bool(mine & {(q.value, q.unit) for q in quantities(other.text)})
    asked = set(question.stems)
    mine_words = set(content_stems(one.text)) - asked
    return len(mine_words & (set(content_stems(other.text)) - asked)) >= SHARED


def conflicts(
    question: Question, candidates: Sequence[Candidate]
) -> list[tuple[str, dict[str, list[Candidate]]]]:
    """Units for which alike sentences of different articles give different numbers.

    Only for questions that ask for a number. Each conflict is the unit and, by value as it stands
    in the text, the sentences that give it, the best first.
    """
    if question.kind not in NUMERIC:
        return []
    by_unit: dict[str, dict[float, list[Candidate]]] = {}
    worded: dict[tuple[str, float], str] = {}
    for one, other in combinations(candidates, 2):
        if one.item is other.item or not _alike(one, other):
            continue
        for mine in quantities(one.text):
            for theirs in quantities(other.text):
                if mine.unit == theirs.unit and mine.value != theirs.value:
                    for quantity, candidate in ((mine, one), (theirs, other)):
                        worded.setdefault((quantity.unit, quantity.value), quantity.text)
                        sides = by_unit.setdefault(quantity.unit, {})
                        holders = sides.setdefault(quantity.value, [])
                        if candidate not in holders:
                            holders.append(candidate)
    return [
        (unit, {worded[unit, value]: found for value, found in sides.items()})
        for unit, sides in by_unit.items()
    ]


def _alike(one: Candidate, other: Candidate) -> bool:
    return float(one.vector @ other.vector) >= ALIKE
