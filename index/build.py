"""Bring the index up to date with a set of paths, doing only what changed."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import CorpusError
from index.manifest import FileRow, IndexedArticle
from index.reading import Problem, SourceFile, discover, read_file
from index.split import evidence_spans, split
from index.store import IndexFolder, NewsIndex
from index.types import Article, Chunk, Span

if TYPE_CHECKING:
    from index.embed import Vectors

_BATCH_ARTICLES = 64  # written together: what a killed run loses at most

Progress = Callable[[int, int], None]
"""Called with (files done, files in all)."""


@dataclass(slots=True)
class BuildReport:
    """What one run of indexing did. ``problems`` names each file or record that was left out."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    articles: int = 0
    chunks: int = 0
    embedded: int = 0
    """Texts (chunks and sentences) that were embedded; 0 when nothing changed."""
    seconds: float = 0.0
    problems: list[Problem] = field(default_factory=list)
    rebuilt: str | None = None
    """Why everything was indexed anew, if it was."""


@dataclass(frozen=True, slots=True)
class _Pending:
    article: Article
    file: str
    sentences: tuple[Span, ...]
    chunks: tuple[Chunk, ...]


def build(
    index: NewsIndex,
    folder: IndexFolder,
    paths: Sequence[Path],
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Make ``index`` hold exactly the articles under ``paths``.

    Unchanged files are skipped by hash; files that are gone are removed. An index that was made
    with another embedding model or splitter is cleared first. Killed at any point, the next run
    finishes the work. Paths without a single article change nothing.

    Raises:
        CorpusError: a path does not exist, or no article can be read in any of them.
        IndexBusy: another process is writing this index.
    """
    files = discover(paths)
    with folder.writing():
        return _Build(index, BuildReport(), progress).run(files, paths, rebuild)


def changes(index: NewsIndex) -> tuple[int, int, int]:
    """How many files were added, changed and removed since the index was built."""
    known = index.manifest.files()
    files = {f.path: f for f in discover(index.roots)}
    both = files.keys() & known.keys()
    changed = sum(_digest(files[path])[0] != known[path].sha256 for path in both)
    return len(files.keys() - known.keys()), changed, len(known.keys() - files.keys())


def _digest(file: SourceFile) -> tuple[str, int, int]:
    """Hash, size and time of change; an empty hash if the file cannot be opened."""
    try:
        stat = file.location.stat()
        with file.location.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest(), stat.st_size, stat.st_mtime_ns
    except OSError:
        return "", 0, 0


class _Build:
    """One run. A class only because a dozen steps share the same few things.

    What keeps it safe to kill: a chunk that the manifest names is in both stores, and whatever else
    is in the keyword index is in the vector store too, which can list what it holds. So chunks are
    added to the vectors, then to the keywords, then to the manifest, and go the other way round.
    """

    def __init__(self, index: NewsIndex, report: BuildReport, progress: Progress | None) -> None:
        self.index = index
        self.manifest = index.manifest
        self.report = report
        self.progress = progress or (lambda done, total: None)
        self.texts: dict[str, str] = {}  # hash of an indexed text -> the path that carries it
        self.pending: list[_Pending] = []
        self.rows: list[FileRow] = []
        self.removed: list[str] = []  # ids of articles

    def run(self, files: Sequence[SourceFile], paths: Sequence[Path], rebuild: bool) -> BuildReport:
        started = time.perf_counter()
        digests = {file.path: _digest(file) for file in files}
        self._require_article(files, paths, self._unchanged(digests))
        self._prepare(paths, rebuild)
        known, same = self.manifest.files(), self._unchanged(digests)
        self.texts = {sha: path for sha, path, file in self.manifest.texts() if file in same}
        gone = known.keys() - digests.keys()
        self.removed = [key for path in gone for key in self.manifest.article_ids(path).values()]
        self.report.removed = len(gone)
        for done, file in enumerate(files):
            self.progress(done, len(files))
            if file.path in same and known[file.path].problems == "[]":
                self.report.unchanged += 1
            else:
                self._file(file, digests[file.path], known.get(file.path))
        self._flush()
        self.manifest.remove_files(gone)
        self.progress(len(files), len(files))
        self._finish(paths)
        self.report.seconds = time.perf_counter() - started
        return self.report

    def _unchanged(self, digests: Mapping[str, tuple[str, int, int]]) -> set[str]:
        known = self.manifest.files()
        return {p for p, (sha, _, _) in digests.items() if p in known and sha == known[p].sha256}

    def _require_article(
        self, files: Sequence[SourceFile], paths: Sequence[Path], same: set[str]
    ) -> None:
        """A mistyped path must not cost the index that is there: look before removing."""
        if any(file in same for _, _, file in self.manifest.texts()):
            return
        problems: list[Problem] = []
        for file in files:
            result = read_file(file)
            if result.articles:
                return
            problems += result.problems
        reasons = "; ".join(map(str, problems[:3]))
        raise CorpusError(
            f"No article could be read in {', '.join(map(str, paths))}"
            f"{f' ({reasons})' if reasons else ''}. Give a folder with .txt, .md, .html, "
            ".pdf, .docx, .json, .jsonl or .csv files."
        )

    def _prepare(self, paths: Sequence[Path], rebuild: bool) -> None:
        self.report.rebuilt = "asked for" if rebuild else self.index.mismatch()
        if self.report.rebuilt:
            self.index.embedder.embed(["Can it be loaded?"])  # before the index is cleared for it
        with self.manifest.transaction():
            if self.report.rebuilt:
                self.manifest.clear()
            wanted = json.dumps([str(p.resolve()) for p in paths])
            self.manifest.set_meta({"dirty": "1", "wanted": wanted})
        self._mend()
        self.manifest.set_meta(self.index.fingerprint())  # not before the stores are ready for it

    def _mend(self) -> None:
        """Make the stores hold what the manifest names, after a run that was killed or a loss."""
        named = set(self.manifest.chunk_ids())
        stored = self.index.vectors.ids() if named else set()
        if lost := named - stored:
            articles = {place[0] for place in self.manifest.places(lost).values()}
            self.manifest.forget_articles(articles)
            named = set(self.manifest.chunk_ids())
        if not named:  # clear, since the next vectors may have another length
            self.index.keywords.clear()
            self.index.vectors.clear()
            return
        self._drop_chunks(list(stored - named))
        if self.index.keywords.count() != len(named):
            self.index.keywords.clear()
            self.index.keywords.add(self._keyword_rows())

    def _keyword_rows(self) -> Iterator[tuple[str, str, str]]:
        for item in self.manifest.articles():
            found = self.index.chunks(self.manifest.chunk_ids(item.article.id))
            for key, (chunk, _) in found.items():
                yield key, item.article.title, chunk.text

    def _finish(self, paths: Sequence[Path]) -> None:
        counts = self.manifest.counts()
        self.report.articles, self.report.chunks = counts["articles"], counts["chunks"]
        generation = int(self.manifest.meta().get("generation", "0")) + 1
        self.manifest.set_meta(
            {
                "dirty": "0",
                "generation": str(generation),
                "roots": json.dumps([str(p.resolve()) for p in paths]),
                "built": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
            }
        )

    def _file(self, file: SourceFile, digest: tuple[str, int, int], before: FileRow | None) -> None:
        result = read_file(file)
        problems = list(result.problems)
        articles = self._without_duplicates(result.articles, problems)
        self.report.problems += problems
        row = FileRow(file.path, *digest, json.dumps([p.reason for p in problems]))
        self._replace(row, articles, before)

    def _without_duplicates(
        self, articles: Sequence[Article], problems: list[Problem]
    ) -> list[Article]:
        kept = []
        for article in articles:
            twin = self.texts.setdefault(article.sha256, article.path)
            if twin == article.path:
                kept.append(article)
            else:
                reason = f"the same text as {twin}, which is indexed"
                problems.append(Problem(article.path, reason, "duplicate"))
        return kept

    def _replace(self, row: FileRow, articles: list[Article], before: FileRow | None) -> None:
        """Queue what is new in a file and what it no longer holds, leave the rest alone."""
        stored = self.manifest.article_ids(row.path)
        self.rows.append(replace(row, sha256=""))  # unfinished until its last article is written
        gone = stored.keys() - {a.path for a in articles}
        self.removed += [stored[path] for path in gone]
        touched = bool(gone)
        for article in articles:
            old = self.manifest.article(article.id) if article.path in stored else None
            if old is not None and old.article == article:
                continue
            touched = True
            spans = evidence_spans(article)
            self.pending.append(_Pending(article, row.path, spans, split(article, spans)))
            if len(self.pending) >= _BATCH_ARTICLES:
                self._flush()
        self.rows.append(row)
        if before is None:
            self.report.added += bool(articles)
        elif touched:
            self.report.changed += 1
        else:
            self.report.unchanged += 1

    def _flush(self) -> None:
        """Write what is queued: first to the stores, then, all at once, to the manifest."""
        chunks = [(c, p.article.title) for p in self.pending for c in p.chunks]
        ids = {c.id for c, _ in chunks}
        replaced = [*self.removed, *(p.article.id for p in self.pending)]
        old = {i for key in replaced for i in self.manifest.chunk_ids(key)} - ids
        vectors = self._embed(chunks)
        if chunks:
            self.index.vectors.add([c.id for c, _ in chunks], vectors[: len(chunks)])
            self.index.keywords.add((c.id, title, c.text) for c, title in chunks)
        at = len(chunks)
        with self.manifest.transaction():
            self.manifest.forget_articles(self.removed)
            for p in self.pending:
                own = vectors[at : at + len(p.sentences)]
                at += len(p.sentences)
                item = IndexedArticle(p.article, p.sentences, own)
                self.manifest.put_article(p.file, item, p.chunks)
            self.manifest.put_files(self.rows)
        self._drop_chunks(list(old))
        self.pending, self.rows, self.removed = [], [], []

    def _embed(self, chunks: Sequence[tuple[Chunk, str]]) -> Vectors:
        """The vectors of the chunks, each under its title, and then of the queued sentences."""
        sentences = [p.article.text[s.start : s.end] for p in self.pending for s in p.sentences]
        texts = [f"{title}\n{chunk.text}" for chunk, title in chunks] + sentences
        self.report.embedded += len(texts)
        return self.index.embedder.embed(texts) if texts else np.empty((0, 0), np.float32)

    def _drop_chunks(self, ids: list[str]) -> None:
        if ids:
            self.index.keywords.delete(ids)
            self.index.vectors.delete(ids)
