"""Are the sentences proven by what they cite, and is it the right thing that is cited?

The verifier stands in for an entailment model: read these figures beside its own accuracy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.metrics import Score, Seen, share
from rag.types import Citation, Evidence, Sentence
from rag.verify import Verifier

_NO_SENTENCE = Score(None, "nothing is said")
_NO_GOLD = Score(None, "no answer, or no gold evidence")
SAME_PLACE = 0.5
"""A citation and a gold quote are about the same place if they share this much of the shorter."""


@dataclass(frozen=True, slots=True)
class GoldPrecision:
    """The share of the citations that quote gold evidence, of a given answer to an answerable."""

    name: str = "citation_precision"

    def score(self, seen: Seen) -> Score:
        cited = seen.answer.citations
        if not cited or not seen.case.evidence:
            return _NO_GOLD
        good = [c for c in cited if _gold(seen, [c])]
        return share(len(good), len(cited), "citations are gold evidence")


@dataclass(frozen=True, slots=True)
class GoldRecall:
    """The share of the gold evidence that is cited, of a given answer to an answerable case."""

    name: str = "citation_recall"

    def score(self, seen: Seen) -> Score:
        if not seen.answer.citations or not seen.case.evidence:
            return _NO_GOLD
        found = _gold(seen, seen.answer.citations)
        return share(len(found), len(seen.case.evidence), "gold quotes are cited")


@dataclass(frozen=True, slots=True)
class SeveralSources:
    """Where several files state it: are at least two of them cited?"""

    name: str = "several_sources"

    def score(self, seen: Seen) -> Score:
        if seen.refused or len(seen.case.gold_sources) < 2:
            return Score(None, "no answer, or a single file states it")
        cited = seen.case.gold_sources & set(seen.answer.sources)
        whole = len(seen.case.gold_sources)
        return Score(float(len(cited) >= 2), f"{len(cited)} of {whole} files that state it")


@dataclass(frozen=True, slots=True)
class Exact:
    """The share of the citations whose file, read again, holds the quote at the offsets given."""

    name: str = "exact"

    def score(self, seen: Seen) -> Score:
        cited = (*seen.answer.citations, *seen.answer.closest)
        exact = [c for c in cited if _evidence(seen, c)]
        return share(len(exact), len(cited), "quotes stand where the citation says")


@dataclass(frozen=True, slots=True)
class Supported:
    """The share of the sentences that the text they cite, taken together, supports.

    This is faithfulness, and ALCE's citation recall (Gao et al. 2023, section 3).
    """

    verifier: Verifier
    name: str = "supported"

    def score(self, seen: Seen) -> Score:
        said = seen.answer.sentences
        if not said:
            return _NO_SENTENCE
        verdicts = [_verdict(self.verifier, seen, s, s.citations) for s in said]
        failed = next((reason for good, reason in verdicts if not good), "")
        found = share(sum(good for good, _ in verdicts), len(said), "sentences are supported")
        return Score(found.value, f"{found.reason}: {failed}" if failed else found.reason)


@dataclass(frozen=True, slots=True)
class Faithful:
    """1 if no sentence is unsupported by what it cites."""

    verifier: Verifier
    name: str = "faithful"

    def score(self, seen: Seen) -> Score:
        found = Supported(self.verifier).score(seen)
        if found.value is None:
            return found
        return Score(float(found.value == 1), found.reason)


@dataclass(frozen=True, slots=True)
class Needed:
    """ALCE's citation precision (Gao et al. 2023, section 3): the share of needed citations.

    A citation of a supported sentence is needless if it does not support it alone and the others
    support it without it; all citations of an unsupported sentence count as needless.
    """

    verifier: Verifier
    name: str = "needed"

    def score(self, seen: Seen) -> Score:
        cited = sum(len(s.citations) for s in seen.answer.sentences)
        if not cited:
            return _NO_SENTENCE
        needed = sum(self._needed(seen, s) for s in seen.answer.sentences)
        return share(needed, cited, "citations are needed")

    def _needed(self, seen: Seen, sentence: Sentence) -> int:
        cited = sentence.citations
        if not _verdict(self.verifier, seen, sentence, cited)[0]:
            return 0
        if len(cited) == 1:
            return 1
        return sum(
            _verdict(self.verifier, seen, sentence, [c])[0]
            or not _verdict(self.verifier, seen, sentence, [o for o in cited if o != c])[0]
            for c in cited
        )


def _verdict(
    verifier: Verifier, seen: Seen, sentence: Sentence, cited: Sequence[Citation]
) -> tuple[bool, str]:
    evidence = [found for c in cited if (found := _evidence(seen, c))]
    if not evidence:
        return False, "it cites nothing that is there"
    verdict = verifier.verify(sentence.text, evidence)
    return verdict.support != "unsupported", verdict.reason


def _evidence(seen: Seen, citation: Citation) -> Evidence | None:
    """What a citation points to; None if its words do not stand there."""
    article = seen.articles.get(citation.source)
    quote, (start, end) = citation.quote, (citation.start, citation.end)
    if article is None or not quote or article.text[start:end] != quote:
        return None
    return Evidence(article, start, end, quote, 1.0)


def _gold(seen: Seen, citations: Sequence[Citation]) -> list[int]:
    """Which of the gold quotes any of the citations quotes."""
    found = []
    for number, gold in enumerate(seen.case.evidence):
        span = seen.span(gold)
        for c in citations:
            common = min(c.end, span.end) - max(c.start, span.start)
            shorter = min(c.end - c.start, span.end - span.start)
            if c.source == gold.source and common > SAME_PLACE * shorter:
                found.append(number)
                break
    return found
