"""Which articles report the same event."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

import numpy as np

from index.manifest import IndexedArticle
from rag.text.places import countries
from rag.text.words import name_stems, names

SHARED = 0.1
"""The share of the names of the article with fewer that two reports of one event have in common."""

FEWEST = 2
"""How many names that must be, at least; what every second article names, countries, is not counted."""

CENTRAL = 0.45
"""The cosine between the means of their sentences' embeddings."""

WITHIN = timedelta(days=31)
"""How far apart in time they may be published, if both are dated."""


def same_event(one: IndexedArticle, other: IndexedArticle) -> bool:
    """Whether two articles report the same event: they name the same people and places, and are alike.

    Of 45 pairs of reports of 21 events, most of them invented, 39 are told, and of the 306 other pairs of the
    same articles two are taken for such. News of one month about the same people is not told apart.
    """
    days = [item.article.published for item in (one, other)]
    if days[0] and days[1] and abs(days[0] - days[1]) > WITHIN:
        return False
    ours, theirs = named(one.article.text), named(other.article.text)
    shared = len(ours & theirs)
    if shared < FEWEST or shared < SHARED * min(len(ours), len(theirs)):
        return False
    return float(_mean(one) @ _mean(other)) >= CENTRAL


@lru_cache(maxsize=2000)
def named(text: str) -> frozenset[str]:
    """The stems of the names in a text, but for countries'."""
    told = (name for name in names(text) if not countries(name))
    return frozenset(stem for name in told for stem in name_stems(name))


def _mean(item: IndexedArticle) -> np.ndarray:
    mean: np.ndarray = item.vectors.mean(axis=0)
    return mean / max(float(np.linalg.norm(mean)), 1e-9)
