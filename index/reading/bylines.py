"""Lines that state who published an article and when: bylines, dates, datelines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.reading.dates import CLOCK, parse_date
from index.reading.lines import Line
from index.reading.names import ROLE, is_outlet, is_person
from index.reading.types import Metadata

_LABEL = re.compile(
    r"(?P<label>(?:first |originally |last )?(?:published|posted|created|updated|modified)|date)"
    r"(?:\s+on\b)?(?:\s+at\b)?\s*:?\s+(?=\S)|(?P<label2>published|posted|updated|date):",
    re.I,
)
_SPECIAL = re.compile(r"^(?:special (?:to|for)|for|of)\s+(?:the\s+)?", re.I)
_MASTHEAD = re.compile(r"The [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}")
"""A name that is an outlet's if it stands between bars, beside a day or a byline."""

_SIGNED = re.compile(
    r"(?:(?:(?:written|story|reported|compiled|exclusive|analysis|opinion) )?by:?|(?:words|authors?):)"
    r"\s+(?=\S)",
    re.I,
)
_ASIDE = re.compile(
    rf"(?:(?:reading time:?\s*)?\d{{1,2}}[\s-]*min(?:ute)?s?(?:\s+read)?|{CLOCK})?", re.I
)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][^()\n]{1,60}?)?\s*\((?P<outlet>[^()]{2,40})\)\s*[-–—_]{1,2}\s*"
    r"|\((?P<outlet2>AP|AFP|Reuters|CNN(?: [A-Z]\w+)?)\)\s*"
    r"|(?:[A-Z][\w.' ,]{1,40} )?(?P<outlet3>CNN(?: [A-Z]\w+)?|AP|AFP|Reuters)\s+[-–—]{1,2}"
    r"(?:\s+|$)"
)


def stated(line: str) -> Metadata | None:
    """What a line says that holds nothing but a byline, dates, an outlet or a reading time.

    None for any other line. An update counts as the date when no date of publication is stated.
    """
    if not 4 <= len(line) <= 160:
        return None
    said, updated = Metadata(), Metadata()
    sure = False  # an outlet alone could as well be a heading
    barred = "|" in line
    for part in re.split(r"\s*[|•·]\s*|\s+[-–—]\s+|\s+(?=(?:last )?updated\b)", line, flags=re.I):
        label = _LABEL.match(part)
        day = parse_date(part[label.end() :] if label else part)
        if day and label and re.search("updated|modified", label[0], re.I):
            updated = updated.or_else(Metadata(published=day))
        elif day:
            said = said.or_else(Metadata(published=day))
        elif signed := byline(part):
            said = said.or_else(signed)
        elif is_outlet(part):
            said = said.or_else(Metadata(outlet=part))
            continue
        elif barred and is_person(part):
            said = said.or_else(Metadata(author=part))
            continue
        elif barred and _MASTHEAD.fullmatch(part):
            said = said.or_else(Metadata(outlet=part))
            continue
        elif not _ASIDE.fullmatch(part):
            return None
        sure = True
    return said.or_else(updated) if sure else None


def byline(part: str) -> Metadata | None:
    """``By Jane Doe and John Roe, Staff Writer``: the names, and the outlet when it is named."""
    match = _SIGNED.match(part)
    if not match or part.endswith((".", "!", "?")):
        return None
    names: list[str] = []
    outlet = None
    for piece in re.split(r"\s*(?:,|\band\b|&)\s*", part[match.end() :]):
        name, rest = _name_first(piece)
        bare = _SPECIAL.sub("", rest)
        names += [name] if name else []
        if is_outlet(bare):
            outlet = bare
        elif rest and not (names and "@" in rest) and not _is_role(rest, after_name=bool(names)):
            return None
    return Metadata(author=", ".join(names) or None, outlet=outlet) if names or outlet else None


def _is_role(words: str, *, after_name: bool) -> bool:
    """``Staff Writer`` behind a name, ``our health reporter`` before one."""
    return bool(ROLE.search(words)) and (after_name or words.lower().startswith("our "))


def _name_first(piece: str) -> tuple[str, str]:
    """``Jane Doe Special to the Post`` as the name and what follows it; either may be empty."""
    words = piece.split()
    for count in (len(words), 3, 2):
        name, rest = " ".join(words[:count]), " ".join(words[count:])
        if is_person(name) and (not rest or is_outlet(_SPECIAL.sub("", rest)) or ROLE.search(rest)):
            return name, rest
    return "", piece


def signature(lines: Sequence[Line]) -> tuple[Metadata, int] | None:
    """A byline without "By" at the top, and on how many lines: names, then an outlet."""
    if len(lines) < 3 or dateline(lines[0].text):
        return None
    says = byline(f"By {lines[0].text}")
    if not says or not says.author:
        return None
    if says.outlet:
        return says, 1
    outlet = _SPECIAL.sub("", lines[1].text)
    return (replace(says, outlet=outlet), 2) if is_outlet(outlet) else None


def dateline(line: str) -> tuple[int, Metadata] | None:
    """``BRUSSELS, Dec 3 (Reuters) -`` at the start of a line: its length and what it states."""
    match = _DATELINE.match(line)
    if not match or not match[0]:
        return None
    outlet = match["outlet"] or match["outlet2"] or match["outlet3"]
    place, _, day = (match["place"] or "").partition(",")
    # "Museum of Art (MOA) — 8 p.m." is a listing; the place of a dateline stands in capitals.
    published = parse_date(day.strip(" ,"))
    signed = place.isupper() and published and re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", outlet)
    if not signed and not is_outlet(outlet, acronym=place.isupper()):
        return None
    return match.end(), Metadata(outlet=outlet, published=published)
