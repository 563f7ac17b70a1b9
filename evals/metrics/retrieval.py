"""Was the gold evidence among the passages found? A passage counts if it holds the whole quote.

The passages of a two-part question come one part after the other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from evals.metrics import Score, Seen, share

_NO_GOLD = Score(None, "there is no gold evidence")


@dataclass(frozen=True, slots=True)
class Recall:
    """recall@k: the share of the gold evidence that the first ``k`` passages hold."""

    k: int

    @property
    def name(self) -> str:
        return f"recall@{self.k}"

    def score(self, seen: Seen) -> Score:
        if not seen.case.evidence:
            return _NO_GOLD
        found = set[int]().union(*_held(seen)[: self.k])
        return share(len(found), len(seen.case.evidence), f"gold quotes in the first {self.k}")


@dataclass(frozen=True, slots=True)
class ReciprocalRank:
    """One over the rank of the first passage that holds gold evidence; its mean is MRR."""

    name: str = "mrr"

    def score(self, seen: Seen) -> Score:
        if not seen.case.evidence:
            return _NO_GOLD
        for rank, golds in enumerate(_held(seen), start=1):
            if golds:
                return Score(1 / rank, f"the first gold quote is in passage {rank}")
        return Score(0.0, f"no gold quote in {len(seen.passages)} passages")


@dataclass(frozen=True, slots=True)
class Ndcg:
    """nDCG@k (Järvelin and Kekäläinen 2002): a passage gains 1 if it holds gold evidence that no
    earlier one held; the ideal order has one gold quote in each of the first passages.
    """

    k: int

    @property
    def name(self) -> str:
        return f"ndcg@{self.k}"

    def score(self, seen: Seen) -> Score:
        if not seen.case.evidence:
            return _NO_GOLD
        known: set[int] = set()
        gain = 0.0
        for rank, golds in enumerate(_held(seen)[: self.k], start=1):
            gain += bool(golds - known) / math.log2(rank + 1)
            known |= golds
        ideal = _ideal(seen, self.k)
        return Score(gain / ideal, f"gain {gain:.2f} of {ideal:.2f}")


def _ideal(seen: Seen, k: int) -> float:
    """The gain of the best order; quotes that share a passage are gained at once."""
    together = {frozenset(golds) for golds in _held(seen) if golds}
    alone = set(range(len(seen.case.evidence))) - set[int]().union(*together)
    best = min(k, len(alone) + _fewest(together))
    return sum(1 / math.log2(rank + 1) for rank in range(1, max(1, best) + 1))


def _fewest(groups: set[frozenset[int]]) -> int:
    """How many of the passages hold all the quotes, the fullest taken first."""
    missing, used = set[int]().union(*groups), 0
    while missing:
        missing -= max(groups, key=lambda group: len(group & missing))
        used += 1
    return used


def _held(seen: Seen) -> list[set[int]]:
    """For each passage, which of the gold quotes it holds."""
    spans = [(gold.source, seen.span(gold)) for gold in seen.case.evidence]
    return [
        {
            number
            for number, (source, span) in enumerate(spans)
            if hit.article.path == source
            and hit.chunk.start <= span.start
            and span.end <= hit.chunk.end
        }
        for hit in seen.passages
    ]
