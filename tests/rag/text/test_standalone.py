"""Sentences that need a name or a neighbour to be understood."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from index.manifest import IndexedArticle
from index.sentences import sentence_spans
from index.types import Article, Span
from rag.text.standalone import stand_alone


def article(text: str) -> IndexedArticle:
    spans = sentence_spans(text)
    sha = hashlib.sha256(text.encode()).hexdigest()
    made = Article("a", "a.txt", "A title", None, None, None, text, sha)
    return IndexedArticle(made, spans, np.zeros((len(spans), 4), dtype=np.float32))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Mayor Ann Lee spoke on Monday. She said the bridge is safe.",
            "She [Ann Lee] said the bridge is safe.",
        ),
        (
            "Mayor Ann Lee met Governor Bob Ray. He said the bridge is safe.",
            "Mayor Ann Lee met Governor Bob Ray. He said the bridge is safe.",
        ),
        (
            "“It will hold,” Mayor Ann Lee said. “We tested it twice.”",
            "“It will hold,” Mayor Ann Lee said. “We tested it twice.”",
        ),
        (
            "The bridge opened in May. It cost $3 million.",
            "The bridge opened in May. It cost $3 million.",
        ),
        (
            "Ann Lee said the bridge will fall. However, Bob Ray argued, this belief is mistaken.",
            "Ann Lee said the bridge will fall. However, Bob Ray argued, this belief is mistaken.",
        ),
        (
            "President Ray is ill. In his letter, Mr. Lee said the bridge is safe.",
            "In his letter, Mr. Lee said the bridge is safe.",
        ),
        (
            "President Ray is ill. Mayor Ann Lee said she is well.",
            "Mayor Ann Lee said she is well.",
        ),
        (
            "Mayor Ann Lee met a player. He said the bridge is safe.",
            "Mayor Ann Lee met a player. He said the bridge is safe.",
        ),
    ],
    ids=[
        "one person",
        "two people",
        "quotation",
        "it",
        "this belief",
        "name follows",
        "bound",
        "somebody else",
    ],
)
def test_the_last_sentence_is_made_understandable(text: str, shown: str) -> None:
    item = article(text)
    assert stand_alone(item, len(item.sentences) - 1).shown == shown


BEFORE = "The two towns argued about a bridge. "


@pytest.mark.parametrize(
    "sentence",
    [
        "This follows remarks by Ann Lee, a mayor recently re-elected by the whole town.",
        "It came as Mayor Ann Lee signed an order to open the Elm Street bridge again.",
        "It is unclear whether the bridge will be opened.",
        "It was not immediately clear how much the bridge would cost.",
        "Both Elmton and Oakton want the bridge.",
        "Both mayors and governors want the bridge.",
        "Those who live nearby want the bridge.",
        "Ann Lee is among those living near the bridge.",
        "Ann Lee made these remarks as the mayors met in Elmton.",
        "One of those two mayors – Ann Lee or Bob Ray – will open the bridge.",
        "Bridges are safer these days.",
    ],
)
def test_what_says_itself_what_it_means_stands_alone(sentence: str) -> None:
    assert stand_alone(article(BEFORE + sentence), 1).shown == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "This follows.",
        "This will cost Ann Lee the next election in the town of Elmton.",
        "It came as a surprise to everybody in the two towns on Monday.",
        "It happened several times near the bridge on Monday in the rain.",
        "This came less than a day after the mayor of Elmton had opened the bridge.",
        "It is a bridge that both towns want.",
        "Both want the bridge and the road.",
        "Both of them want the bridge.",
        "Those proposed bridges are safe.",
        "Ann Lee looks back on those weeks, and is glad.",
        "These remarks were made in Elmton.",
        "Ann Lee opened this bridge as the mayors met.",
        "This ended the matter.",
    ],
)
def test_what_points_back_brings_the_sentence_before(sentence: str) -> None:
    assert stand_alone(article(BEFORE + sentence), 1).shown == BEFORE + sentence


def test_the_span_is_the_article_without_what_was_added() -> None:
    item = article("Mayor Ann Lee spoke on Monday. She said the bridge is safe.")
    standing = stand_alone(item, 1)
    quoted = item.article.text[standing.span.start : standing.span.end]
    assert quoted == "She said the bridge is safe."


EXPLAINER = "Mayor Ann Lee has gone.\n\n## Will she lose her pension?\n\n{answer}\n"


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("Only if she is convicted.", "Will she lose her pension?\n\nOnly if she is convicted."),
        (
            "The law of 1987, which nobody has used since, lets the council take it away.",
            "The law of 1987, which nobody has used since, lets the council take it away.",
        ),
        ("No -250", "No -250"),
    ],
    ids=["leans on it", "says it all", "of a table"],
)
def test_what_says_nothing_without_the_question_above_it_brings_that(
    answer: str, shown: str
) -> None:
    text = EXPLAINER.format(answer=answer)
    start = text.index(answer)
    item = article(text)
    item = replace(item, sentences=(item.sentences[0], Span(start, start + len(answer))))
    standing = stand_alone(item, 1)
    assert standing.shown == text[standing.span.start : standing.span.end] == shown
