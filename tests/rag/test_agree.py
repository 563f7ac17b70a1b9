"""Which sentences of different articles tell the same."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from index.manifest import IndexedArticle
from index.types import Article, Span
from rag.agree import gives_another, same_fact
from rag.evidence import Candidate
from rag.question import parse

HALF = np.array([0.5, 0.75**0.5], dtype=np.float32)
WHOLE = np.array([1.0, 0.0], dtype=np.float32)


def told(
    text: str, vector: np.ndarray, published: date | None = None, answer: str = ""
) -> Candidate:
    article = Article(text, f"{text}.txt", "", published, None, None, text, "")
    item = IndexedArticle(article, (Span(0, len(text)),), vector[None, :])
    start = text.find(answer) if answer else -1
    focus = (start, start + len(answer)) if start >= 0 else None
    return Candidate(item, 0, 0.5, 0.5, 0.9, 0.9, focus)


@pytest.mark.parametrize(
    ("one", "first", "other", "second", "same"),
    [
        (
            "She left on Tuesday.",
            date(2024, 12, 4),
            "She left on December 3.",
            date(2024, 12, 9),
            True,
        ),
        (
            "She left on Tuesday.",
            date(2024, 12, 4),
            "She left on Tuesday.",
            date(2024, 11, 13),
            False,
        ),
        ("She left on Tuesday.", date(2024, 12, 4), "She left on 10 December.", None, False),
        ("She left on 10 December.", None, "She left on Tuesday.", date(2024, 12, 4), False),
        ("She left on Tuesday.", None, "She left on Tuesday.", None, True),
        ("She left on Tuesday.", None, "She left on Monday.", None, False),
        ("She left in December.", None, "She left on December 3.", None, False),
    ],
    ids=["weekday", "weeks apart", "other day", "turned", "undated", "undated, other", "month"],
)
def test_the_same_day(
    one: str, first: date | None, other: str, second: date | None, same: bool
) -> None:
    question = parse("When did she leave?")
    assert same_fact(question, told(one, WHOLE, first), told(other, HALF, second)) is same


def test_sentences_nearly_alike_answer_alike() -> None:
    question = parse("What did she say about rain?")
    one = told("She expects none.", WHOLE, answer="none")
    assert same_fact(question, one, told("She foresees a dry week.", WHOLE, answer="a dry week"))
    assert not same_fact(question, one, told("She foresees a dry week.", HALF, answer="a dry week"))


def test_the_same_answering_words_are_enough_for_related_sentences() -> None:
    question = parse("What did she see?")
    one = told("She saw a red kite.", WHOLE, answer="a red kite")
    other = told("A red kite flew by, she said.", HALF, answer="A red kite")
    assert same_fact(question, one, other)
    assert not gives_another(question, other, one)
    assert gives_another(question, told("She saw a hawk.", HALF, answer="a hawk"), one)


@pytest.mark.parametrize(
    ("question", "one", "first", "other", "second"),
    [
        (
            "Was it safe?",
            "Its price was 3 million.",
            "3 million",
            "Its price was 2 million.",
            "2 million",
        ),
        (
            "Who drew it?",
            "Ann Marsh drew the bridge.",
            "Ann Marsh",
            "Bo Orton drew the bridge.",
            "Bo Orton",
        ),
        (
            "Was it approved?",
            "They approved the bridge.",
            "",
            "They did not approve the bridge.",
            "",
        ),
        ("Did it grow?", "The debt rose.", "", "The debt fell.", ""),
    ],
    ids=["number", "name", "denied", "opposite"],
)
def test_what_contradicts_is_not_the_same_fact(
    question: str, one: str, first: str, other: str, second: str
) -> None:
    asked = parse(question)
    pair = told(one, WHOLE, answer=first), told(other, WHOLE, answer=second)
    assert not same_fact(asked, *pair)
    assert not same_fact(asked, *reversed(pair))
