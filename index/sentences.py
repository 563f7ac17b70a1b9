"""Where the sentences of a news text begin and end.

Rules rather than a model: every cited span rests on these offsets, so they must be explainable.
A quotation stays in one piece with the words that say who spoke, unless it is very long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from index.types import Span

LONG_QUOTE = 400
"""Characters; a quotation longer than this is cut at the sentences inside it."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALWAYS = _words(  # never the end of a sentence: a name or a number follows
    "mr mrs ms mx dr prof rev fr sr br gen lt col maj capt cmdr sgt cpl adm sen rep gov pres "
    "amb hon supt det insp messrs vs v approx ca cf e.g i.e al dept"
)
_NUMBERED = _words("no nos vol fig pp")  # "No. 5", but "He said no."
_MONTHS = _words("jan feb mar apr jun jul aug sep sept oct nov dec")
_SOMETIMES = _words(  # may end a sentence: only a word that commonly opens one tells
    "inc ltd co corp plc llc bros jr esq etc a.m p.m am pm ph.d m.d b.a m.a st ave blvd rd mt ft "
    "est"
)
_OPENERS = _words(
    "a after all also although an and another as at because before both but by despite during each "
    "earlier even for from he her here his how however if in it its last later many meanwhile more "
    "most mr mrs ms my nearly no nor not now of officials on once one only or our over police she "
    "since so some such that the their then there these they this those though three to two under "
    "until we what when where whether which while who why with you"
)
_SAID = (
    "said|says|asked|asks|added|adds|told|wrote|replied|answered|exclaimed|shouted|continued|stated"
)
_ATTRIBUTION = re.compile(rf"(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{_SAID})\b|(?:{_SAID})\b")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"”’'»)\]]*(?=\s)")
_WORD_BEFORE = re.compile(r"[\w.’'&-]+$")
_BLANK_LINE = re.compile(r"(?>\r\n?|\n)[^\S\r\n]*(?>\r\n?|\n)")
_OPENS = "\"“‘«„'([—–-•·*¿¡$£¥#@"  # besides letters and digits
_LOOK = 120  # characters around a full stop that can tell what it is
_OPENING, _CLOSING = "“«„", "”»"


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of ``text``, in order, trimmed of surrounding white space.

    Line breaks end a sentence, except in hard-wrapped text, where only blank lines do.
    """
    spans = []
    for block in _blocks(text):
        for start, end in _split_block(text, block):
            while start < end and text[start].isspace():
                start += 1
            while end > start and text[end - 1].isspace():
                end -= 1
            if start < end:
                spans.append(Span(start, end))
    return tuple(spans)


def _blocks(text: str) -> Iterator[Span]:
    """Runs of text that no sentence crosses: lines, or paragraphs where lines are hard-wrapped."""
    separator = _BLANK_LINE if _is_hard_wrapped(text) else re.compile(r"[\n\r\x0b\x0c\u2028\u2029]")
    start = 0
    for match in separator.finditer(text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def _is_hard_wrapped(text: str) -> bool:
    """Whether lines were cut at a fixed width, as in e-mail and PDF text, and not by the writer."""
    lines = text.splitlines()
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(pairs) < 4 or max(map(len, lines)) > 130:
        return False
    run_on = sum(a.rstrip()[-1] not in ".!?:”\"’'…" and len(a) > 45 for a, _ in pairs)
    return run_on > 0.6 * len(pairs)


def _split_block(text: str, block: Span) -> Iterator[tuple[int, int]]:
    quotes = _quotations(text, block)
    start, quote = block.start, 0
    for stop in _STOP.finditer(text, block.start, block.end):
        while quote < len(quotes) and quotes[quote].end <= stop.end():
            quote += 1
        inside = quote < len(quotes) and quotes[quote].start < stop.start()
        if not inside and _ends_sentence(text, stop, block):
            yield start, stop.end()
            start = stop.end()
    yield start, block.end


def _quotations(text: str, block: Span) -> list[Span]:
    """Quotations that must stay whole: each from its opening mark to just after its closing one.

    A mark that is never closed within the block (newspapers leave it open when a quotation runs
    over several paragraphs) protects nothing.
    """
    found = []
    opened: int | None = None
    inner = False  # inside "…" within “…”
    for at in range(block.start, block.end):
        mark = text[at]
        if mark not in '"“”«»„':
            continue
        if opened is None:
            if mark in _OPENING or (mark == '"' and _may_open(text, at)):
                opened, inner = at, False
        elif mark == '"' and text[opened] != '"' and (inner or _may_open(text, at)):
            inner = not inner
        elif mark in _CLOSING or mark == '"':
            if at + 1 - opened <= LONG_QUOTE:
                found.append(Span(opened, at + 1))
            opened = None
        elif mark in _OPENING and not _may_open(text, at):
            opened = None  # “…“, a closing mark typed the wrong way round
    return found


def _may_open(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in "([—–-:‘'") and not after.isspace()


def _ends_sentence(text: str, stop: re.Match[str], block: Span) -> bool:
    rest = text[stop.end() : min(stop.end() + _LOOK, block.end)].lstrip()
    if not rest:
        return True
    first = rest[0]
    if first.islower():
        return False
    if not (first.isupper() or first.isdigit() or first in _OPENS or ord(first) > 0x2FF):
        return False
    marks = stop.group()
    if marks != ".":
        quoted_aside = marks[-1] in "\"”’'»" and _ATTRIBUTION.match(rest)
        return not quoted_aside
    return _full_stop_ends(text[max(stop.start() - _LOOK, block.start) : stop.start()], rest)


def _full_stop_ends(before: str, rest: str) -> bool:
    """Whether a lone full stop after ``before`` ends a sentence and not an abbreviation."""
    match = _WORD_BEFORE.search(before)
    word = match.group().strip("’'-").lower() if match else ""
    opener = re.match(r"[\"“‘«„'(\[]*([\w’']+)", rest)
    next_word = opener.group(1).lower() if opener else ""
    if word in _ALWAYS:
        return False
    if word in _MONTHS or word in _NUMBERED:
        return not rest[0].isdigit()
    initials = bool(re.fullmatch(r"(?:[a-z]\.)+[a-z]", word))
    if initials or word in _SOMETIMES:
        return next_word in _OPENERS or rest[0] in '"“‘«„'
    if len(word) == 1 and word.isalpha() and match and match.group().isupper():
        return word == "i" or next_word in _OPENERS  # "J. Smith", but "plan B. The"
    return True
