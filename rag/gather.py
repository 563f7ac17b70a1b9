"""From passages to their sentences: read against the question, the best of them twice, and put in order."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress

import numpy as np

from index.manifest import IndexedArticle
from index.store import NewsIndex
from rag.checks import answer_doubts, article_doubts, doubts, merits
from rag.compare.reports import same_event
from rag.evidence import Candidate, coverage, log_odds
from rag.question import Question
from rag.readers import Reader, Reading
from rag.text.dates import dates_in
from rag.text.introduced import asked_person
from rag.text.places import as_told_in
from rag.text.standalone import question_before
from rag.types import Hit
from rag.values import new_names

AGAIN = 2
"""How many of the best sentences are read a second time, each with no more than the sentence before it.

A reader that sees less around a sentence errs otherwise. On 385 questions about the five articles and others
the sentence with the answer is first for 74.9 %, read once for 71.2 %, and the mean AUC of telling whether
there is one is 82.4, read once 81.6. More than two, or one sentence more around them, do alike.
"""

LIKE = 0.45
"""The cosine to the best sentence from which one of another article may bear it out."""

LIKEST = 3
"""How many of the likest are looked at for that.

Of 123 questions that several articles answer, 73 cite two of them, without it 69.
"""

REPORTS = 3
"""How many other reports of the event are looked through."""

LIKEST_OF_REPORT = 2
"""How many sentences of each are looked at, the likest to the question and its answer together.

Of 72 questions that both of two invented reports answer, 51 cite both, without it 40; of 17 about the five
articles 13, without it 11.
"""

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

APART = "its article does not answer what was asked before"
"""Held against a sentence where a later part of a question names nothing: "and which models would suit?"."""

NAMED = 1.0
"""What it adds to a sentence's place, where a name is asked for, that the words that answer hold one.

Like age it orders sentences that answer, and never decides whether one does. On the same 150 questions
it brings the gold answer into the best sentence of two more; 0.5 and 2 do about as well.
"""


def gather(
    index: NewsIndex,
    question: Question,
    hits: Sequence[Hit],
    reader: Reader | None,
    leans_on: frozenset[str] = frozenset(),
) -> list[Candidate]:
    """Every sentence of the passages, best first; a sentence of two passages counts once.

    The newer of two that are about as good comes first, unless the question names a day or a year.
    ``leans_on`` are the ids of the articles that a question which names nothing is probably about.
    """
    passages = [passage for hit in hits if (passage := _passage(index, hit)).places]
    vector = index.question_vector(question.text)
    found = _candidates(question, passages, vector, reader, leans_on)
    days = [p.item.article.published for p in passages if p.item.article.published]
    newest = max(days) if days and not any(dates_in(question.text)) else None

    def order(candidate: Candidate) -> tuple[float, str, int]:
        place = _place(candidate, question, newest)
        return -place, candidate.item.article.path, candidate.at

    found.sort(key=order)
    if reader:
        found[:AGAIN] = _read_again(question, found[:AGAIN], reader)
        found.sort(key=order)
    return found


def with_other_reports(
    index: NewsIndex,
    question: Question,
    known: Sequence[Candidate],
    hits: Sequence[Hit],
    reader: Reader,
) -> list[Candidate]:
    """The candidates ``known``, the first of which answers, and what else other articles have to that.

    A report of the same event need not name it as the question does. Of each such report the sentences
    likest to the question and its answer are read too, and of any other article those likest to the
    answer, each after the one before it: they may be little like the question.
    """
    best = known[0]
    passages = [_passage(index, hit) for hit in hits]
    others = [p for p in passages if p.item.article.id != best.item.article.id]
    items = {p.item.article.id: p.item for p in others}
    reports = {key: item for key, item in items.items() if same_event(best.item, item)}
    vector = index.question_vector(question.text)
    read = {(c.item.article.id, c.at) for c in known}
    places = [
        *_likest_of_each(list(reports.values())[:REPORTS], best, vector),
        *_likest(others, best),
    ]
    new = [place for place in dict.fromkeys(places) if place not in read]
    after = [_Passage(items[article], _with_one_before(at)) for article, at in new]
    found = _candidates(question, after, vector, reader)
    among = [*known, *(c for c in found if (c.item.article.id, c.at) in new)]
    return _of_one_event(question, among, reports)


def _likest_of_each(
    reports: Sequence[IndexedArticle], best: Candidate, asked: np.ndarray
) -> Iterator[tuple[str, int]]:
    """The sentences of each report likest to the question and its answer together."""
    for item in reports:
        likeness = item.vectors @ (best.vector + asked)
        yield from ((item.article.id, int(at)) for at in np.argsort(-likeness)[:LIKEST_OF_REPORT])


def _likest(passages: Sequence[_Passage], best: Candidate) -> list[tuple[str, int]]:
    """The sentences of passages likest to the answer."""
    likeness = {
        (p.item.article.id, at): float(p.item.vectors[at] @ best.vector)
        for p in passages
        for at in p.places
    }
    near = [place for place, cosine in likeness.items() if cosine >= LIKE]
    return sorted(near, key=lambda place: (-likeness[place], place))[:LIKEST]


def _of_one_event(
    question: Question, candidates: Sequence[Candidate], reports: Mapping[str, IndexedArticle]
) -> list[Candidate]:
    """The same without what the articles of ``reports`` do not mention, which another report does."""
    reserved = {c.item.article.id for c in candidates if c.reservations} & reports.keys()
    against = {key: article_doubts(question, reports[key].article) for key in reserved}
    return [
        replace(c, reservations=tuple(r for r in c.reservations if r not in doubted))
        if (doubted := against.get(c.item.article.id))
        else c
        for c in candidates
    ]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage that was found: ``places`` are the numbers of its article's sentences."""

    item: IndexedArticle
    places: Sequence[int]

    @property
    def sentences(self) -> list[str]:
        return [_text(self.item, at) for at in self.places]

    def told(self) -> list[tuple[int | None, str]]:
        """The sentences by their numbers and, by None, the questions that the article asks before them."""
        told: list[tuple[int | None, str]] = []
        for at in self.places:
            if heading := question_before(self.item, at):
                told.append((None, self.item.article.text[heading.start : heading.end]))
            told.append((at, _text(self.item, at)))
        return told


