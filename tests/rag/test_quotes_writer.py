"""Which of the articles' sentences make an answer."""

from __future__ import annotations

import numpy as np

from index.manifest import IndexedArticle
from index.types import Article, Span
from rag.evidence import Candidate
from rag.question import parse
from rag.writers import Ask, Draft
from rag.writers.quotes import QuotesWriter

RESIGNED = "Mayor Ada Quill of Tarn resigned over the Sorrel contract."
IN_TARN = "Ada Quill left Tarn by train as the news about Sorrel spread."
RAIN = "Bea Lund of Elmwood went because of the rain."


def found(text: str, vector: tuple[float, float], reading: float) -> Candidate:
    article = Article(text, f"{text[:3]}.txt", "", None, None, None, text, "")
    vectors = np.array([vector], dtype=np.float32)
    return Candidate(IndexedArticle(article, (Span(0, len(text)),), vectors), 0, 0.5, 0.5, reading)


def test_a_further_sentence_about_something_else_must_answer_surely() -> None:
    best, same = found(RESIGNED, (1, 0), 0.9), found(IN_TARN, (0.6, 0.8), 0.6)
    for reading, shown in ((0.6, [RESIGNED, IN_TARN]), (0.95, [RESIGNED, IN_TARN, RAIN])):
        other = found(RAIN, (0, -1), reading)
        ask = Ask(parse("Why did the mayor go?"), (best, same, other), ())
        drafts = [d for d in QuotesWriter().write([ask]) if isinstance(d, Draft)]
        assert [d.text for d in drafts] == shown
