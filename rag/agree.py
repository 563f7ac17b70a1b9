"""Which sentences of different articles carry the same fact, and which contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rag.evidence import Candidate
from rag.question import NUMERIC, Question
from rag.values import quantities
from rag.words import content_stems

ALIKE = 0.55
"""Cosine between two sentences from which they are taken to speak of the same thing."""

RELATED = 0.35
"""Cosine from which they do, if the words that answer are the same as well."""

SHARED = 2
"""Content words, beyond those of the question, that alike sentences with the same fact have."""

FAINTER = 5.0
"""How far the second sentence's score may lie below the first's."""


def same_fact(question: Question, one: Candidate, other: Candidate) -> bool:
    """Whether two sentences answer the question with the same fact.

    Where the answer is a number, both must give that number of the same unit. Elsewhere at least
    half of the words that answer (the reader's focus) must stand in the other, related sentence; or
    the two are alike as a whole and share words that the question does not have.
    """
    if other.score < one.score - FAINTER:
        return False
    if question.kind in NUMERIC:
        mine = {(q.value, q.unit) for q in quantities(one.text)}
        found = {(q.value, q.unit) for q in quantities(other.text)}
        return bool(mine & found) and _cosine(one, other) >= RELATED
    asked, theirs = set(question.stems), set(content_stems(other.text))
    answer = set(content_stems(one.answer)) - asked
    if answer and 2 * len(answer & theirs) >= len(answer) and _cosine(one, other) >= RELATED:
        return True
    shared = (set(content_stems(one.text)) - asked) & theirs
    return len(shared) >= SHARED and _cosine(one, other) >= ALIKE


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
        if one.item is other.item or _cosine(one, other) < ALIKE:
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


def _cosine(one: Candidate, other: Candidate) -> float:
    return float(one.vector @ other.vector)
