"""The things this package makes: articles and the chunks cut from them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of characters ``[start, end)`` in an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    ``text`` is what every offset counts in: for a text file exactly the decoded file, for other
    formats the text extracted from it. ``path`` is relative to the corpus root, with ``/`` between
    folders; a record of a file that holds several articles adds ``#n`` (counted from 1).
    ``furniture`` are the spans left behind by a web page (lists of other headlines, newsletter
    lines, photo credits): kept in the text so that offsets hold, never used as evidence.
    """

    id: str
    path: str
    title: str
    published: date | None
    outlet: str | None
    url: str | None
    text: str
    sha256: str
    author: str | None = None
    furniture: tuple[Span, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of whole sentences of one article: ``article.text[start:end] == text``."""

    id: str
    article_id: str
    text: str
    start: int
    end: int


def chunk_id(path: str, start: int, text: str) -> str:
    """The same words at the same place of the same file keep their id through any rebuild."""
    return hashlib.sha256(f"{path}\0{start}\0{text}".encode()).hexdigest()[:32]
