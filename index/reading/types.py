"""What reading makes on the way to an article, and what it says of a file that gives none."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Literal

from index.types import Article

MAX_BYTES = 20_000_000
"""Files above this size are not read: a news article has a few thousand characters."""


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file of the corpus: ``path`` relative to the root, and where it is on this machine.

    ``named``: the caller gave this very file rather than a folder it is in.
    """

    path: str
    location: Path
    named: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article apart from its text."""

    title: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    author: str | None = None

    def or_else(self, other: Metadata) -> Metadata:
        """This metadata, its gaps filled from ``other``."""
        gaps = [f.name for f in fields(self) if getattr(self, f.name) is None]
        return replace(self, **{name: getattr(other, name) for name in gaps})


@dataclass(frozen=True, slots=True)
class Found:
    """One article's text and what the file says about it.

    ``number`` is the record's number, from 1, in a file that may hold several, else None.
    ``broken`` says why the record gave no text; then ``text`` is empty.
    """

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    number: int | None = None
    broken: str | None = None


Kind = Literal[
    "binary",
    "broken",
    "duplicate",
    "empty",
    "encrypted",
    "missing",
    "no-text",
    "record",
    "skipped",
    "too-large",
    "undecodable",
    "unreadable",
    "unsupported",
]
"""``missing``: a library; ``record``: one record of a file; ``skipped``: not a document."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, or one record of it, gave no article: a sentence for people, a kind for code.

    ``path`` is relative to the corpus root, with ``#n`` for record ``n``. The reason names the next
    step where there is one.
    """

    path: str
    reason: str
    kind: Kind

    def __str__(self) -> str:
        """``path: reason``."""
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What one file gave: its articles, and what kept the rest of it from being one."""

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()
