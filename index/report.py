"""What reading a corpus has to say about the files it could not, or did not, use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "binary",
    "broken",
    "duplicate",
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


class ReadError(ValueError):
    """A file that gives no article; becomes a :class:`Problem` before it leaves this package."""

    def __init__(self, reason: str, kind: Kind) -> None:
        """``reason`` and ``kind`` as in :class:`Problem`."""
        super().__init__(reason)
        self.reason = reason
        self.kind = kind


def summary(problems: Iterable[Problem]) -> str:
    """One line for a person, most frequent kind first: ``3 skipped, 1 empty``; empty for none."""
    counts = Counter(problem.kind for problem in problems)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {kind}" for kind, count in ranked)
