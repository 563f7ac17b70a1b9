"""The lines of a text and their shape: paragraph, headline, wrapped at a fixed width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Line:
    """A line that isn't blank: its place in the text, without the line ending, and its words."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of ``text`` that hold something; ``text`` of a line is stripped, its span isn't."""
    found = re.finditer(r"[^\r\n\u2028\u2029]+", text)
    return tuple(Line(m.start(), m.end(), m[0].strip()) for m in found if m[0].strip())


_SENTENCE_END = re.compile(r"[.!?…][\"'”’“»)\]]*$")


def is_body(line: str) -> bool:
    """Whether a line reads as a sentence or a paragraph rather than as a heading or a label."""
    words = len(line.split())
    return words > 30 or (words > 7 and bool(_SENTENCE_END.search(line)) and line[-1] != "?")


def is_short(words: str) -> bool:
    """Whether a line has the shape of a headline: few words, no full stop, not half a sentence."""
    if len(words.split()) > 25 or re.match(r"[-–—−*•·>|]", words) or words[-1] in ":;,-–—":
        return False
    bare = words.rstrip("\"'”’“»)] ")
    return not bare.endswith(".") or bare.endswith("...")


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether sentences are broken into lines of a fixed width, as in plain-text mail."""
    long = sum(len(line.text) > 120 for line in lines)
    broken = sum(
        is_short(one.text) and two.text[0].islower() and len(one.text) > 30
        for one, two in pairwise(lines)
    )
    return long <= len(lines) / 20 and broken >= max(2, len(lines) / 6)


def blank_between(text: str, one: Line, two: Line) -> bool:
    """Whether a blank line stands between two lines that follow each other."""
    gap = text[one.end : two.start]
    return max(gap.count("\n"), gap.count("\r")) > 1


def shared_words(words: str, rest: str) -> float:
    """The share of the longer words of ``words`` that also stand in ``rest``."""
    wanted = _long_words(words)
    return len(wanted & _long_words(rest)) / len(wanted) if wanted else 0.0


def _long_words(words: str) -> set[str]:
    return {word for word in re.findall(r"\w+", words.lower()) if len(word) > 3}
