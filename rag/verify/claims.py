"""The claim verifier: is a sentence in words of its own proven by its evidence?

Exact checks (numbers, dates, names, roles, negation, modality, opposites, speakers, quantifiers,
qualifiers, relations) reject what the evidence says otherwise; what is left is weighed by how well
its words are found in the evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.sentences import sentence_spans
from rag.text.standalone import only_person_before, unbound_pronoun
from rag.types import Evidence, Support
from rag.verify import QuoteVerifier, Verdict
from rag.verify.align import align, with_context
from rag.verify.exact import findings, unheard_findings
from rag.verify.measure import Part, claim_measures, summary_measures, weigh
from rag.verify.statement import Statement, plain, read
from rag.verify.weights import CLAIM, SUMMARY, SUPPORTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

Encode = Callable[[Sequence[str]], "Vectors"]
"""Texts to unit vectors ``(len(texts), dimension)``."""

DENIED = 0.05
"""The probability of a claim against which an exact check found something; set by hand."""

COMPARED = 40
"""Sentences of a long article that are compared with a claim: those that share most words."""

_REMEMBERED = 4096  # vectors of texts; evidence comes again sentence after sentence


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
        self._vectors: dict[str, Vectors] = {}

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
            [_before(e, evidence) for e in evidence],
        )
        support: Support = "supported" if judgement.supported else "unsupported"
        return Verdict(support, judgement.reason, judgement.probability)

    def judge(
        self, claim: str, evidence: Sequence[str], *, published: Sequence[date | None] = ()
    ) -> Judgement:
        """Whether ``evidence``, sentences of articles of the days ``published``, state ``claim``.

        Strict: whatever an exact check finds, rejects the claim. A sentence that begins with "He"
        is read after the one before it.
        """
        days = [*published, *[None] * len(evidence)][: len(evidence)]
        before = [None, *range(len(evidence))][: len(evidence)]
        return self._judge(claim, evidence, days, [""] * len(evidence), before)

    def likely(self, claim: str, evidence: Sequence[str]) -> Judgement:
        """How likely ``claim``, one sentence or a few, is stated by a page's sentences.

        Lenient, for a page of any kind: the exact checks weigh in, none decides alone.
        """
        parts = self._parts(claim, evidence)
        if not parts:
            return _nothing()
        return _judged(min(weigh(claim_measures(part), CLAIM) for part in parts))

    def faithful(self, summary: str, article: Sequence[str]) -> Judgement:
        """How likely a summary says nothing that the sentences of its article do not."""
        parts = self._parts(summary, article)
        if not parts:
            return _nothing()
        return _judged(weigh(summary_measures(parts), SUMMARY))

    def _judge(
        self,
        claim: str,
        evidence: Sequence[str],
        published: Sequence[date | None],
        meant: Sequence[str],
        before: Sequence[int | None],
    ) -> Judgement:
        """``meant`` are the persons whom the pronouns of each evidence sentence mean.

        ``before`` is the number of the sentence that goes before each, if it is there.
        """
        stated = read(plain(claim))
        told = [read(plain(text)) for text in evidence]
        if not stated.content or not told:
            return _nothing()
        unheard = next(unheard_findings(stated, told, " ".join(meant)), None)
        if unheard is not None:  # no need to look where the claim might stand
            return Judgement(DENIED, False, unheard.reason)
        cosines = self._cosines(stated, told)
        places = with_context(stated, align(stated, told, cosines), told, before)
        known = " ".join(meant[i] for i in places)
        days = [published[i] for i in places]
        chosen = [told[i] for i in places]
        found = next(findings(stated, chosen, days, known), None)
        if found is not None:
            return Judgement(DENIED, False, found.reason)
        if self._checker is not None:
            return _judged(self._checker.check(stated.text, [s.text for s in chosen])[0])
        text = " ".join((*(s.text for s in chosen), known))
        part = Part(stated, chosen, cosines[places], text, stated.exact)
        return _judged(weigh(claim_measures(part), CLAIM))

    def _parts(self, text: str, evidence: Sequence[str]) -> list[Part]:
        """Each sentence of ``text`` beside the sentences of ``evidence`` most like it."""
        spans = sentence_spans(text)
        claims = [read(plain(text[span.start : span.end])) for span in spans]
        told = [read(plain(sentence)) for sentence in evidence]
        told = [statement for statement in told if statement.tokens]
        claims = [claim for claim in claims if claim.content]
        if not told or not claims:
            return []
        wanted = {claim.tokens[i].stem for claim in claims for i in claim.content}
        ranked = sorted(range(len(told)), key=lambda i: -len(wanted & told[i].stems))
        near = [told[i] for i in sorted(ranked[:COMPARED])]
        everything = " ".join(statement.text for statement in told)
        return [Part(c, near, self._cosines(c, near), everything) for c in claims]

    def _cosines(self, claim: Statement, evidence: Sequence[Statement]) -> Vectors:
        texts = [claim.text, *(s.text for s in evidence)]
        known = self._vectors.copy()  # another thread may clear them meanwhile
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if len(known) + len(new) > _REMEMBERED:
            self._vectors.clear()
        if new:
            made = dict(zip(new, self._encode(new), strict=True))
            self._vectors.update(made)
            known |= made
        claimed, *others = (known[text] for text in texts)
        return np.asarray(np.stack(others) @ claimed, np.float32)


def _judged(probability: float) -> Judgement:
    supported = probability >= SUPPORTED
    reason = "the evidence states it" if supported else "the evidence does not state all of it"
    return Judgement(probability, supported, f"{reason} (probability {probability:.2f})")


def _nothing() -> Judgement:
    return Judgement(0.0, False, "it says nothing that could be checked, or there is no evidence")


def _before(evidence: Evidence, others: Sequence[Evidence]) -> int | None:
    """Which of ``others`` stands right before ``evidence`` in its article."""
    for i, other in enumerate(others):
        same = other.article.id == evidence.article.id and other.end <= evidence.start
        if same and not evidence.article.text[other.end : evidence.start].strip():
            return i
    return None


def _meant(evidence: Evidence) -> str:
    """The person whom an unbound "he" or "she" of the sentence means, if only one can be meant."""
    if unbound_pronoun(evidence.text) is None:
        return ""
    spans = sentence_spans(evidence.article.text[: evidence.start])
    return only_person_before(evidence.article.text, spans, len(spans)) or ""
