"""The claim verifier: is a sentence in words of its own proven by its evidence?

Exact checks (numbers, dates, names, roles, negation, modality, opposites, speakers) reject what the
evidence says otherwise; what is left is weighed by how well its words are found in the evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.sentences import sentence_spans
from rag.standalone import only_person_before, unbound_pronoun
from rag.types import Evidence, Support
from rag.verify import QuoteVerifier, Verdict
from rag.verify.align import align
from rag.verify.attribution import speaker_findings
from rag.verify.dates import date_findings
from rag.verify.finding import Finding
from rag.verify.names import name_findings, role_findings
from rag.verify.numbers import number_findings
from rag.verify.polarity import modality_findings, negation_findings, opposite_findings
from rag.verify.statement import Statement, plain, read

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

Encode = Callable[[Sequence[str]], "Vectors"]
"""Texts to unit vectors ``(len(texts), dimension)``."""

SUPPORTED = 0.5
"""The probability from which a claim counts as supported."""

DENIED = 0.05
"""The probability of a claim against which an exact check found something."""


class Checker(Protocol):
    """A trained model of whether evidence supports a claim."""

    def check(self, claim: str, evidence: Sequence[str]) -> tuple[float, float, float]:
        """Probabilities that the evidence supports, contradicts and does not state the claim."""
        ...


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely a claim is supported, whether that is enough, and what it rests on."""

    probability: float
    supported: bool
    reason: str


class ClaimVerifier:
    """Accepts sentences whose every part the evidence states.

    ``encode`` gives unit vectors of texts; ``checker`` is a trained model whose word counts beside
    the exact checks, none: the checks and the alignment alone.
    """

    def __init__(self, encode: Encode, checker: Checker | None = None) -> None:
        self._encode = encode
        self._checker = checker
        self._quotes = QuoteVerifier()

    def verify(self, text: str, evidence: Sequence[Evidence]) -> Verdict:
        """The verdict on ``text``; word for word is `quoted`, at no cost; never raises."""
        verdict = self._quotes.verify(text, evidence)
        if verdict.support == "quoted":
            return verdict
        judgement = self._judge(
            text,
            [e.text for e in evidence],
            [e.article.published for e in evidence],
            [_meant(e) for e in evidence],
        )
        support: Support = "supported" if judgement.supported else "unsupported"
        return Verdict(support, judgement.reason, judgement.probability)

    def judge(
        self, claim: str, evidence: Sequence[str], *, published: Sequence[date | None] = ()
    ) -> Judgement:
        """Whether ``evidence``, sentences of articles of the days ``published``, state ``claim``."""
        days = [*published, *[None] * len(evidence)][: len(evidence)]
        return self._judge(claim, evidence, days, [""] * len(evidence))

    def _judge(
        self,
        claim: str,
        evidence: Sequence[str],
        published: Sequence[date | None],
        meant: Sequence[str],
    ) -> Judgement:
        """``meant`` are the persons whom the pronouns of each evidence sentence mean."""
        stated = read(plain(claim))
        told = list(map(plain, evidence))
        if not stated.content:
            return Judgement(0.0, False, "it says nothing that could be checked")
        if not told:
            return Judgement(0.0, False, "there is no evidence")
        vectors = self._encode([stated.text, *told])
        chosen = align(stated, [read(t) for t in told], vectors[1:] @ vectors[0])
        places = chosen.places
        known = " ".join(meant[i] for i in places)
        days = [published[i] for i in places]
        finding = next(_findings(stated, [told[i] for i in places], days, known), None)
        if finding is not None:
            return Judgement(min(DENIED, chosen.probability), False, finding.reason)
        supported = chosen.probability >= SUPPORTED
        return Judgement(chosen.probability, supported, chosen.reason)


def _findings(
    claim: Statement, evidence: Sequence[str], published: Sequence[date | None], known: str
) -> Iterator[Finding]:
    told = [read(text) for text in evidence]
    yield from number_findings(claim.text, evidence)
    yield from date_findings(claim.text, evidence, published)
    yield from name_findings(claim, evidence, known)
    yield from role_findings(claim, told)
    yield from negation_findings(claim, told)
    yield from modality_findings(claim, told)
    yield from opposite_findings(claim, told)
    yield from speaker_findings(claim, told, known)


def _meant(evidence: Evidence) -> str:
    """The person whom an unbound "he" or "she" of the sentence means, if only one can be meant."""
    if unbound_pronoun(evidence.text) is None:
        return ""
    spans = sentence_spans(evidence.article.text[: evidence.start])
    return only_person_before(evidence.article.text, spans, len(spans)) or ""
