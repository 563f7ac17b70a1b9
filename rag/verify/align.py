"""Which evidence sentences a claim rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rag.text.standalone import points_back
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

_STEPS_BACK = 2  # "He said: …" may itself need the sentence before it

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


def with_context(
    claim: Statement,
    places: Sequence[int],
    told: Sequence[Statement],
    before: Sequence[int | None],
) -> list[int]:
    """``places`` and what they point back to: "He added …" brings the sentence before it along.

    ``before`` is, for each sentence, the number of the one that stands before it in its article. One
    that points back to a place comes along if it holds a name or figure of ``claim`` that is missing.
    """
    found = list(places)
    for i, statement in enumerate(told):
        missing = claim.exact.difference(*(told[place].stems for place in found))
        if i not in found and before[i] in found and missing & statement.stems:
            found += [i] * points_back(statement.text)
    for _ in range(_STEPS_BACK):
        for place in tuple(found):
            previous = before[place]
            if previous is None or previous in found:
                continue
            missing = claim.exact.difference(*(told[other].stems for other in found))
            goes_on = not told[place].names and missing & told[previous].stems
            if goes_on or points_back(told[place].text):
                found.insert(found.index(place), previous)
    return found


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
