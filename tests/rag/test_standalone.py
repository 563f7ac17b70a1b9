"""Sentences that need a name or a neighbour to be understood."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from index.manifest import IndexedArticle
from index.sentences import sentence_spans
from index.types import Article
from rag.standalone import stand_alone


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


def test_the_span_is_the_article_without_what_was_added() -> None:
    item = article("Mayor Ann Lee spoke on Monday. She said the bridge is safe.")
    standing = stand_alone(item, 1)
    quoted = item.article.text[standing.span.start : standing.span.end]
    assert quoted == "She said the bridge is safe."
