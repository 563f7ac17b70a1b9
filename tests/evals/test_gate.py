"""The product's own bar, held on the dev cases; and the scorer catches what it must."""

from __future__ import annotations

import pytest

from evals.__main__ import ask
from evals.cases import CASES, load
from evals.score import cites_several, score, words
from rag import Answer, Settings
from rag.types import Citation, Sentence

CASE = next(c for c in load(CASES / "dev.jsonl") if c.answers == (("700,000",),))


def made(text: str, source: str) -> Answer:
    citation = Citation(1, source, "", None, None, 0, 1, "")
    sentence = Sentence(text, (citation,), "quoted", "")
    return Answer("", "answered", (sentence,), (citation,))


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (made("It was 700,000.", CASE.evidence[0].source), True),
        (made("It was 900,000.", CASE.evidence[0].source), False),
        (made("It was 700,000.", "elsewhere.txt"), False),
        (Answer("", "not_in_articles"), False),
    ],
    ids=["right", "wrong fact", "wrong source", "refused"],
)
def test_the_scorer_tells_right_from_wrong(answer: Answer, right: bool) -> None:
    assert score(CASE, answer).right is right


@pytest.mark.model
def test_the_product_holds_its_bar(settings: Settings) -> None:
    asked = ask(load(CASES / "dev.jsonl"), settings)
    right = [score(case, found).right for case, found, _ in asked if case.answerable]
    refused = [score(case, found).right for case, found, _ in asked if not case.answerable]
    several = [
        cites_several(case, found)
        for case, found, _ in asked
        if found.sentences and len({e.source for e in case.evidence}) > 1
    ]
    lengths = sorted(words(found) for case, found, _ in asked if case.answerable)
    assert sum(right) / len(right) >= 0.78  # each just under what was measured: raise, never lower
    assert sum(refused) / len(refused) >= 0.65
    assert sum(several) / len(several) >= 0.60
    assert lengths[len(lengths) // 2] <= 60
