"""The reader seam: how far does each sentence of a passage answer the question?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Reading:
    """What one passage says about a question.

    ``answerable`` is the probability that the passage answers it. ``sentences`` has one probability
    for each sentence. ``focus`` has, for each sentence, the ``(start, end)`` characters within that
    sentence of the words most likely to be the answer, or None.
    """

    answerable: float
    sentences: tuple[float, ...]
    focus: tuple[tuple[int, int] | None, ...]


class Reader(Protocol):
    """Reads passages against questions."""

    def read(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[Reading]:
        """One reading for each question with a passage, which is the list of its sentences."""
        ...
