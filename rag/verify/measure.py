"""What is measured of a claim, and of a summary, against its evidence; `weights` weighs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from statistics import mean
from typing import TYPE_CHECKING

from rag.verify.align import align, held
from rag.verify.exact import findings
from rag.verify.exact.names import name_findings
from rag.verify.exact.numbers import number_findings
from rag.verify.statement import Statement
from rag.verify.weights import INTERCEPT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Measures = Mapping[str, float]

_MOST = 2  # findings of a kind; more of them say no more
_PRONOUNS = frozenset("he she they it him her them his their its this these".split())


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a claim, beside the evidence: likeness to each sentence, and all its text.

    ``near`` are the sentences that were compared, ``text`` all there are. ``proven`` are stems that
    an exact check has found in the evidence in another form, as "3 December" in "on Tuesday".
    """

    claim: Statement
    near: Sequence[Statement]
    cosines: NDArray[np.float32]
    text: str
    proven: frozenset[str] = frozenset()

    @property
    def content(self) -> list[str]:
        """The stems of its content words."""
        return [self.claim.tokens[i].stem for i in self.claim.content]


def claim_measures(part: Part) -> Measures:
    """One sentence against its evidence; the names are those of `weights.CLAIM`."""
    return {
        "held": held(part.content, part.near, part.proven),
        "likeness": float(part.cosines.max()),
        "unknown_names": _unknown_names(part),
        "unknown_number": _unknown_number(part),
    }


def summary_measures(parts: Sequence[Part]) -> Measures:
    """A summary's sentences against the article; the names are those of `weights.SUMMARY`."""
    rests = [align(part.claim, part.near, part.cosines) for part in parts]
    told = [[part.near[i] for i in places] for part, places in zip(parts, rests, strict=True)]
    found = [
        Counter(finding.kind for finding in findings(part.claim, rest))
        for part, rest in zip(parts, told, strict=True)
    ]
    return {
        "sentences": log(len(parts)),
        "opening_pronouns": float(_opening_pronouns([part.claim for part in parts])),
        "unknown_names": max(map(_unknown_names, parts)),
        "unknown_number": max(map(_unknown_number, parts)),
        "likeness": mean(_highest(part.cosines) for part in parts),
        "unheld_word": max(
            float(held(p.content, rest) < 1) for p, rest in zip(parts, told, strict=True)
        ),
        "negation": mean(min(_MOST, f["negation"]) for f in found),
        "role": float(any(f["role"] for f in found)),
        "comparison": float(any(f["comparison"] for f in found)),
    }


def weigh(measures: Measures, weights: Mapping[str, float]) -> float:
    """The probability that logistic regression gives."""
    score = weights[INTERCEPT] + sum(weights[name] * value for name, value in measures.items())
    return 1 / (1 + exp(-score))


def _highest(cosines: NDArray[np.float32]) -> float:
    """The mean of the three highest."""
    return mean(sorted(map(float, cosines), reverse=True)[:3])


def _unknown_names(part: Part) -> float:
    return float(min(_MOST, sum(1 for _ in name_findings(part.claim, [part.text]))))


def _unknown_number(part: Part) -> float:
    return float(any(f.kind == "number" for f in number_findings(part.claim.text, [part.text])))


def _opening_pronouns(claims: Sequence[Statement]) -> int:
    """Sentences that open with a pronoun before anybody was named."""
    found = 0
    for claim in claims:
        found += bool(claim.tokens) and claim.tokens[0].text.lower() in _PRONOUNS
        if claim.names:
            break
    return min(_MOST, found)
