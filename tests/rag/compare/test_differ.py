"""Where articles give different values for what was asked."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from index.manifest import IndexedArticle
from index.types import Article, Span
from rag.compare.differ import differences
from rag.evidence import Candidate
from rag.question import parse

EVENT = "Ada Quill of the Tarn Ferry Company, Bo Sorrel and the Tarn Post saw it in Tarn."
DAY = date(2024, 3, 14)
WHOLE = np.array([1.0, 0.0], dtype=np.float32)
HALF = np.array([0.5, 0.75**0.5], dtype=np.float32)


def told(
    text: str, answer: str, reading: float = 0.95, vector: np.ndarray = WHOLE, more: str = EVENT
) -> Candidate:
    """A sentence of an article that goes on with ``more``."""
    whole = f"{text} {more}"
    article = Article(whole, f"{text}.txt", "", DAY, None, None, whole, "")
    item = IndexedArticle(article, (Span(0, len(text)),), vector[None, :])
    start = text.index(answer)
    return Candidate(item, 0, 0.5, 0.5, reading, (start, start + len(answer)))


def marked(text: str) -> Candidate:
    """The same of a text with brackets around what answers."""
    plain = text.replace("[", "").replace("]", "")
    return told(plain, text[text.index("[") + 1 : text.index("]")])


def values(question: str, *candidates: Candidate) -> list[str]:
    return [side[0].value for side in differences(parse(question), candidates)]


HURT, LONG, COST = "How many people were hurt?", "How long did it take?", "How much did it cost?"


@pytest.mark.parametrize(
    ("question", "one", "other", "shown"),
    [
        (HURT, "Hurt were [47 people].", "[52] were hurt.", True),
        (HURT, "Hurt were [47].", "[Forty-seven] were hurt.", False),
        (HURT, "[At least 40] were hurt.", "Hurt were [47].", False),
        (HURT, "[At least 40] were hurt.", "Hurt were [31].", True),
        (HURT, "Hurt were [47].", "Aboard were [212].", False),
        (HURT, "Hurt were [48].", "Hurt were [47].", True),
        (HURT, "Hurt were [about 150].", "Hurt were [148].", False),
        (LONG, "It took [50 minutes].", "It took [an hour and ten minutes].", True),
        (LONG, "It took [70 minutes].", "It took [an hour and ten minutes].", False),
        (COST, "It cost [£63m].", "It cost [71 million pounds].", True),
        (COST, "It cost [£63m].", "It cost [63 million pounds].", False),
        (COST, "It cost [£63m].", "It cost [71 million euros].", False),
        ("When did it happen?", "It was on [Tuesday].", "It was on [13 March].", True),
        ("When did it happen?", "It was on [Tuesday].", "It was on [12 March].", False),
        ("In which year does it open?", "It opens in [2033].", "It opens in [2035].", True),
        (
            "What was stolen?",
            "Stolen were [two drums of the old king].",
            "[Three flags of a queen].",
            False,
        ),
    ],
)
def test_what_answers_is_compared(question: str, one: str, other: str, shown: bool) -> None:
    found = values(question, marked(one), marked(other))
    assert bool(found) is shown


def test_the_value_is_shown_with_what_bounds_it() -> None:
    one, other = told("At least 52 were hurt.", "52"), told("Only 31 were hurt.", "31")
    assert values("How many people were hurt?", one, other) == ["At least 52", "31"]


def test_a_faint_sentence_of_a_report_that_is_little_like_it_contradicts_nobody() -> None:
    best = told("Hurt were 47.", "47")
    faint = told("Of the crew 52 were hurt.", "52", reading=0.05, vector=HALF)
    sure = told("Of the crew 52 were hurt.", "52", reading=0.95, vector=HALF)
    question = "How many people were hurt?"
    assert values(question, best, faint) == []
    assert values(question, best, sure) == ["47", "52"]


def test_an_article_that_gives_the_first_value_too_speaks_of_another_thing() -> None:
    best = told("Aboard were 60 people.", "60 people")
    other = told("Hurt were 52 people.", "52 people", more=f"{EVENT} It had carried 60 people.")
    assert values("How many people were aboard?", best, other) == []


def test_the_same_of_somebody_else_is_no_contradiction() -> None:
    best = told("The captain, Ada Quill, is 52.", "52")
    other = told("A fisherman, Bo Sorrel, is 49.", "49", vector=HALF)
    same = told("The captain, Ada Quill, is 49.", "49", vector=HALF)
    assert values("How old is the captain?", best, other) == []
    assert values("How old is the captain?", best, same) == ["52", "49"]


def test_every_article_stands_on_one_side() -> None:
    one, two, three = (
        told("Hurt were 47.", "47"), told("52 were hurt.", "52"), told("There were 52 hurt.", "52"),
    )  # fmt: skip
    sides = differences(parse("How many people were hurt?"), [one, two, three])
    assert [[t.candidate for t in side] for side in sides] == [[one], [two, three]]


def test_an_answer_that_is_no_number_has_no_sides() -> None:
    one, other = told("Ada Quill steered.", "Ada Quill"), told("Bo Sorrel steered.", "Bo Sorrel")
    assert values("Who steered?", one, other) == []
