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
    """nDCG@k (Järvelin and Kekäläinen 2002) of the files that state it.

    A passage gains 1 if it holds a gold quote of a file that no earlier passage held one of; in the
    ideal order those passages come first.
    """

    k: int

    @property
    def name(self) -> str:
        return f"ndcg@{self.k}"

    def score(self, seen: Seen) -> Score:
        if not seen.case.evidence:
            return _NO_GOLD
        known: set[str] = set()
        gain = 0.0
        for rank, golds in enumerate(_held(seen)[: self.k], start=1):
            files = {seen.case.evidence[number].source for number in golds}
            gain += bool(files - known) / math.log2(rank + 1)
            known |= files
        best = min(self.k, len(seen.case.gold_sources))
        ideal = sum(1 / math.log2(rank + 1) for rank in range(1, best + 1))
        return Score(gain / ideal, f"gain {gain:.2f} of {ideal:.2f}")


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
