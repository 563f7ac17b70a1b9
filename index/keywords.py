"""Keyword search: the lexical-index seam and tantivy (BM25, English stemming)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

_MEMORY = 64 * 1024 * 1024  # bytes that tantivy may hold before it writes a segment
_TITLE_BOOST = 0.5
_ANALYZER = "english"  # lower case, no stop words, stemmed


class LexicalIndex(Protocol):
    """Chunk texts by id, found by their words."""

    def add(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Store ``(id, title, text)`` rows; an id already there is replaced."""
        ...

    def delete(self, ids: Sequence[str]) -> None:
        """Forget these ids; unknown ones are ignored."""
        ...

    def clear(self) -> None:
        """Forget everything."""
        ...

    def count(self) -> int:
        """How many ids are stored."""
        ...

    def refresh(self) -> None:
        """See what another process has written."""
        ...

    def search(
        self, query: str, limit: int, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ``limit`` best ids, of those in ``among`` if given, with their BM25 score, best first.

        Any text is a valid query.
        """
        ...


class TantivyIndex:
    """tantivy in a folder."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw")
        builder.add_text_field("title", tokenizer_name=_ANALYZER)
        builder.add_text_field("text", tokenizer_name=_ANALYZER)
        self._index: Any = tantivy.Index(builder.build(), path=str(folder), reuse=True)
        filters = tantivy.Filter
        self._analyzer: Any = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(filters.lowercase())
            .filter(filters.stopword("english"))
            .filter(filters.stemmer("english"))
            .build()
        )
        self._index.register_tokenizer(_ANALYZER, self._analyzer)
        self._document = tantivy.Document

    def add(self, rows: Iterable[tuple[str, str, str]]) -> None:
        with self._writer() as writer:
            for key, title, text in rows:
                writer.delete_documents_by_term("id", key)
                writer.add_document(self._document(id=key, title=title, text=text))

    def delete(self, ids: Sequence[str]) -> None:
        if not ids:
            return
        with self._writer() as writer:
            for key in ids:
                writer.delete_documents_by_term("id", key)

    def clear(self) -> None:
        with self._writer() as writer:
            writer.delete_all_documents()

    @contextmanager
    def _writer(self) -> Iterator[Any]:
        """A writer whose changes are seen all at once when the block ends well."""
        writer = self._index.writer(_MEMORY, 1)
        try:
            yield writer
            writer.commit()
        finally:
            writer.wait_merging_threads()  # frees the lock on the folder
        self._index.reload()

    def count(self) -> int:
        return int(self._index.searcher().num_docs)

    def refresh(self) -> None:
        self._index.reload()

    def search(
        self, query: str, limit: int, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        words = " ".join(re.findall(r"\w+", query))  # no operator of the query language survives
        if limit < 1 or not self._analyzer.analyze(words):
            return []  # tantivy takes a query of nothing but stop words for one that admits all
        parsed, _ = self._index.parse_query_lenient(
            words.lower(), ["text", "title"], field_boosts={"title": _TITLE_BOOST}
        )
        if among is not None:
            parsed = self._only(parsed, among)
        searcher = self._index.searcher()
        hits = searcher.search(parsed, limit).hits
        return [(str(searcher.doc(place)["id"][0]), float(score)) for score, place in hits]

    def _only(self, query: Any, ids: Collection[str]) -> Any:  # noqa: ANN401 - tantivy's Query
        """The query with none but these ids, which leaves their scores as they are."""
        from tantivy import Occur, Query

        named = Query.term_set_query(self._index.schema, "id", list(ids))
        must = [(Occur.Must, query), (Occur.Must, Query.const_score_query(named, 0.0))]
        return Query.boolean_query(must)
