"""What this package makes on the way from a question to a proven answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from index.types import Article, Chunk

Support = Literal["quoted", "supported", "unsupported"]
Status = Literal["answered", "partial", "not_in_articles"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found for a question. Ranks count from 1; None: that search did not find it."""

    chunk: Chunk
    article: Article
    score: float
    dense_rank: int | None
    lexical_rank: int | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of an article, or two that need each other.

    ``article.text[start:end] == text``. ``score`` in [0, 1] says how far it answers the question,
    ``reason`` what that rests on.
    """

    article: Article
    start: int
    end: int
    text: str
    score: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where words stand: the text of ``source`` at ``[start:end]`` is ``quote``.

    ``source`` is the file's path relative to the corpus root; offsets count characters of the
    decoded text.
    """

    number: int
    source: str
    title: str
    published: date | None
    outlet: str | None
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, the citations that prove it, and why it counts as proven.

    ``focus`` are the characters of ``text`` that are the asked-for words, as far as can be told.
    """

    text: str
    citations: tuple[Citation, ...]
    support: Support
    reason: str
    focus: tuple[int, int] | None = None

    @property
    def parts(self) -> tuple[str, str, str]:
        """The text before the asked-for words, those words, and the text after them."""
        start, end = self.focus or (len(self.text), len(self.text))
        return self.text[:start], self.text[start:end], self.text[end:]

    @property
    def marked(self) -> str:
        """The sentence with its citation numbers: ``It rained. [1][3]``."""
        return f"{self.text} {''.join(f'[{c.number}]' for c in self.citations)}".strip()


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that sources give for the same thing."""

    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A thing for which the sources give different values."""

    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A proven answer, or a plain "the articles do not say".

    ``searched`` is the question as it was looked up, a follow-up made to stand alone. ``missing``
    says what the articles do not state; ``closest`` are then the nearest passages, which do not
    answer it. ``model`` is who wrote it; ``notes`` tell how it came to be, if there is anything to
    tell, and of a model's sentences ``replaced`` and ``dropped`` were not proven. ``timings`` are
    milliseconds per stage, ``tokens`` a model's per stage.
    """

    question: str
    status: Status
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    missing: str | None = None
    model: str = "quotes"
    timings: Mapping[str, float] = field(default_factory=dict)
    searched: str = ""
    closest: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    replaced: int = 0
    dropped: int = 0
    tokens: Mapping[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The prose with ``[n]`` marks, and what is missing, if anything is."""
        parts = [s.marked for s in self.sentences]
        if self.missing:
            parts.append(self.missing)
        return " ".join(parts)

    @property
    def sources(self) -> tuple[str, ...]:
        """The cited files, each once, in order of first citation."""
        return tuple(dict.fromkeys(c.source for c in self.citations))

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON: dates as ISO strings, citations of a sentence by number."""
        return {
            "question": self.question,
            "searched": self.searched,
            "status": self.status,
            "text": self.text,
            "sentences": [
                {
                    "text": s.text,
                    "citations": [c.number for c in s.citations],
                    "support": s.support,
                    "reason": s.reason,
                    "focus": list(s.focus) if s.focus else None,
                }
                for s in self.sentences
            ],
            "citations": [_citation_dict(c) for c in self.citations],
            "disagreements": [
                {
                    "about": d.about,
                    "sides": [
                        {"value": s.value, "citations": [c.number for c in s.citations]}
                        for s in d.sides
                    ],
                }
                for d in self.disagreements
            ],
            "missing": self.missing,
            "closest": [_citation_dict(c) for c in self.closest],
            "model": self.model,
            "notes": list(self.notes),
            "replaced": self.replaced,
            "dropped": self.dropped,
            "timings": dict(self.timings),
            "tokens": dict(self.tokens),
        }


def _citation_dict(citation: Citation) -> dict[str, Any]:
    return {
        "number": citation.number,
        "source": citation.source,
        "title": citation.title,
        "published": citation.published.isoformat() if citation.published else None,
        "outlet": citation.outlet,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }
