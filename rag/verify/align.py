"""Which evidence sentences a claim rests on, and how much of it they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from rag.verify.statement import Statement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORTEST_CLAUSE = 3
"""A part of a claim with fewer content words belongs to the part before it."""

STAY = 0.2
"""How much better another sentence must hold a clause than the one already chosen."""

_CUT = re.compile(r"[;:.!?](?=\s)|,|\b(?:and|but|while|because|which|who|whereas|although)\b")


@dataclass(frozen=True, slots=True)
class Alignment:
    """The evidence sentences (by number, best first), the probability they lend, and why."""

    places: tuple[int, ...]
    probability: float
    reason: str


def align(
    claim: Statement, evidence: Sequence[Statement], cosines: NDArray[np.float32]
) -> Alignment:
    """The best sentence for each clause of ``claim``, that of the whole claim first."""
    everything = [claim.tokens[i].stem for i in claim.content]
    places = [_best(everything, evidence, cosines, [])]
    for clause in _clauses(claim):
        at = _best(clause, evidence, cosines, places)
        if at not in places:
            places.append(at)
    held = _held(everything, [evidence[i] for i in places])
    likeness = float(max(cosines[i] for i in places))
    probability = 1 / (1 + exp(-(6 * held + 6 * likeness - 6.5)))
    reason = f"{held:.0%} of its words stand in the evidence, likeness {likeness:.2f}"
    return Alignment(tuple(places), probability, reason)


def _best(
    clause: Sequence[str],
    evidence: Sequence[Statement],
    cosines: NDArray[np.float32],
    chosen: Sequence[int],
) -> int:
    scores = [
        _held(clause, [s]) + float(cosines[i]) * 0.5 + STAY * (i in chosen)
        for i, s in enumerate(evidence)
    ]
    return max(range(len(evidence)), key=scores.__getitem__)


def _held(stems: Sequence[str], evidence: Sequence[Statement]) -> float:
    return sum(any(stem in s.stems for s in evidence) for stem in stems) / max(1, len(stems))


def _clauses(claim: Statement) -> Iterator[list[str]]:
    """The content stems of each clause."""
    cuts = [m.start() for m in _CUT.finditer(claim.text)]
    clause: list[str] = []
    for i in claim.content:
        token = claim.tokens[i]
        if cuts and token.start >= cuts[0]:
            cuts = [c for c in cuts if c > token.start]
            if len(clause) >= SHORTEST_CLAUSE:
                yield clause
                clause = []
        clause.append(token.stem)
    if clause:
        yield clause
