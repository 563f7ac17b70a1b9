"""What a claim may say only if the evidence says so too: "all", "only", "final", "should", "not"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rag.verify.exact.demand_words import DEMANDS
from rag.verify.exact.finding import Finding, Kind
from rag.verify.statement import Statement


@dataclass(frozen=True, slots=True)
class Demand:
    """Where a claim ``says`` this, the evidence ``needs`` one of those.

    ``against``: it is held against the claim only if the evidence says this instead.
    """

    kind: Kind
    says: re.Pattern[str]
    needs: re.Pattern[str]
    against: re.Pattern[str]


def demand_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Words of ``claim`` for which nothing stands in the evidence."""
    evidence = " ".join(statement.text for statement in told)
    for demand in _demands():
        said = demand.says.search(claim.text)
        if said and not demand.needs.search(evidence) and demand.against.search(evidence):
            yield Finding(demand.kind, f"the evidence does not say “{said.group().strip()}”")


@cache
def _demands() -> tuple[Demand, ...]:
    return tuple(
        Demand(kind, _words(says), _words(needs), _words(against) if against else re.compile(""))
        for kind, says, needs, against in DEMANDS
    )


def _words(pattern: str) -> re.Pattern[str]:
    """Any of these words; a star after a letter stands for any ending."""
    endings = re.sub(r"(?<=\w)\*", r"\\w*", pattern)
    return re.compile(rf"\b(?:{endings})(?!\w)", re.IGNORECASE)
