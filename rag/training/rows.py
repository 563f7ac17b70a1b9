"""A question with the sentences that answer it, as training sees it, and what compares texts."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rag.training.templates import STOP

_WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Foil:
    """A question that the text does not answer, and the sentence that tempts to one, where known."""

    question: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A question with as much of its surroundings as is known; ``pool`` names whose text it may meet.

    ``foils`` are questions asked of the same text that it does not answer.
    """

    question: str
    sentences: tuple[str, ...]
    labels: tuple[int, ...]
    answers: tuple[str, ...]
    pool: str
    source: str
    title: str = ""
    foils: tuple[Foil, ...] = ()


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of one gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def words(text: str) -> list[str]:
    """Lower-case words and numbers."""
    return _WORD.findall(text.lower())


@lru_cache(1 << 16)
def plain(text: str) -> tuple[str, frozenset[str]]:
    """A text's words, blanks around each, and their set."""
    found = words(text)
    return f" {' '.join(found)} ", frozenset(found)


@lru_cache(1 << 17)
def content(text: str) -> frozenset[str]:
    """The first five letters of every word that carries meaning."""
    return frozenset(w[:5] for w in words(text) if w not in STOP)


def tidy(text: str) -> str:
    """Detokenised: no ``-lrb-``, no blanks before punctuation."""
    text = text.replace("-lrb-", "(").replace("-rrb-", ")").replace("``", '"').replace("''", '"')
    text = re.sub(r"\s+([,.;:?!%)])", r"\1", text)
    return re.sub(r"\(\s+", "(", re.sub(r" (['’]\w{1,2}\b)", r"\1", text)).strip()


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether any of the answers, or most of a long one's words, stands in the text."""
    line, known = plain(text)
    for answer in answers:
        wanted = words(answer)
        if not wanted:
            continue
        if f" {' '.join(wanted)} " in line:
            return True
        rare = {w for w in wanted if w not in STOP}
        if len(rare) > 2 and len(rare & known) >= 0.7 * len(rare):
            return True
    return False


def is_held_out(title: str, share: float = 0.25) -> bool:
    """Whether the article of this title is for development only, as about ``share`` of them are."""
    return hashlib.sha256(title.encode()).digest()[0] < 256 * share


def cut_passages(
    sentences: Sequence[str], most: int = 6, limit: int = 130
) -> list[tuple[str, ...]]:
    """Runs of at most ``most`` sentences and, but for a single long one, ``limit`` words."""
    runs: list[list[str]] = [[]]
    for sentence in sentences:
        size = sum(len(s.split()) for s in runs[-1]) + len(sentence.split())
        if runs[-1] and (len(runs[-1]) >= most or size > limit):
            runs.append([])
        runs[-1].append(sentence)
    return [tuple(run) for run in runs if run]
