"""Which evidence sentences a claim rests on, and how much of it they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from rag.verify.statement import Statement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST = 3
"""A claim rests on at most so many evidence sentences."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """The evidence sentences (by number, best first), the probability they lend, and why."""

    places: tuple[int, ...]
    probability: float
    reason: str


def align(
    claim: Statement, evidence: Sequence[Statement], cosines: NDArray[np.float32]
) -> Alignment:
    """The best sentence for ``claim``, and those that hold words which it lacks."""
    wanted = {claim.tokens[i].stem for i in claim.content}
    shared = [len(wanted & s.stems) / len(wanted) for s in evidence]
    best = max(range(len(evidence)), key=lambda i: shared[i] + float(cosines[i]))
    places, missing = [best], wanted - evidence[best].stems
    while missing and len(places) < MOST:
        gain, at = max((len(missing & s.stems), i) for i, s in enumerate(evidence))
        if gain < 2:
            break
        places.append(at)
        missing -= evidence[at].stems
    held = 1 - len(missing) / len(wanted)
    likeness = float(max(cosines[i] for i in places))
    probability = 1 / (1 + exp(-(6 * held + 6 * likeness - 6.5)))
    reason = f"{held:.0%} of its words stand in the evidence, likeness {likeness:.2f}"
    return Alignment(tuple(places), probability, reason)
