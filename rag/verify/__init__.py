"""The verifier seam: is a drafted sentence proven by the evidence it cites?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from rag.types import Evidence, Support
from rag.words import name_stems, words

_BRACKETED = re.compile(r" \[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a sentence is proven, and why or why not.

    ``probability`` is how likely the evidence supports it, in [0, 1]; what is quoted has 1.
    """

    support: Support
    reason: str
    probability: float = 1.0


class Verifier(Protocol):
    """Judges one sentence against the evidence it cites."""

    def verify(self, text: str, evidence: Sequence[Evidence]) -> Verdict:
        """The verdict on ``text``; never raises on strange text."""
        ...


class QuoteVerifier:
    """Accepts only the articles' own words.

    White space may differ. A bracketed name after a pronoun is an addition and is accepted if the
    article names that person before the quotation ends.
    """

    def verify(self, text: str, evidence: Sequence[Evidence]) -> Verdict:
        for item in evidence:
            if _plain(text) == _plain(item.text):
                return Verdict("quoted", "word for word in the article")
        bare, added = _BRACKETED.sub("", text), _BRACKETED.findall(text)
        for item in evidence:
            if _plain(bare) == _plain(item.text) and all(_named(n, item) for n in added):
                return Verdict("quoted", f"word for word; [{', '.join(added)}] named before it")
        return Verdict("unsupported", "these words are not in the cited evidence", 0.0)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _named(name: str, evidence: Evidence) -> bool:
    before = {w.stem for w in words(evidence.article.text[: evidence.end])}
    return name_stems(name) <= before
