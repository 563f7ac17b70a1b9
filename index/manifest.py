"""The manifest: one SQLite file that says what is indexed and holds the articles' text.

It is the truth of the index. Chroma and tantivy may for a moment hold more than it names (a run
that was killed); what it does not name is never found, and the next run clears it away.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from index.types import Article, Chunk, Span

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    problems TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY, path TEXT NOT NULL UNIQUE, file TEXT NOT NULL, title TEXT NOT NULL,
    published TEXT, outlet TEXT, url TEXT, author TEXT, text TEXT NOT NULL, sha256 TEXT NOT NULL,
    furniture TEXT NOT NULL, sentences BLOB NOT NULL, vectors BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS articles_by_file ON articles (file);
CREATE TABLE IF NOT EXISTS chunks (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS chunks_by_article ON chunks (article_id);
"""


@dataclass(frozen=True, slots=True)
class FileRow:
    """What is remembered of a file: enough to see that it is unchanged."""

    path: str
    sha256: str
    size: int
    mtime_ns: int
    problems: str


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of the list: what can be told of it without reading it."""

    id: str
    path: str
    published: date | None


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article with its evidence sentences and their vectors ``(len(sentences), dimension)``."""

    article: Article
    sentences: tuple[Span, ...]
    vectors: np.ndarray


