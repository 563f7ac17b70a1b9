"""The title and the sub-headings of an article: they give context, but prove nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.reading.bylines import byline, dateline
from index.reading.furniture import furniture_lines
from index.reading.lines import (
    Line,
    blank_between,
    is_body,
    is_short,
    is_wrapped,
    lines_of,
    shared_words,
)
from index.reading.metadata import DATE_PREFIX, front_matter
from index.reading.names import is_outlet
from index.types import Span

_LONGEST_TITLE = 100
_SECTION = 3
"""Most words of a section's name above the title."""

_LABEL = 6
"""Most words of a line between the title and the body that tells nothing: an outlet, "Explainer"."""

_SENTENCE = re.compile(
    r".{20,}?(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\bMrs)[.!?][\"'”’)]*(?=\s|$)", re.S
)


def headline(text: str) -> Span | None:
    """The title at the head of an article's text, without its Markdown sign; None in doubt.

    Either a line without a full stop above the body, or a sentence that the next line repeats.
    """
    lines = lines_of(text)
    whole = furniture_lines(lines[:10], text)
    start = front_matter(text)[0]
    for number, line in enumerate(lines[:8]):
        if number in whole or line.end <= start:
            continue
        if number + 1 < len(lines) and _is_headline(text, lines, number):
            raw = text[line.start : line.end]
            opening = DATE_PREFIX.match(raw) or re.match(r"\s*(?:#{1,6}\s+)?", raw)
            shift = opening.end() if opening else 0
            return Span(line.start + shift, line.start + len(raw.rstrip()))
        if not _is_label(line.text, _SECTION):
            return None
    return None


def _is_headline(text: str, lines: Sequence[Line], number: int) -> bool:
    words, below = lines[number].text, lines[number + 1]
    if re.match(r"#{1,6}\s+\S", words):
        return True
    if is_wrapped(lines) and not blank_between(text, lines[number], below):
        return False
    if not is_body(words):
        plain = is_short(words) and words[-1] not in "?!" and len(words) <= 200
        other = byline(f"By {words}") or is_outlet(words) or re.match(r"\d+[.)]\s", words)
        return plain and len(words.split()) >= 4 and not other
    repeated = len(words) < len(below.text) and shared_words(words, below.text) >= 0.7
    return len(words) <= 140 and repeated


def title_of(text: str, spans: Sequence[Span]) -> str | None:
    """The headline, else the first sentence, cut at a word to about 100 characters."""
    if head := headline(text):
        words = " ".join(text[head.start : head.end].split())
        return re.sub(r"(?<![.A-Z])\.$", "", words)
    lines = lines_of(text)
    body = [line for line in lines if not any(s.start <= line.start < s.end for s in spans)]
    if not body:
        return None
    whole = body[0].text[:1000]
    if is_wrapped(lines):  # then a sentence goes on in the next line
        whole = re.split(r"(?:\r?\n|\r)\s*[\r\n]", text[body[0].start :].lstrip()[:1000])[0]
    begins = dateline(whole)
    rest = " ".join(whole[begins[0] if begins else 0 :].split())
    sentence = match[0] if (match := _SENTENCE.match(rest)) else rest
    if len(sentence) <= _LONGEST_TITLE:
        return re.sub(r"(?<![.A-Z])\.$", "", sentence) or None
    cut = sentence[: _LONGEST_TITLE - 1]
    return cut.rpartition(" ")[0].rstrip(" ,;:–—-") + "…" if " " in cut else cut + "…"


def headings(text: str) -> tuple[Span, ...]:
    """The title and the sub-headings in the text of an article, in order, each one line.

    A sub-heading is a short line without a full stop right above a paragraph. Three or more such
    lines in a row are a list, which belongs to the article. Beside the title only labels count: longer
    lines there are the article's summary.
    """
    lines = lines_of(text)
    start = front_matter(text)[0]
    front = {number for number, line in enumerate(lines) if line.end <= start}
    whole = furniture_lines(lines, text) | front
    wrapped = is_wrapped(lines)
    title = headline(text)
    found = list(_head(lines, whole, title)) if title else []
    after = found[-1].end if found else 0
    run: list[Line] = []
    begun = not title
    for number, line in enumerate(lines):
        if number in whole or line.start < after:
            run = []
        elif line.text.startswith("#") and re.match(r"#{1,6}\s+\S", line.text):
            found.append(Span(line.start, line.end))
            run = []
        elif _is_heading(line.text) and (not wrapped or _stands_alone(text, lines, number)):
            run.append(line)
        else:
            if len(run) <= 2 and (wrapped or is_body(line.text)) and begun:
                found.extend(Span(short.start, short.end) for short in run)
            begun = True
            run = []
    return tuple(found)


def _head(lines: Sequence[Line], whole: set[int], title: Span) -> Iterator[Span]:
    """The title and the labels above and below it, down to the body."""
    for number, line in enumerate(lines):
        if line.start <= title.start < line.end:
            yield title
        elif is_body(line.text) or line.text.startswith("#"):
            if line.start > title.start:
                return
        elif number not in whole and _is_label(
            line.text, _SECTION if line.start < title.start else _LABEL
        ):
            yield Span(line.start, line.end)


def _is_label(words: str, most: int) -> bool:
    """Whether a line is a few words and no sentence, question or figure."""
    plain = is_short(words) and words[-1] not in "?!" and not any(map(str.isdigit, words))
    return plain and len(words.split()) <= most


def _is_heading(words: str) -> bool:
    if len(words) > 100 or len(words.split()) > 14 or not is_short(words):
        return False
    if re.search(r"[a-z]{2}[.!?]\s", words):
        return False  # a sentence and something more
    if words.endswith(("?", "!")):
        return bool(
            re.match(r"(?:[Ww]h\w+|How|Is|Are|Was|Were|Will|Can|Do|Does|Did|Has|Have)\b", words)
        )
    return not words[0].islower()


def _stands_alone(text: str, lines: Sequence[Line], number: int) -> bool:
    above = number == 0 or blank_between(text, lines[number - 1], lines[number])
    last = number + 1 == len(lines)
    return above and (last or blank_between(text, lines[number], lines[number + 1]))
