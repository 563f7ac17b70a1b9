"""A model's reply cut into sentences, each with the evidence numbers it cites.

Running text with marks, or JSON: which of the two is seen from the reply, since there are servers
that take the request for JSON and then do not hold the model to it.
"""

from __future__ import annotations

import json
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


_JSON = re.compile(r"\s*(?:```|\{|\[\s*\{)")
_OPENING = re.compile(r'\s*(?:```(?:json)?\s*)?(?:\{\s*"sentences"\s*:\s*)?\[')
_DECODER = json.JSONDecoder()


def sentences(pieces: Iterable[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each sentence as soon as it has ended; one that is broken off is left out.

    An empty piece is passed on as an empty sentence: whoever reads may stop.

    >>> list(sentences(["It rai", "ned. [1] It sno", "wed [2, 3]. It wa"]))
    [('It rained.', (1,)), ('It snowed.', (2, 3))]
    >>> list(sentences(['{"sentences": [{"text": "It rained.", "from": [1]}, {"text": "It sn']))
    [('It rained.', (1,))]
    """
    text, given = "", 0
    for piece in pieces:
        if not piece:
            yield "", ()
            continue
        text = _THOUGHT.sub("", text + piece)
        if _THOUGHT_ENDS in text:  # one that began in the prompt: all so far was part of it
            text, given = text.rpartition(_THOUGHT_ENDS)[2], 0
        done = _from_json(text) if _JSON.match(text) else _ended(text)
        yield from _read(done[given:])
        given = max(given, len(done))
    if not _JSON.match(text):
        parts = _split(text)
        yield from _read(parts[given : None if _FINISHED.search(text) else -1])


def _from_json(text: str) -> list[str]:
    """The finished sentences of a JSON reply, marked as in running text."""
    opening, done = _OPENING.match(text), []
    rest = text[opening.end() :] if opening else ""
    while rest := rest.lstrip(", \t\r\n"):
        try:
            found, end = _DECODER.raw_decode(rest)
        except (ValueError, RecursionError):  # not finished yet, or not JSON
            break
        rest = rest[end:]
        if isinstance(found, dict) and isinstance(said := found.get("text"), str):
            cited = found.get("from")
            numbers = cited if isinstance(cited, list) else [cited]
            marks = "".join(f" [{n}]" for n in numbers if type(n) is int)
            done += [part + marks for part in _split(said)]
    return done


def _ended(text: str) -> list[str]:
    """The sentences of running text after which the next one has begun."""
    *done, last = _split(text) or [""]
    if _UNFINISHED_MARK.fullmatch(last):  # it may still belong to the sentence before
        return done[:-1]
    return done


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
