"""The `quotes` writer: the articles' own sentences, chosen, ordered and nothing else.

No model, no key, no wait, and nothing to invent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.agree import same_fact
from rag.evidence import Candidate
from rag.question import Question, parts
from rag.standalone import Standing, stand_alone
from rag.types import Evidence
from rag.values import holds
from rag.words import content_stems
from rag.writers import Draft

WORD_BUDGET = 55
"""A further sentence is added only while the answer stays within this many words."""

CLOSE_SECOND = 0.75
"""A further sentence needs at least this share of the best one's score."""

SAME_WORDS = 0.6
"""A sentence that shares this much of its content words with one already chosen says it again."""


class QuotesWriter:
    """Picks and orders evidence sentences, word for word."""

    name = "quotes"

    def __init__(self, max_sentences: int = 3) -> None:
        self._max = max_sentences

    def write(self, question: Question, candidates: Sequence[Candidate]) -> Iterator[Draft]:
        for chosen in self._choose(question, candidates):
            yield _draft(question, chosen, candidates)

    def _choose(self, question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
        asked = parts(question.text)
        chosen = [candidates[0]]
        if len(asked) > 1:
            chosen = _one_for_each(question, candidates)
        floor = CLOSE_SECOND * candidates[0].score
        length = sum(_words(c) for c in chosen)
        for candidate in candidates:
            if len(chosen) >= self._max or candidate.score < floor:
                break
            if candidate in chosen or any(_repeats(question, candidate, c) for c in chosen):
                continue
            if length + _words(candidate) <= WORD_BUDGET:
                chosen.append(candidate)
                length += _words(candidate)
        return chosen


def _one_for_each(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence for each part of a two-part question; one may serve both."""
    chosen: list[Candidate] = []
    for part, kind in zip(parts(question.text), question.kinds, strict=True):
        stems = set(content_stems(part))

        def fit(c: Candidate, stems: set[str] = stems) -> float:
            covered = len(stems & set(content_stems(c.text))) / max(1, len(stems))
            return c.score + covered

        able = [c for c in candidates if holds(kind, c.text, question)] or list(candidates)
        best = max(able, key=fit)
        if best not in chosen:
            chosen.append(best)
    return chosen


def _draft(question: Question, chosen: Candidate, candidates: Sequence[Candidate]) -> Draft:
    standing = stand_alone(chosen.item, chosen.at)
    others = [c for c in candidates if c.item is not chosen.item]
    carried: dict[str, Candidate] = {}
    for other in others:  # best first, so each article's best sentence is kept
        if same_fact(question, chosen, other):
            carried.setdefault(other.item.article.id, other)
    return Draft(
        " ".join(standing.shown.split()),
        (_evidence(chosen, standing), *(_evidence(c) for c in carried.values())),
    )


def _evidence(candidate: Candidate, standing: Standing | None = None) -> Evidence:
    article = candidate.item.article
    span = standing.span if standing else candidate.item.sentences[candidate.at]
    reason = standing.note if standing and standing.note else "the sentence itself"
    text = article.text[span.start : span.end]
    return Evidence(article, span.start, span.end, text, candidate.score, reason)


def _words(candidate: Candidate) -> int:
    return len(stand_alone(candidate.item, candidate.at).shown.split())


def _repeats(question: Question, candidate: Candidate, chosen: Candidate) -> bool:
    if candidate.item is not chosen.item and same_fact(question, chosen, candidate):
        return True
    if candidate.item is chosen.item and abs(candidate.at - chosen.at) == 1:
        shown = stand_alone(chosen.item, chosen.at).span
        span = candidate.item.sentences[candidate.at]
        if shown.start <= span.start and span.end <= shown.end:
            return True
    mine, theirs = set(content_stems(candidate.text)), set(content_stems(chosen.text))
    return len(mine & theirs) >= SAME_WORDS * min(len(mine), len(theirs))
