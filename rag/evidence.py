"""From passages to the sentences that answer: every sentence of every passage is scored."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from index.manifest import IndexedArticle
from index.store import NewsIndex
from index.types import Span
from rag.checks import article_doubts, doubts, merits
from rag.question import Question
from rag.readers import Reader
from rag.text.dates import dates_in
from rag.text.introduced import asked_person
from rag.text.places import as_told_in
from rag.text.words import content_stems
from rag.types import Evidence, Hit
from rag.values import new_names

ENOUGH = -2.25
"""The score that a sentence needs to be taken for an answer."""

SIMILARITY = 2.0
"""What the cosine to the question weighs beside the reader's log odds."""

PASSAGE = 0.25
"""What the reader's log odds that the passage answers at all weigh beside those of the sentence."""

MERIT = 6.0
"""What each finding of the exact checks for a sentence weighs."""

DOUBT = 10.0
"""What each finding against it weighs: only a reader sure to about 0.99 outweighs one, where with 6 one
sure to 0.9 did, and "how many" was answered without any number. From 7 to 14 alike on the dev questions and
193 others.
"""

UNKNOWN = 5.0
"""What it weighs, beside a reader, that the article never mentions a name or year of the question."""


OLDER = 0.15
"""What an article's age takes from the place of its sentences, for each doubling of 1 + its months.

Age is what it lies behind the newest article found, since news is asked about as it stands now. It decides
between sentences that answer about as well, never whether one does. Chosen on 150 questions of RealTimeQA
2025 over 1,818 articles of ten years: the gold answer in the best two sentences 55 %, without it 53 %; larger
values lose in the best one what they win in the best three.
"""

OLDER_NOW = 0.7
"""The same for a question that says that it means the present: "this week", "the latest".

On those 150 questions, 49 of which say so: the gold answer in the best three sentences 62.0 %, without it
60.7 %; from 0.7 to 1.0 alike.
"""

NAMED = 1.0
"""What it adds to a sentence's place, where a name is asked for, that the words that answer hold one.

Like age it orders sentences that answer, and never decides whether one does. On the same 150 questions
it brings the gold answer into the best sentence of two more; 0.5 and 2 do about as well.
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer: number ``at`` of an article's evidence sentences.

    ``similarity`` is its cosine to the question, ``coverage`` the share of the question's words that
    it names, ``reading`` the reader's probability that it answers and ``passage`` that its passage
    does (None without a reader), ``focus`` the characters of it that are the answer. ``doubts`` and
    ``merits`` are what the exact checks found, ``unknown`` what they found against the article.
    """

    item: IndexedArticle
    at: int
    similarity: float
    coverage: float
    reading: float | None = None
    passage: float | None = None
    focus: tuple[int, int] | None = None
    doubts: tuple[str, ...] = ()
    merits: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        span = self.item.sentences[self.at]
        return self.item.article.text[span.start : span.end]

    @property
    def answer(self) -> str:
        """The words of the sentence that are the answer, as far as the reader can tell."""
        return self.text[slice(*self.focus)] if self.focus else ""

    @property
    def vector(self) -> np.ndarray:
        """The sentence's embedding ``(dimension,)``."""
        vector: np.ndarray = self.item.vectors[self.at]
        return vector

    @property
    def score(self) -> float:
        """About the log odds that the sentence answers, from `ENOUGH` on it does.

        The weights were chosen on the dev questions of `evals/` and on 193 others about these and other
        articles; values near them do alike. A surer reader than the first needs less of similarity.
        """
        checked = MERIT * len(self.merits) - DOUBT * len(self.doubts)
        if self.reading is None or self.passage is None:
            checked -= MERIT * len(self.unknown)
            return checked + 8 * (0.6 * self.similarity + 0.4 * self.coverage) - 4.75
        checked -= UNKNOWN * len(self.unknown)
        read = _log_odds(self.reading) + PASSAGE * _log_odds(self.passage)
        return checked + read + SIMILARITY * self.similarity

    @property
    def reason(self) -> str:
        """What the score rests on, in words."""
        read = "no reader" if self.reading is None else f"reader {self.reading:.0%}"
        return "; ".join(
            (read, f"similarity {self.similarity:.2f}", *self.merits, *self.doubts, *self.unknown)
        )

    def evidence(self, span: Span | None = None, note: str = "") -> Evidence:
        """The sentence as evidence, or the wider ``span`` that it needs to be understood."""
        article, own = self.item.article, span or self.item.sentences[self.at]
        reason = f"{note}; {self.reason}" if note else self.reason
        text = article.text[own.start : own.end]
        return Evidence(article, own.start, own.end, text, self.score, reason)


