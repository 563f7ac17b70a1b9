"""What is indexed, as the page lists it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.store import NewsIndex
from index.types import Article
from rag.config import SEEDS

MOST_LISTED = 200
"""Articles shown at once; more are reached by typing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of articles."""

    key: str
    source: str
    title: str
    outlet: str | None
    published: date | None

    @property
    def words(self) -> str:
        """What the filter looks at."""
        when = f"{self.published:%d %B %Y} {self.published}" if self.published else ""
        return f"{self.title} {self.outlet or ''} {self.source} {when}".casefold()


@dataclass(frozen=True, slots=True)
class Example:
    """A question to start with, what it shows, and one to go on with."""

    kind: str
    question: str
    then: str = ""


SAMPLE_EXAMPLES = (
    Example("One source", "How many air defense systems did Ukraine request?"),
    Example("Several sources", "What did Rutte say about experimental missiles?"),
    Example(
        "A follow-up comes after",
        "What did Rutte say about Georgia?",
        "Who is protesting there?",
    ),
    Example("Not in the articles", "What did China say about the meeting?"),
)


class Shelf:
    """The articles of one state of the index, without their text."""

    def __init__(self, index: NewsIndex) -> None:
        self._index = index
        entries = [
            Entry(a.id, a.path, a.title, a.outlet, a.published)
            for a in (item.article for item in index.manifest.articles())
        ]
        entries.sort(key=lambda e: e.source)
        entries.sort(key=lambda e: e.published or date.min, reverse=True)  # undated last
        self.entries: Sequence[Entry] = entries
        self._keys = {e.source: e.key for e in entries}

    def __len__(self) -> int:
        return len(self.entries)

    def find(self, wanted: str = "") -> tuple[Sequence[Entry], int]:
        """The first `MOST_LISTED` entries that hold all the words, and how many there are."""
        words = wanted.casefold().split()
        found = [e for e in self.entries if all(w in e.words for w in words)]
        return found[:MOST_LISTED], len(found)

    def article(self, source: str) -> Article | None:
        key = self._keys.get(source) or self._index.manifest.article_ids().get(source)
        item = self._index.manifest.article(key) if key else None
        return item.article if item else None

    def period(self) -> str:
        """First and last day and how many have none; empty when no article has a date."""
        days = sorted(e.published for e in self.entries if e.published)
        if not days:
            return ""
        first, last = days[0], days[-1]
        text = f"{last.day} {last:%B %Y}"
        if first != last:
            text = f"{first.day} {first:%B %Y} – {text}"
        undated = len(self.entries) - len(days)
        return f"{text} ({undated:,} undated)" if undated else text

    def examples(self) -> Sequence[Example]:
        """Questions to begin with: chosen ones for the sample articles, else made from titles."""
        if {e.source for e in self.entries} == {p.name for p in SEEDS.glob("*.txt")}:
            return SAMPLE_EXAMPLES
        titled = [e for e in self.entries if 20 <= len(e.title) <= 110 and "…" not in e.title]
        return tuple(
            Example(e.outlet or "From a headline", f"What happened: {e.title.rstrip(' .?!')}?")
            for e in titled[:3]
        )
