"""The index as one thing: manifest, vectors and keywords side by side in a folder."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
from filelock import FileLock, Timeout

from index.embed import Embedder
from index.errors import IndexBusy, IndexMismatch, IndexMissing
from index.keywords import LexicalIndex, TantivyIndex
from index.manifest import IndexedArticle, Manifest
from index.split import SPLITTER
from index.types import Chunk
from index.vectors import ChromaStore, VectorStore

FORMAT = "1"
"""Version of what is written in the folder."""

NARROW = 1000
"""Up to so many chunks are looked among by name, which costs with their number: among 6,000 tantivy
takes 57 ms, among 1,000 it takes 15 ms. More are soon found in a longer list."""

_CACHED_ARTICLES = 2000
_CREATED_WITHIN = 30  # seconds that another process may take to create an empty index


class Search(Protocol):
    """A search for one question, in all that is stored or among some ids."""

    def __call__(
        self, limit: int, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]: ...


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """Where the parts of an index lie below its home."""

    home: Path

    @property
    def manifest(self) -> Path:
        return self.home / "manifest.sqlite"

    @property
    def vectors(self) -> Path:
        return self.home / "chroma"

    @property
    def keywords(self) -> Path:
        return self.home / "tantivy"

    @property
    def lock(self) -> Path:
        return self.home / "writing.lock"

    def exists(self) -> bool:
        return self.manifest.is_file()

    @contextmanager
    def writing(self, timeout: float = 1) -> Iterator[None]:
        """Nobody else writes to the folder meanwhile.

        Raises:
            IndexBusy: another process does, and has not finished after ``timeout`` seconds.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.lock, timeout=timeout):
                yield
        except Timeout as error:
            raise IndexBusy(
                f"Another process is writing the index in {self.home}. Wait until it has finished."
            ) from error


class NewsIndex:
    """Chunks found by meaning or by words, and the articles they were cut from."""

    def __init__(
        self, manifest: Manifest, vectors: VectorStore, keywords: LexicalIndex, embedder: Embedder
    ) -> None:
        self.manifest = manifest
        self.vectors = vectors
        self.keywords = keywords
        self.embedder = embedder
        self._lock = threading.RLock()
        self._articles: OrderedDict[str, IndexedArticle] = OrderedDict()
        self._seen = manifest.version()
        self._question: tuple[str, np.ndarray] = ("", np.empty(0))

    @classmethod
    def open(
        cls, folder: IndexFolder, embedder: Embedder, vectors: VectorStore | None = None
    ) -> NewsIndex:
        """Open or create the index in ``folder``, for writing or for reading."""
        new = not folder.exists()
        with folder.writing(_CREATED_WITHIN) if new else nullcontext():
            vectors = ChromaStore.open(folder.vectors) if vectors is None else vectors
            keywords = TantivyIndex(folder.keywords)
            manifest = Manifest(folder.manifest)  # last: it is what makes the folder an index
        return cls(manifest, vectors, keywords, embedder)

    def fingerprint(self) -> dict[str, str]:
        """What an index must have been made with to be searched by this one."""
        return {"format": FORMAT, "splitter": SPLITTER, "embedder": self.embedder.name}

    def mismatch(self) -> str | None:
        """In words, how the stored index differs from this one; None if it does not."""
        stored = self.manifest.meta()
        for key, mine in self.fingerprint().items():
            theirs = stored.get(key)
            if theirs is not None and theirs != mine:
                return f"its {key} is {theirs!r}, this program's is {mine!r}"
        return None

    def check(self) -> None:
        """Refuse an index that is missing or was made otherwise.

        Raises:
            IndexMissing: nothing was ever indexed here.
            IndexMismatch: made with another embedding model, splitter or format.
        """
        if "embedder" not in self.manifest.meta():
            raise IndexMissing("There is no index yet. Run: rag index PATH")
        self._refuse_mismatch()

    def _refuse_mismatch(self) -> None:
        if difference := self.mismatch():
            raise IndexMismatch(f"The index cannot be used: {difference}. Run: rag index --rebuild")

    @property
    def roots(self) -> tuple[Path, ...]:
        """The paths that were indexed last, or that a run which was killed set out to index."""
        meta = self.manifest.meta()
        return tuple(Path(p) for p in json.loads(meta.get("wanted") or meta.get("roots", "[]")))

    def search_dense(
        self, question: str, limit: int, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Chunk ids by cosine, of those in ``among`` if given, best first.

        Raises:
            IndexMismatch: another process has meanwhile made the index with another model.
        """
        self._refuse_mismatch()
        return self.search_like(self.question_vector(question), limit, among)

    def search_like(
        self, vector: np.ndarray, limit: int, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Chunk ids by cosine to ``vector`` ``(dimension,)``, of those in ``among`` if given, best first."""
        self._notice_writes()
        return self._search(partial(self.vectors.search, vector), limit, among)

    def question_vector(self, question: str) -> np.ndarray:
        """The question's embedding ``(dimension,)``; the last one is remembered."""
        known, vector = self._question  # one read: another thread may replace the pair
        if known != question:
            vector = self.embedder.embed_question(question)
            self._question = (question, vector)
        return vector

    def search_keywords(
        self, question: str, limit: int, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Chunk ids by BM25, of those in ``among`` if given, best first."""
        self._notice_writes()
        return self._search(partial(self.keywords.search, question), limit, among)

    def _search(
        self, search: Search, limit: int, among: Collection[str] | None
    ) -> list[tuple[str, float]]:
        """The best among some chunks: few are named to the search, many picked from what it finds."""
        if among is None or len(among) <= NARROW:
            return search(limit, among)
        total = self.manifest.counts()["chunks"]
        deep = limit * total // len(among) + limit
        while True:
            found = search(deep)
            kept = [(key, score) for key, score in found if key in among]
            if len(kept) >= limit or len(found) < deep or deep >= total:
                return kept[:limit]
            deep = min(4 * deep, total)

    def chunks(self, ids: list[str]) -> dict[str, tuple[Chunk, IndexedArticle]]:
        """The chunks that the manifest still names, with their articles."""
        found = {}
        with self._lock, self.manifest.snapshot():
            for key, (article_id, start, end) in self.manifest.places(ids).items():
                item = self.article(article_id)
                if item is not None:
                    text = item.article.text[start:end]
                    found[key] = (Chunk(key, article_id, text, start, end), item)
        return found

    def article(self, article_id: str) -> IndexedArticle | None:
        """One article; the most recently used are kept in memory."""
        with self._lock, self.manifest.snapshot():
            self._notice_writes()
            item = self._articles.get(article_id) or self.manifest.article(article_id)
            if item is not None:
                self._articles[article_id] = item
                self._articles.move_to_end(article_id)
                if len(self._articles) > _CACHED_ARTICLES:
                    self._articles.popitem(last=False)
            return item

    def _notice_writes(self) -> None:
        """Drop what is kept in memory once it is out of date, whoever wrote."""
        with self._lock:
            version = self.manifest.version()
            if version == self._seen:
                return
            self._articles.clear()
            if version[0] != self._seen[0]:  # another connection, and perhaps another process
                self.vectors.refresh()
                self.keywords.refresh()
            self._seen = version
