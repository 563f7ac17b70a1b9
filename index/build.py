"""Bring the index up to date with a set of paths, doing only what changed."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import CorpusError, IndexBusy
from index.manifest import FileRow, IndexedArticle
from index.read import Problem, SourceFile, discover, read_file
from index.split import evidence_spans, split
from index.store import IndexFolder, NewsIndex
from index.types import Article, Chunk, Span

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
    file: FileRow
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
    finishes the work.

    Raises:
        CorpusError: a path does not exist, or no article can be read in any of them.
        IndexBusy: another process is writing this index.
    """
    files = discover(paths)
    with _locked(folder):
        return _Build(index, BuildReport(), progress).run(files, paths, rebuild)


@contextmanager
def _locked(folder: IndexFolder) -> Iterator[None]:
    try:
        with FileLock(folder.lock, timeout=1):
            yield
    except Timeout as error:
        raise IndexBusy(
            f"Another process is writing the index in {folder.home}. Wait until it has finished."
        ) from error


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
    """One run. A class only because a dozen steps share the same five things."""

    def __init__(self, index: NewsIndex, report: BuildReport, progress: Progress | None) -> None:
        self.index = index
        self.manifest = index.manifest
        self.report = report
        self.progress = progress or (lambda done, total: None)
        self.pending: list[_Pending] = []
        self.texts: dict[str, str] = {}  # hash of an indexed text -> the path that carries it

    def run(
        self, files: Sequence[SourceFile], paths: Sequence[Path], rebuild: bool
    ) -> BuildReport:
        started = time.perf_counter()
        self._prepare(rebuild)
        known = self.manifest.files()
        for gone in known.keys() - {f.path for f in files}:
            self._remove_file(gone)
            self.report.removed += 1
        self.texts = self.manifest.texts()
        for done, file in enumerate(files):
            self.progress(done, len(files))
            self._file(file, known.get(file.path))
            if len(self.pending) >= _BATCH_ARTICLES:
                self._flush()
        self._flush()
        self.progress(len(files), len(files))
        self._finish(paths)
        self.report.seconds = time.perf_counter() - started
        return self.report

    def _prepare(self, rebuild: bool) -> None:
        meta = self.manifest.meta()
        self.report.rebuilt = "asked for" if rebuild else self.index.mismatch()
        if self.report.rebuilt:
            self._drop_chunks(list(self.index.vectors.ids() | set(self.manifest.chunk_ids())))
            self.manifest.clear()
        elif meta.get("dirty") == "1":
            self._drop_chunks(list(self.index.vectors.ids() - set(self.manifest.chunk_ids())))
        self.manifest.set_meta({"dirty": "1", **self.index.fingerprint()})

    def _finish(self, paths: Sequence[Path]) -> None:
        counts = self.manifest.counts()
        self.report.articles, self.report.chunks = counts["articles"], counts["chunks"]
        generation = int(self.manifest.meta().get("generation", "0")) + 1
        roots = [str(p.resolve()) for p in paths]
        self.manifest.set_meta(
            {
                "dirty": "0",
                "generation": str(generation),
                "roots": json.dumps(roots),
                "built": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
            }
        )
        self.index.forget_cached()
        if not counts["articles"]:
            reasons = "; ".join(f"{p.path}: {p.reason}" for p in self.report.problems[:3])
            raise CorpusError(
                f"No article could be read in {', '.join(map(str, paths))}"
                f"{f' ({reasons})' if reasons else ''}. Give a folder with .txt, .md, .html, "
                ".pdf, .docx, .json, .jsonl or .csv files."
            )

    def _file(self, file: SourceFile, before: FileRow | None) -> None:
        sha, size, mtime = _digest(file)
        if before and sha and before.sha256 == sha and before.problems == "[]":
            self.report.unchanged += 1
            return
        result = read_file(file)
        problems = list(result.problems)
        row_problems = problems[:]
        articles = self._without_duplicates(file, result.articles, row_problems)
        self.report.problems += row_problems
        row = FileRow(file.path, sha, size, mtime, json.dumps([p.reason for p in row_problems]))
        self._replace(row, articles, before)

    def _without_duplicates(
        self, file: SourceFile, articles: Sequence[Article], problems: list[Problem]
    ) -> list[Article]:
        own = set(self.manifest.article_ids(file.path))
        for sha in [s for s, path in self.texts.items() if path in own]:
            del self.texts[sha]
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
        """Queue what is new in a file, drop what it no longer holds, leave the rest alone."""
        stored = self.manifest.article_ids(row.path)
        for path, key in stored.items():
            if path not in {a.path for a in articles}:
                self._remove_article(key)
        touched = False
        for article in articles:
            old = self.manifest.article(article.id) if article.path in stored else None
            if old is not None and old.article == article:
                continue
            touched = True
            spans = evidence_spans(article)
            self.pending.append(_Pending(article, row, spans, split(article, spans)))
        if not touched:
            self.manifest.put_file(row)
        if before is None:
            self.report.added += bool(articles)
        elif touched or len(stored) != len(articles):
            self.report.changed += 1
        else:
            self.report.unchanged += 1

    def _flush(self) -> None:
        """Write the queued articles: first to the stores, then, all at once, to the manifest."""
        if not self.pending:
            return
        chunks = [(c, p.article.title) for p in self.pending for c in p.chunks]
        sentences = [p.article.text[s.start : s.end] for p in self.pending for s in p.sentences]
        texts = [f"{title}\n{chunk.text}" for chunk, title in chunks]
        vectors = self.index.embedder.embed(texts + sentences)
        self.report.embedded += len(texts) + len(sentences)
        ids = {c.id for c, _ in chunks}
        old = {i for p in self.pending for i in self.manifest.chunk_ids(p.article.id)}
        self._drop_chunks(list(old - ids))
        self.index.vectors.add([c.id for c, _ in chunks], vectors[: len(texts)])
        self.index.keywords.add((c.id, title, c.text) for c, title in chunks)
        at = len(texts)
        with self.manifest.transaction():
            for p in self.pending:
                own = vectors[at : at + len(p.sentences)]
                at += len(p.sentences)
                item = IndexedArticle(p.article, p.sentences, own)
                self.manifest.put_article(p.file.path, item, p.chunks)
                self.manifest.put_file(p.file)
        self.pending.clear()

    def _remove_file(self, path: str) -> None:
        for key in self.manifest.article_ids(path).values():
            self._remove_article(key)
        self.manifest.remove_file(path)

    def _remove_article(self, article_id: str) -> None:
        ids = self.manifest.chunk_ids(article_id)
        self.manifest.remove_article(article_id)
        self._drop_chunks(ids)

    def _drop_chunks(self, ids: list[str]) -> None:
        if ids:
            self.index.vectors.delete(ids)
            self.index.keywords.delete(ids)
