"""A question to the passages that may answer it: dense and keyword search, fused by rank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from index.store import NewsIndex
from index.types import Article, Chunk
from rag.dates import dates_in, of_day
from rag.roles import keywords
from rag.types import Hit
from rag.words import content_stems

RRF_K = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

POOL = 40
"""Passages taken from each search before fusion."""

NEAR_IDENTICAL = 0.8
"""Share of common three-word runs (Jaccard) above which two passages count as the same text."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which articles count: published by ``as_of``, path matching one of the ``sources`` globs."""

    as_of: date | None = None
    sources: tuple[str, ...] | None = None

    def admits(self, article: Article) -> bool:
        """An article without a date is kept out when ``as_of`` is given: it may be later."""
        if self.as_of and not (article.published and article.published <= self.as_of):
            return False
        return self.sources is None or any(fnmatchcase(article.path, g) for g in self.sources)

    @property
    def is_everything(self) -> bool:
        return self.as_of is None and self.sources is None


class Retriever:
    """Finds passages in one index."""

    def __init__(self, index: NewsIndex) -> None:
        self._index = index

    def search(self, question: str, limit: int, scope: Scope | None = None) -> list[Hit]:
        """The best passages, at most ``limit`` that differ from each other, best first.

        Copies of a passage that is already among them follow at the end, so that they can be cited
        but take nobody's place.
        """
        scope = scope or Scope()
        pool, total = POOL, self._index.manifest.counts()["chunks"]
        while True:
            dense = self._index.search_dense(question, pool)
            lexical = self._index.search_keywords(keywords(question), pool)
            hits = self._fuse(question, [k for k, _ in dense], [k for k, _ in lexical], scope)
            if scope.is_everything or len(hits) >= limit or pool >= total:
                return _distinct_first(hits, limit)
            pool *= 4  # a narrow scope threw most of them away

    def _fuse(
        self, question: str, dense: Sequence[str], lexical: Sequence[str], scope: Scope
    ) -> list[Hit]:
        found = self._index.chunks(list({*dense, *lexical}))
        kept = {k: v for k, v in found.items() if scope.admits(v[1].article)}
        dense_rank = _ranks(k for k in dense if k in kept)
        lexical_rank = _ranks(k for k in lexical if k in kept)
        dated_rank = _ranks(
            k
            for k in dense_rank | lexical_rank
            if _is_dated(question, kept[k][0], kept[k][1].article)
        )
        hits = [
            Hit(
                chunk,
                item.article,
                _reciprocal(dense_rank.get(key), lexical_rank.get(key), dated_rank.get(key)),
                dense_rank.get(key),
                lexical_rank.get(key),
            )
            for key, (chunk, item) in kept.items()
        ]
        return sorted(hits, key=lambda h: (-h.score, h.article.path, h.chunk.start))


def _ranks(keys: Iterable[str]) -> dict[str, int]:
    return {key: rank for rank, key in enumerate(keys, start=1)}


def _reciprocal(*ranks: int | None) -> float:
    return sum(1 / (RRF_K + rank) for rank in ranks if rank is not None)


def _is_dated(question: str, chunk: Chunk, article: Article) -> bool:
    """Whether the passage or its article carries a date that the question names."""
    asked = list(dates_in(question))
    if not asked:
        return False
    known = list(dates_in(chunk.text))
    if article.published:
        known.append(of_day(article.published))
    return any(a.agrees(k) for a in asked for k in known)


def _distinct_first(hits: Sequence[Hit], limit: int) -> list[Hit]:
    distinct: list[tuple[Hit, set[tuple[str, ...]]]] = []
    copies: list[Hit] = []
    for hit in hits:
        runs = _runs(hit.chunk.text)
        if any(_jaccard(runs, other) >= NEAR_IDENTICAL for _, other in distinct):
            copies.append(hit)
        elif len(distinct) < limit:
            distinct.append((hit, runs))
        if len(distinct) == limit and len(copies) >= limit:
            break
    return [hit for hit, _ in distinct] + copies[:limit]


def _runs(text: str) -> set[tuple[str, ...]]:
    stems = content_stems(text)
    return set(zip(stems, stems[1:], stems[2:], strict=False)) or {tuple(stems)}


def _jaccard(a: set[tuple[str, ...]], b: set[tuple[str, ...]]) -> float:
    return len(a & b) / max(1, len(a | b))