class Manifest:
    """Reads and writes ``manifest.sqlite``. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._close = weakref.finalize(self, self._db.close)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file now rather than when the last user of this object is gone."""
        self._close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the writes inside, or none."""
        with self._block("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Every read inside sees the same state, whatever another process writes meanwhile."""
        with self._block("BEGIN"):
            yield

    @contextmanager
    def _block(self, begin: str) -> Iterator[None]:
        with self._lock:
            if self._db.in_transaction:  # part of the block around it
                yield
                return
            self._db.execute(begin)
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def version(self) -> tuple[int, int]:
        """Changes with every write: the first number with others', the second with this one's."""
        with self._lock:
            return int(self._rows("PRAGMA data_version")[0][0]), self._db.total_changes

    def _rows(self, query: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            return self._db.execute(query, values).fetchall()

    def meta(self) -> dict[str, str]:
        return dict(self._rows("SELECT key, value FROM meta"))

    def set_meta(self, values: Mapping[str, str]) -> None:
        with self.transaction():
            self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def files(self) -> dict[str, FileRow]:
        return {row[0]: FileRow(*row) for row in self._rows("SELECT * FROM files")}

    def put_files(self, rows: Iterable[FileRow]) -> None:
        values = [(r.path, r.sha256, r.size, r.mtime_ns, r.problems) for r in rows]
        with self.transaction():
            self._db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)", values)

    def remove_files(self, paths: Iterable[str]) -> None:
        with self.transaction():
            self._db.executemany("DELETE FROM files WHERE path = ?", [(p,) for p in paths])

    def put_article(self, file: str, item: IndexedArticle, chunks: Iterable[Chunk]) -> None:
        a = item.article
        spans = np.array([(s.start, s.end) for s in item.sentences], dtype=np.int32)
        values = (
            *(a.id, a.path, file, a.title, a.published.isoformat() if a.published else None),
            *(a.outlet, a.url, a.author, a.text, a.sha256),
            json.dumps([(s.start, s.end) for s in a.furniture]),
            spans.tobytes(),
            item.vectors.astype(np.float16).tobytes(),
        )
        with self.transaction():
            marks = ", ".join("?" * len(values))
            self._db.execute(f"INSERT OR REPLACE INTO articles VALUES ({marks})", values)
            self._db.execute("DELETE FROM chunks WHERE article_id = ?", (a.id,))
            self._db.executemany(
                "INSERT OR REPLACE INTO chunks VALUES (?, ?, ?, ?)",
                [(c.id, c.article_id, c.start, c.end) for c in chunks],
            )

    def remove_articles(self, ids: Iterable[str]) -> None:
        keys = [(key,) for key in ids]
        with self.transaction():
            self._db.executemany("DELETE FROM articles WHERE id = ?", keys)
            self._db.executemany("DELETE FROM chunks WHERE article_id = ?", keys)

    def forget_articles(self, ids: Iterable[str]) -> None:
        """Remove articles, and what says that their files need not be read again."""
        keys = list(ids)
        with self.transaction():
            self._db.executemany(
                "UPDATE files SET sha256 = '' WHERE path = "
                "(SELECT file FROM articles WHERE id = ?)",
                [(key,) for key in keys],
            )
            self.remove_articles(keys)

    def clear(self) -> None:
        """Remove everything but what the index was made with."""
        with self.transaction():
            for table in ("files", "articles", "chunks"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.execute("DELETE FROM meta WHERE key IN ('roots', 'built', 'generation')")

    def article_ids(self, file: str | None = None) -> dict[str, str]:
        """Path to id, of one file's articles or of all."""
        if file is None:
            return dict(self._rows("SELECT path, id FROM articles"))
        return dict(self._rows("SELECT path, id FROM articles WHERE file = ?", file))

    def listing(self) -> list[Listed]:
        """Every article, by path."""
        rows = self._rows("SELECT id, path, published FROM articles ORDER BY path")
        return [Listed(key, path, _day(published)) for key, path, published in rows]

    def texts(self) -> list[tuple[str, str, str]]:
        """Hash of each indexed text, the path that carries it, and the file that is in."""
        return self._rows("SELECT sha256, path, file FROM articles")

    def chunk_ids(self, article_id: str | None = None) -> list[str]:
        if article_id is None:
            return [row[0] for row in self._rows("SELECT id FROM chunks")]
        return [r[0] for r in self._rows("SELECT id FROM chunks WHERE article_id = ?", article_id)]

    def chunks_of(self, article_ids: Iterable[str]) -> frozenset[str]:
        """The ids of all chunks of these articles."""
        query = "SELECT id FROM chunks WHERE article_id IN (SELECT value FROM json_each(?))"
        return frozenset(row[0] for row in self._rows(query, json.dumps(list(article_ids))))

    def places(self, ids: Iterable[str]) -> dict[str, tuple[str, int, int]]:
        """Chunk id to ``(article id, start, end)``, for those that the manifest names."""
        wanted = json.dumps(list(ids))
        query = (
            "SELECT id, article_id, start, end FROM chunks "
            "WHERE id IN (SELECT value FROM json_each(?))"
        )
        return {row[0]: (row[1], row[2], row[3]) for row in self._rows(query, wanted)}

    def article(self, article_id: str) -> IndexedArticle | None:
        rows = self._rows("SELECT * FROM articles WHERE id = ?", article_id)
        return _article(rows[0]) if rows else None

    def articles(self) -> Iterator[IndexedArticle]:
        for (key,) in self._rows("SELECT id FROM articles ORDER BY path"):
            item = self.article(key)
            if item is not None:
                yield item

    def counts(self) -> dict[str, int]:
        tables = ("files", "articles", "chunks")
        return {t: int(self._rows(f"SELECT COUNT(*) FROM {t}")[0][0]) for t in tables}


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _article(row: tuple) -> IndexedArticle:  # type: ignore[type-arg]
    key, path, _, title, published, outlet, url, author, text, sha, *arrays = row
    furniture, spans, vectors = arrays
    article = Article(
        *(key, path, title, _day(published)),
        *(outlet, url, text, sha, author),
        tuple(Span(*pair) for pair in json.loads(furniture)),
    )
    pairs = np.frombuffer(spans, dtype=np.int32).reshape(-1, 2)
    sentences = tuple(Span(int(s), int(e)) for s, e in pairs)
    table = np.frombuffer(vectors, dtype=np.float16).astype(np.float32)
    width = len(table) // max(1, len(sentences))
    return IndexedArticle(article, sentences, table.reshape(len(sentences), width))
