"""Where articles give different values for what was asked: numbers and days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rag.compare.reports import named, same_event
from rag.evidence import Candidate
from rag.question import NUMERIC, Question
from rag.text.dates import PartialDate
from rag.text.quantities import MEASURED, Quantity, amounts, in_base
from rag.verify.exact.dates import days_told
from rag.verify.exact.numbers import bounded, worded

LIKENESS = 8.0
"""What the cosine to the sentence that answers weighs beside another one's score."""

ADDRESSES = 3.0
"""The sum of both from which a sentence of another report is taken to answer too.

On 126 questions about pairs of invented reports, of 14 sentences above it that give another number of the
unit 10 do contradict; the other four are more than `FAR` apart or no answers in numbers. Of 68 about
the events of `evals/events/dev.jsonl`, 20 of them with a contradiction, three are shown, two of them
rightly: where one report answers faintly, nothing is said to differ.
"""

ALIKE = 0.55
"""The cosine from which a sentence of an article about anything else is."""

FAR = 3.0
"""Two numbers further apart than so many times are told of two things."""

ROUNDED = 0.05
"""Up to which share of the larger "about 150" may be another number: 148 is no contradiction."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence answers with: ``value`` as it stands there, and the numbers or the days of that.

    ``known`` are all numbers of the sentence, some of which answer; ``about``: it does not give them exactly.
    """

    candidate: Candidate
    value: str
    numbers: tuple[Quantity, ...] = ()
    known: tuple[Quantity, ...] = ()
    about: bool = False
    days: frozenset[PartialDate] = frozenset()

    def agrees(self, other: Told) -> bool:
        """Whether what one answers with stands in the other's sentence."""
        if any(a.agrees(b) for a in self.days for b in other.days):
            return True
        off = ROUNDED if self.about or other.about else 0.0
        pairs = (*product(self.numbers, other.known), *product(self.known, other.numbers))
        return any(_same(a, b, off) for a, b in pairs)

    def contradicts(self, other: Told) -> bool:
        """Whether they answer with two values for one thing, of which one at most is right."""
        if self.agrees(other) or self._is_known_to(other) or other._is_known_to(self):
            return False
        if self._leaves_room_for(other) or other._leaves_room_for(self):
            return False
        if self.days and other.days:
            return any(_tells_apart(a, b) for a in self.days for b in other.days)
        return any(_rivals(a, b) for a in self.numbers for b in other.numbers)

    def _leaves_room_for(self, other: Told) -> bool:
        """Whether it is a bound that the other's number keeps: "at least 40" and 47."""
        if not (self.numbers and other.numbers):
            return False
        mine, theirs = self.numbers[0].value, other.numbers[0].value
        side = bounded(self.candidate.text, self.numbers[0].text)
        return (side == "lower" and theirs >= mine) or (side == "upper" and theirs <= mine)

    def _is_known_to(self, other: Told) -> bool:
        """Whether the other's article gives this too, so that it is told of another thing."""
        there = _quantities(other.candidate.item.article.text)
        return any(n.unit and (n.value, n.unit) in there for n in self.numbers)


def differences(question: Question, candidates: Sequence[Candidate]) -> list[list[Told]]:
    """The values that articles give for what was asked and that cannot all be right, or nothing.

    The first of ``candidates`` answers the question. Each side is what gives one value, a sentence of each
    article; the first side gives that of the first candidate.
    """
    best = candidates[0]
    first = _told(question, best)
    if first is None:
        return []
    sides = [[first]]
    heard = {best.item.article.id}
    others = (c for c in candidates[1:] if _answers_too(best, c))
    for other in sorted(others, key=lambda c: -_addresses(best, c)):
        if other.item.article.id in heard or not (told := _told(question, other)):
            continue
        if agreed := next((side for side in sides if side[0].agrees(told)), None):
            agreed.append(told)
        elif all(side[0].contradicts(told) for side in sides):
            sides.append([told])
        else:
            continue
        heard.add(other.item.article.id)
    return sides if len(sides) > 1 else []


def _addresses(best: Candidate, other: Candidate) -> float:
    """How surely a sentence answers what ``best`` answers."""
    return other.score + LIKENESS * float(best.vector @ other.vector)


def _answers_too(best: Candidate, other: Candidate) -> bool:
    """Whether a sentence says otherwise or alike what ``best`` says, and not the same of somebody else."""
    if _addresses(best, other) < ADDRESSES:
        return False
    if float(best.vector @ other.vector) >= ALIKE:
        return True
    ours, theirs = named(best.text), named(other.text)
    return same_event(best.item, other.item) and not (ours and theirs and not ours & theirs)


def _told(question: Question, candidate: Candidate) -> Told | None:
    """What a sentence answers with, if that is a number or a day."""
    answer = candidate.answer or candidate.text
    if question.kind in ("date", "year"):
        days = days_told(answer, candidate.item.article.published)
        return Told(candidate, answer, days=days) if days else None
    found = amounts(answer)
    counting = sum(len(n.text.split()) for n in found)
    if not found or (question.kind not in NUMERIC and 2 * counting < len(answer.split())):
        return None
    numbers, first = tuple(map(in_base, found)), found[0].text
    return Told(
        candidate,
        worded(candidate.text, first),
        numbers,
        tuple(map(in_base, amounts(candidate.text))),
        about=bounded(candidate.text, first) == "about",
    )


def _same(one: Quantity, other: Quantity, off: float) -> bool:
    larger = max(abs(one.value), abs(other.value))
    return _comparable(one, other) and abs(one.value - other.value) <= (off + 1e-9) * larger


def _rivals(one: Quantity, other: Quantity) -> bool:
    smaller, larger = sorted((abs(one.value), abs(other.value)))
    return _comparable(one, other) and larger <= FAR * smaller


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are of one unit; what is counted may go by two names."""
    return one.unit == other.unit or not {one.unit, other.unit} & MEASURED


def _tells_apart(one: PartialDate, other: PartialDate) -> bool:
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return any(a and b and a != b for a, b in pairs)


@lru_cache(maxsize=500)
def _quantities(text: str) -> frozenset[tuple[float, str]]:
    return frozenset((q.value, q.unit) for q in map(in_base, amounts(text)) if q.unit)