def _log_odds(probability: float) -> float:
    kept = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def answering(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Those that answer, in their order; none if the articles do not say."""
    return tuple(c for c in candidates if c.score >= ENOUGH)


def gather(
    index: NewsIndex, question: Question, hits: Sequence[Hit], reader: Reader | None
) -> list[Candidate]:
    """Every sentence of the passages, best first; a sentence of two passages counts once.

    A passage that speaks of Ukraine is asked about Ukraine and not "Kyiv": a reader hardly knows that one
    stands for the other. The newer of two that are about as good comes first, unless the question
    names a day or a year.
    """
    vector = index.question_vector(question.text)
    passages = [(hit, _sentences(index, hit)) for hit in hits]
    passages = [(hit, found) for hit, found in passages if found[1]]
    texts = [[_text(item, at) for at in places] for _, (item, places) in passages]
    asked = [as_told_in(question.text, " ".join(sentences)) for sentences in texts]
    readings = reader.read(list(zip(asked, texts, strict=True))) if reader else [None] * len(asked)
    against = {item.article.id: article_doubts(question, item.article) for _, (item, _) in passages}
    who = asked_person(question.text)  # a reader takes any name for an answer to that
    best: dict[tuple[str, int], Candidate] = {}
    for (_, (item, places)), sentences, reading in zip(passages, texts, readings, strict=True):
        for number, (at, text) in enumerate(zip(places, sentences, strict=True)):
            candidate = Candidate(
                item,
                at,
                float(item.vectors[at] @ vector),
                coverage(question, text),
                reading.sentences[number] if reading else None,
                reading.answerable if reading else None,
                reading.focus[number] if reading and not who else None,
                doubts(question, text),
                merits(question, text),
                against[item.article.id],
            )
            key = (item.article.id, at)
            if key not in best or candidate.score > best[key].score:
                best[key] = candidate
    days = [item.article.published for _, (item, _) in passages if item.article.published]
    newest = max(days) if days and not any(dates_in(question.text)) else None
    return sorted(
        best.values(),
        key=lambda c: (-_place(c, question, newest), c.item.article.path, c.at),
    )


def _place(candidate: Candidate, question: Question, newest: date | None) -> float:
    """The score with what matters only between sentences that answer."""
    told = question.asks_name and bool(new_names(candidate.answer, question))
    older = OLDER_NOW if question.asks_newest else OLDER
    return candidate.score + NAMED * told - older * _age(candidate, newest)


def _age(candidate: Candidate, newest: date | None) -> float:
    """How often its article's age has doubled, counted from a month before the newest one's day."""
    published = candidate.item.article.published
    if newest is None or published is None:
        return 0.0
    return math.log2(1 + (newest - published).days / 30)


def _sentences(index: NewsIndex, hit: Hit) -> tuple[IndexedArticle, list[int]]:
    item = index.article(hit.article.id)
    assert item is not None  # the hit was made from it
    inside = [
        at
        for at, span in enumerate(item.sentences)
        if span.start >= hit.chunk.start and span.end <= hit.chunk.end
    ]
    return item, inside


def _text(item: IndexedArticle, at: int) -> str:
    span = item.sentences[at]
    return item.article.text[span.start : span.end]


def coverage(question: Question, text: str) -> float:
    """The share of the question's content words that stand in ``text``."""
    if not question.stems:
        return 0.0
    known = set(content_stems(text))
    return sum(s in known for s in question.stems) / len(question.stems)
