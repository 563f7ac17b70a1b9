"""Whether a sentence answers the question at all: "on the topic" is not "answers it"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from index.types import Article
from rag.evidence import Candidate
from rag.places import countries
from rag.question import NUMERIC, Question
from rag.values import holds
from rag.words import name_stems, words

ENOUGH = -2.0
"""The score that a sentence needs. Chosen on the dev questions of `evals/`."""

ALMOST_SPELT = 0.8
"""Likeness of two spellings of a name ("Sibiha", "Sybiha")."""


NEAR = 3
"""Sentences before the answering one in which a name may stand that it goes on about."""


def answering(question: Question, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Those of ``candidates`` that answer, in their order; none if the articles do not say."""
    return tuple(
        c
        for c in candidates
        if c.score >= ENOUGH
        and holds(question.kind, c.text, question)
        and not unknown_names(question, c.item.article)
        and not other_country(question, c)
        and is_near(question, c)
    )


def is_near(question: Question, candidate: Candidate) -> bool:
    """Whether one of the question's names stands in the sentence, near before it, or in the title.

    Countries are left out: articles speak of them by many names and by none.
    """
    asked = [name for name in question.names if not countries(name)]
    if not asked:
        return True
    item = candidate.item
    first = item.sentences[max(0, candidate.at - NEAR)].start
    last = item.sentences[candidate.at].end
    context = f"{item.article.title}\n{item.article.text[first:last]}"
    known = _stems(context)
    return any(_mentions(n, known, frozenset()) or _spelt_out(n, context) for n in asked)


def unknown_names(question: Question, article: Article) -> list[str]:
    """Names in the question that the article never mentions in any of their forms."""
    text = "\n".join((article.title, article.text, article.outlet or ""))
    known, there = _stems(text), _countries(text)
    return [
        name
        for name in question.names
        if not (_mentions(name, known, there) or _spelt_out(name, text))
    ]


def _spelt_out(name: str, text: str) -> bool:
    """Whether an abbreviation stands in full: "GDP" as "gross domestic product"."""
    if not (name.isupper() and 3 <= len(name) <= 6):
        return False
    pattern = r"\W+".join(rf"{letter}\w+" for letter in name)
    return bool(re.search(rf"\b{pattern}\b", text, re.IGNORECASE))


def other_country(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence with the number asked for speaks of other countries than the question.

    "700,000 Russian soldiers" does not tell how many Ukrainian ones.
    """
    if question.kind not in NUMERIC:
        return False
    asked = _countries(question.text)
    said = _countries(candidate.text)
    return bool(asked and said and not asked & said)


def _mentions(name: str, known: frozenset[str], there: frozenset[str]) -> bool:
    stems = name_stems(name)
    if not stems or stems & known or countries(name) & there:
        return True
    return any(
        SequenceMatcher(None, mine, other).ratio() >= ALMOST_SPELT
        for mine in stems
        if len(mine) > 4
        for other in known
        if other[:1] == mine[:1]
    )


@lru_cache(maxsize=2000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(w.stem for w in words(text))


@lru_cache(maxsize=2000)
def _countries(text: str) -> frozenset[str]:
    return countries(text)
