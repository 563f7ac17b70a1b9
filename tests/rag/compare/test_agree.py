"""Which sentences of different articles tell the same."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from index.manifest import IndexedArticle
from index.types import Article, Span
from rag.compare.agree import bears_out, gives_another, same_fact
from rag.evidence import Candidate
from rag.question import parse
from rag.writers import Ask
from rag.writers.quotes import quote

HALF = np.array([0.5, 0.75**0.5], dtype=np.float32)
WHOLE = np.array([1.0, 0.0], dtype=np.float32)


def told(
    text: str,
    vector: np.ndarray,
    published: date | None = None,
    answer: str = "",
    reading: float = 0.9,
) -> Candidate:
    article = Article(text, f"{text}.txt", "", published, None, None, text, "")
    item = IndexedArticle(article, (Span(0, len(text)),), vector[None, :])
    start = text.find(answer) if answer else -1
    focus = (start, start + len(answer)) if start >= 0 else None
    return Candidate(item, 0, 0.5, 0.5, reading, focus)


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


@pytest.mark.parametrize(
    ("text", "answer", "reading", "same", "borne_out"),
    [
        ("They met in a barn, he said.", "in a barn", 0.2, True, True),
        ("They met in a barn, he said.", "in a barn", 0.002, True, False),
        ("In a red barn all of them met.", "a red barn", 0.2, True, False),
        ("They met in a boat, he said.", "in a boat", 0.9, False, False),
    ],
    ids=["same words", "too faint", "more words", "another place"],
)
def test_a_sentence_that_answers_less_surely_must_do_so_in_the_same_words(
    text: str, answer: str, reading: float, same: bool, borne_out: bool
) -> None:
    question = parse("Where did they meet?")
    one = told("The ministers met in a barn.", WHOLE, answer="a barn", reading=0.99)
    other = told(text, HALF, answer=answer, reading=reading)
    assert same_fact(question, one, other) is same
    assert bears_out(question, one, other) is borne_out
    cited = quote(Ask(question, (one,), (other,)), one).evidence
    assert (other.item.article in [evidence.article for evidence in cited]) is borne_out


def test_a_bare_name_is_not_borne_out_by_a_sentence_that_merely_has_it() -> None:
    question = parse("Who told them to talk to the president?")
    one = told("Ann Lee told them to talk to him.", WHOLE, answer="Ann Lee", reading=0.99)
    faint = told("Ann Lee spoke as they met.", HALF, answer="Ann Lee", reading=0.05)
    assert not bears_out(question, one, faint)
    surer = told("They were to talk to him, Ann Lee said.", HALF, answer="Ann Lee", reading=0.5)
    assert same_fact(question, one, surer)


def test_a_faint_sentence_bears_a_day_out_that_it_gives_with_more_words() -> None:
    question = parse("When does she take office?")
    one = told("She takes office on Monday, January 20.", WHOLE, answer="Monday, January 20")
    same = told("It ends as she comes in on January 20.", HALF, answer="January 20", reading=0.03)
    other = told("It ends as she comes in on January 21.", HALF, answer="January 21", reading=0.03)
    assert bears_out(question, one, same)
    assert not bears_out(question, one, other)


def test_a_copy_bears_out_however_faintly_it_reads_where_it_stands() -> None:
    question = parse("Whom did they send?")
    one = told("They sent Ann Lee and Bob Ray.", WHOLE, answer="Bob Ray")
    copy = told("They sent Ann Lee and Bob Ray", WHOLE, answer="Ann Lee", reading=0.001)
    denial = told("They never sent Ann Lee and Bob Ray.", WHOLE, answer="Bob Ray", reading=0.001)
    assert bears_out(question, one, copy)
    assert not bears_out(question, one, denial)


def test_yes_or_no_is_told_alike_by_a_sentence_that_leaves_a_number_out() -> None:
    question = parse("Did they take the crown?")
    one = told("They left the 90 carat crown behind.", WHOLE, answer="left the 90 carat crown")
    other = told("They left the crown behind.", WHOLE, answer="left the crown behind")
    assert same_fact(question, one, other)
    assert same_fact(question, other, one)


def test_a_name_that_the_question_gives_may_be_left_out() -> None:
    question = parse("Were Norse ships let through?")
    one = told("The ban has so far exempted Norse ships.", WHOLE, answer="exempted Norse ships")
    other = told("The ban has so far exempted ships.", WHOLE, answer="exempted ships")
    assert same_fact(question, one, other)
    assert same_fact(parse("What was let through?"), one, other) is False
