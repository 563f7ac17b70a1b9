"""What an adapter is, and what it is given to work with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from evals.files import Row, sample
from evals.outside.library import Document, Library
from evals.statistics import auc, bootstrap, mean
from rag.config import Settings

T = TypeVar("T")
Figure = dict[str, float | None]
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where a benchmark is run: the product's settings, how many questions, who is told."""

    name: str
    settings: Settings
    limit: int | None
    progress: Progress

    def library(self, documents: Iterable[Document]) -> Library:
        """The documents, indexed; quick when they were indexed before."""
        what = f"{self.name}: articles indexed"
        return Library(documents, self.settings, lambda done, all_: self.progress(done, all_, what))

    def chosen(self, items: Sequence[T]) -> list[T]:
        """As many of the questions as are wanted."""
        return sample(items, self.limit)

    def each(self, items: Sequence[T]) -> Iterator[T]:
        """The items one by one, with progress."""
        for done, item in enumerate(items):
            self.progress(done, len(items), f"{self.name}: questions asked")
            yield item
        self.progress(len(items), len(items), f"{self.name}: questions asked")


@dataclass(frozen=True, slots=True)
class Measured:
    """A benchmark's figures, each over questions, and what they were measured with."""

    figures: Mapping[str, Figure]
    settings: Mapping[str, Any]


class Adapter(Protocol):
    """One benchmark and its protocol."""

    name: str
    """How its folders begin, as in ``realtimeqa_2025``."""

    files: str
    """What a user puts there."""

    known: ClassVar[Mapping[str, Any]]
    """Floors and anchors to read the figures against, each with its source."""

    def measure(self, rows: Sequence[Row], bench: Bench) -> Measured:
        """Ask the benchmark's questions.

        Raises:
            DataError: a row lacks what is needed.
        """
        ...


def share(values: Iterable[float]) -> Figure:
    """The mean of ``values`` with its bootstrap interval; of truths, how often they hold."""
    return mean(list(values)).to_dict()


def told_apart(answerable: Sequence[float], unanswerable: Sequence[float]) -> Figure:
    """AUC of the product's score: does it rank questions with an answer above those without?"""
    scores = [max(score, -99.0) for score in (*answerable, *unanswerable)]
    labels = [1.0] * len(answerable) + [0.0] * len(unanswerable)
    return bootstrap(auc, [scores, labels]).to_dict()