def _passage(index: NewsIndex, hit: Hit) -> _Passage:
    item = index.article(hit.article.id)
    assert item is not None  # the hit was made from it
    inside = [
        at
        for at, span in enumerate(item.sentences)
        if span.start >= hit.chunk.start and span.end <= hit.chunk.end
    ]
    return _Passage(item, inside)


def _candidates(
    question: Question,
    passages: Sequence[_Passage],
    vector: np.ndarray,
    reader: Reader | None,
    leans_on: frozenset[str] = frozenset(),
) -> list[Candidate]:
    """Each sentence of the passages once, as the passage has it in which it answers best."""
    texts = [passage.sentences for passage in passages]
    readings = _read(question, passages, reader) if reader else [None] * len(texts)
    articles = [passage.item.article for passage in passages]
    against = {a.id: article_doubts(question, a) for a in articles}
    if leans_on:
        against |= {a.id: (*against[a.id], APART) for a in articles if a.id not in leans_on}
    who = asked_person(question.text)  # a reader takes any name for an answer to that
    best: dict[tuple[str, int], Candidate] = {}
    for passage, sentences, reading in zip(passages, texts, readings, strict=True):
        article = passage.item.article.id
        for number, (at, text) in enumerate(zip(passage.places, sentences, strict=True)):
            candidate = Candidate(
                passage.item,
                at,
                float(passage.item.vectors[at] @ vector),
                coverage(question, text),
                reading.sentences[number] if reading else None,
                reading.focus[number] if reading and not who else None,
                doubts(question, text),
                merits(question, text),
                against[article],
            )
            if doubted := answer_doubts(question, candidate.answer):
                candidate = replace(candidate, reservations=(*against[article], *doubted))
            known = best.get((article, at))
            if known is None or candidate.score > known.score:
                best[article, at] = candidate
    return list(best.values())


def _read(question: Question, passages: Sequence[_Passage], reader: Reader) -> list[Reading]:
    """One reading for each passage, of its own sentences; what it asks itself is read with them."""
    told = [passage.told() for passage in passages]
    texts = [[text for _, text in sentences] for sentences in told]
    readings = reader.read(
        [
            (_asked_of(question, passage.item, " ".join(text)), text)
            for passage, text in zip(passages, texts, strict=True)
        ]
    )
    return [
        _without_headings(reading, [at is not None for at, _ in sentences])
        for reading, sentences in zip(readings, told, strict=True)
    ]


def _without_headings(reading: Reading, kept: Sequence[bool]) -> Reading:
    if all(kept):
        return reading
    return replace(
        reading,
        sentences=tuple(compress(reading.sentences, kept)),
        focus=tuple(compress(reading.focus, kept)),
    )


def _asked_of(question: Question, item: IndexedArticle, text: str) -> str:
    """The question in the words of a passage, which a reader sees alone.

    A passage that speaks of Ukraine is asked about Ukraine and not "Kyiv": a reader hardly knows that one
    stands for the other. One of an article of 2014 need not say that it is "in 2014".
    """
    asked, published = as_told_in(question.text, text), item.article.published
    if published is None or str(published.year) in text:
        return asked
    return re.sub(rf" in {published.year}\b", "", asked)


def _read_again(question: Question, found: Sequence[Candidate], reader: Reader) -> list[Candidate]:
    """The same with the mean of two readings' log odds, the second with one sentence before it only."""
    after = [_Passage(c.item, _with_one_before(c.at)) for c in found]
    again = [reading.sentences[-1] for reading in _read(question, after, reader)]
    return [
        replace(c, reading=_between(c.reading, second))
        for c, second in zip(found, again, strict=True)
        if c.reading is not None
    ]


def _between(one: float, other: float) -> float:
    """The probability whose log odds are the mean of two others'."""
    return 1 / (1 + math.exp(-(log_odds(one) + log_odds(other)) / 2))


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


def _with_one_before(at: int) -> range:
    """A sentence's number after that of the one before it, if there is one."""
    return range(max(0, at - 1), at + 1)


def _text(item: IndexedArticle, at: int) -> str:
    span = item.sentences[at]
    return item.article.text[span.start : span.end]
