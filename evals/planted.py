"""The verifier examined on the spot: does it accept true claims and see planted errors?

Claims are the cases' own gold quotes, word for word and with one thing changed. It is a check of
nerve, not of skill: skill is measured on people's judgements, by `rag eval scorer`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from evals.cases import Case
from evals.statistics import mean
from index.types import Article
from rag.text.words import content_stems, name_stems, names
from rag.types import Evidence
from rag.verify import Verifier

_DIGIT = re.compile(r"\d")
_VERB = re.compile(r"\b(?:is|was|are|were|will|would|can|could|should|must|has|have|had)\b(?! not)")


def examine(
    verifier: Verifier, cases: Sequence[Case], articles: Mapping[str, Article]
) -> dict[str, dict[str, float | None]]:
    """The share of claims judged rightly, by what was done to them, as ``Interval`` JSON."""
    judged: dict[str, list[bool]] = {}
    for what, claim, evidence in _claims(_evidence(cases, articles)):
        supported = verifier.verify(claim, [evidence]).support != "unsupported"
        judged.setdefault(what, []).append(supported == (what == "word for word"))
    return {what: mean(right).to_dict() for what, right in judged.items()}


def _evidence(cases: Sequence[Case], articles: Mapping[str, Article]) -> list[Evidence]:
    """Each gold quote once."""
    golds = dict.fromkeys((g.source, g.quote) for case in cases for g in case.evidence)
    found = []
    for source, quote in golds:
        start = articles[source].text.index(quote)
        found.append(Evidence(articles[source], start, start + len(quote), quote, 1.0))
    return found


def _claims(golds: Sequence[Evidence]) -> Iterator[tuple[str, str, Evidence]]:
    """What was done, the claim, and the evidence it is to be held against."""
    pool = list(dict.fromkeys(name for gold in golds for name in names(gold.text)))
    changes: dict[str, Callable[[str], str]] = {
        "number changed": _other_number,
        "name changed": lambda text: _other_name(text, pool),
        "negated": lambda text: _VERB.sub(lambda verb: f"{verb.group()} not", text, count=1),
    }
    for gold in golds:
        yield "word for word", gold.text, gold
        for what, change in changes.items():
            if (claim := change(gold.text)) != gold.text:
                yield what, claim, gold
        elsewhere = [other for other in golds if other.article is not gold.article]
        if elsewhere:
            stems = set(content_stems(gold.text))
            farthest = min(elsewhere, key=lambda g: len(stems & set(content_stems(g.text))))
            yield "from another article", gold.text, farthest


def _other_number(text: str) -> str:
    """The first digit one higher, or lower if it is a nine."""
    return _DIGIT.sub(
        lambda d: str(int(d.group()) + (1 if d.group() != "9" else -1)), text, count=1
    )


def _other_name(text: str, pool: Sequence[str]) -> str:
    """The first name of two words replaced by another that shares no word with the text's."""
    for name in names(text):
        if len(name.split()) > 1:
            others = (
                n for n in pool if len(n.split()) > 1 and not name_stems(n) & name_stems(text)
            )
            return text.replace(name, next(others, name), 1)
    return text
