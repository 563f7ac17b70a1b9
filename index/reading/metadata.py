"""Who published an article, when, and under which title, where its own text plainly states it.

A wrong date or outlet misleads a reader more than a missing one, so everything here answers None
when in doubt: ``04/12/2024`` is no date, and a date inside the body is not the date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.reading.bylines import dateline, signature, stated
from index.reading.dates import parse_date
from index.reading.fields import METADATA_KEYS, field_key, metadata_of
from index.reading.lines import Line, is_body, lines_of
from index.reading.names import is_outlet
from index.reading.types import Metadata

_KEY_VALUE = re.compile(r"([A-Za-z][A-Za-z _-]{1,18}):\s+(\S.*)")
# "TASR writes according to an AFP report": an agency speaks of itself in the present tense and
# names another medium as its source; "Reuters reported, citing officials" speaks of someone else.
_OWN_NAME = re.compile(
    r"(?:^|[,;.”\"]\s|\bas\s)(?P<outlet>[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,3}) "
    r"(?:reports|writes),? (?:citing|quoting|according to|with reference to|referring to) "
    r"(?:an? |the )?"
    r"(?P<medium>(?:[\w.'’-]+ ){0,3}?(?:media|press|outlets|news agenc\w+|report|newspaper\w*)\b"
    r"|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})"
)
_MORE_FROM = re.compile(r"(?:read|see|get)? ?more from (?:the )?(?P<outlet>[^:]{2,40}):?", re.I)
DATE_PREFIX = re.compile(r"\s*(?:date:?\s+)?(\d{4}-\d{2}-\d{2})(?:\s*[:|–—-])?\s+(?=\S)", re.I)
_FRONT = re.compile(r"---[ \t]*\r?\n(?P<body>.{1,8000}?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)


def recognise(text: str) -> Metadata:
    """What the text of an article itself states about its date, outlet, link and author.

    The title is another matter: see :func:`index.reading.headings.headline`.
    """
    lines = lines_of(text)
    found = front_matter(text)[1]
    found = found.or_else(_date_prefix(lines)).or_else(header(lines)[0])
    for line in lines[:3]:
        if begins := dateline(line.text):
            found = found.or_else(begins[1])
    for line in lines[-3:]:
        found = found.or_else(stated(line.text) or Metadata())
    return found.or_else(Metadata(outlet=next(_own_names(lines), None)))


def front_matter(text: str) -> tuple[int, Metadata]:
    """The ``---`` block of ``key: value`` lines that may open Markdown: its length, what it says.

    ``(0, Metadata())`` when there is none with a field that is known.
    """
    match = _FRONT.match(text)
    if not match:
        return 0, Metadata()
    pairs = (line.partition(":") for line in match["body"].splitlines())
    says = metadata_of({k.strip(): v.strip().strip("\"'") for k, colon, v in pairs if colon})
    return (match.end(), says) if says != Metadata() else (0, says)


def _date_prefix(lines: Sequence[Line]) -> Metadata:
    match = DATE_PREFIX.match(lines[0].text) if lines else None
    return Metadata(published=parse_date(match[1])) if match else Metadata()


def header(lines: Sequence[Line]) -> tuple[Metadata, frozenset[int]]:
    """What stands above the article, and the numbers of the lines that hold nothing else."""
    found, numbers = _key_values(lines)
    mastheads: list[int] = []  # could as well be headings, but for a byline or a day beside them
    for number, line in enumerate(lines[:8]):
        if number in numbers:
            continue
        if is_body(line.text):
            break
        if not number and (signed := signature(lines)):
            found = found.or_else(signed[0])
            numbers |= set(range(signed[1]))
        elif says := stated(line.text):
            found = found.or_else(says)
            numbers.add(number)
        elif is_outlet(line.text):
            mastheads.append(number)
    if mastheads and (found.published or found.author):
        found = found.or_else(Metadata(outlet=lines[mastheads[0]].text))
        numbers |= set(mastheads)
    return found, frozenset(numbers)


def _key_values(lines: Sequence[Line]) -> tuple[Metadata, set[int]]:
    """The run of ``Title: …``, ``Date: …`` lines at the top; one line alone must prove itself."""
    record: dict[str, object] = {}
    for line in lines[:8]:
        match = _KEY_VALUE.fullmatch(line.text)
        if not match or field_key(match[1]) not in METADATA_KEYS:
            break
        record[match[1]] = match[2]
    says = metadata_of(record)
    proven = says.published or is_outlet(says.outlet or "") or "://" in (says.url or "")
    sure = len(record) > 1 or proven
    return (says, set(range(len(record)))) if sure else (Metadata(), set())


def _own_names(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines[:4]:
        for match in _OWN_NAME.finditer(line.text):
            if is_outlet(match["outlet"], acronym=True) and _is_medium(match["medium"]):
                yield match["outlet"]
    for line in lines:
        more = _MORE_FROM.fullmatch(line.text)
        if more and is_outlet(more["outlet"]):
            yield more["outlet"].strip()


def _is_medium(name: str) -> bool:
    """Whether the words after "citing" mean a medium: one by name, or "Western media"."""
    kind = r"(?:media|press|outlets|agenc\w+|newspaper\w*)$|^[A-Z]\S* report$"
    return is_outlet(name) or bool(re.search(kind, name))
