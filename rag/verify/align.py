"""Which evidence sentences a claim rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rag.verify.statement import Statement

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHORTEST_CLAUSE = 3
"""A part of a claim with fewer content words belongs to the part before it."""

STAY = 0.2
"""How much better another sentence must hold a clause than the one already chosen."""

LIKENESS = 0.5
"""What the cosine to a sentence weighs beside the share of words that it holds."""

_CUT = re.compile(r"[;:.!?](?=\s)|,|\b(?:and|but|while|because|which|who|whereas|although)\b")


def align(
    claim: Statement, evidence: Sequence[Statement], cosines: NDArray[np.float32]
) -> list[int]:
    """The numbers of the best sentence for each clause of ``claim``, that of the whole first."""
    places: list[int] = []
    whole = [claim.tokens[i].stem for i in claim.content]
    for stems in (whole, *_clauses(claim)):
        scores = [
            held(stems, [s]) + LIKENESS * float(cosines[i]) + STAY * (i in places)
            for i, s in enumerate(evidence)
        ]
        best = max(range(len(scores)), key=scores.__getitem__)
        if best not in places:
            places.append(best)
    return places


def held(
    stems: Sequence[str], evidence: Sequence[Statement], proven: frozenset[str] = frozenset()
) -> float:
    """The share of ``stems`` that stand somewhere in ``evidence``, or are ``proven`` anyway."""
    there = proven.union(*(statement.stems for statement in evidence))
    return sum(stem in there for stem in stems) / max(1, len(stems))


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
