"""A model's running text cut into sentences, each with the evidence numbers it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.sentences import sentence_spans

_NUMBERS = r"\s*\d{1,2}(?:\s*[,;]\s*\d{1,2})*\s*"
_SQUARE = rf"\s*[\[【]{_NUMBERS}[\]】]"
_ROUND = rf"\s*\({_NUMBERS}\)"
_MARK = rf"(?:{_SQUARE}|{_ROUND})"
_MARKS = re.compile(rf"(?:{_SQUARE})+")
_ROUND_AT_END = re.compile(rf"(?:{_ROUND})+(?=[.!?…\"”’')]*$)")
"""An age or a count stands in round brackets too: those are marks only where there are no others."""

_STOP_THEN_MARKS = re.compile(rf"(?P<stop>[.!?…][\"”’')]*)(?P<marks>(?:{_MARK})+)")
_UNFINISHED_MARK = re.compile(r"[\s\[【(\d,;]*")
_FINISHED = re.compile(rf"(?:[.!?…][\"”’')]*|{_MARK})\s*$")
_THOUGHT = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
_UNFINISHED_THOUGHT = re.compile(r"\s*<think>.*$", re.DOTALL)
_THOUGHT_ENDS = "</think>"
_LIST_ITEM = re.compile(r"^(?:[-*•]\s+|\(?\d{1,2}[.)]\s+|answer:\s*)+", re.IGNORECASE)


def sentences(pieces: Iterable[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each sentence as soon as the next one has begun; one that is broken off is left out.

    >>> list(sentences(["It rai", "ned. [1] It sno", "wed [2, 3]. It wa"]))
    [('It rained.', (1,)), ('It snowed.', (2, 3))]
    """
    text, given = "", 0
    for piece in pieces:
        text = _THOUGHT.sub("", text + piece)
        if _THOUGHT_ENDS in text:  # one that began in the prompt: all so far was part of it
            text, given = text.rpartition(_THOUGHT_ENDS)[2], 0
        *done, last = _split(text) or [""]
        if _UNFINISHED_MARK.fullmatch(last):  # it may still belong to the sentence before
            done = done[:-1]
        yield from _read(done[given:])
        given = max(given, len(done))
    parts = _split(text)
    if parts and not _FINISHED.search(text):
        parts = parts[:-1]
    yield from _read(parts[given:])


def _split(text: str) -> list[str]:
    """Sentences with their marks drawn in before the full stop: "It rained [1]."."""
    said = _STOP_THEN_MARKS.sub(r"\g<marks>\g<stop>", _UNFINISHED_THOUGHT.sub("", text))
    return [said[s.start : s.end] for s in sentence_spans(said)]


def _read(parts: Iterable[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for part in parts:
        marks = _MARKS if _MARKS.search(part) else _ROUND_AT_END
        numbers = [int(n) for mark in marks.findall(part) for n in re.findall(r"\d+", mark)]
        text = " ".join(_LIST_ITEM.sub("", marks.sub("", part).strip()).split())
        if any(c.isalpha() for c in text):
            yield text if text[-1] in '.!?…"”’' else f"{text}.", tuple(dict.fromkeys(numbers))
