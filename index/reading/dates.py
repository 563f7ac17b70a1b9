"""The day that a whole string names, or a path."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from index.dates import DAY, MONTH, MONTHS, YEAR

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
CLOCK = (
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:\(?(?:z|[a-z]{1,2}[sd]?t|utc|gmt|bst|cest)\)?)?(?:\s*[+-]\d{2}:?\d{2})?"
)
_DATE_FORMS = tuple(
    re.compile(rf"(?:{CLOCK},?\s+)?{_WEEKDAY}(?:{form})(?:[,t]?\s*(?:at|[-–])?\s*{CLOCK})?", re.I)
    for form in (
        rf"{YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})",
        rf"{YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:t\d{{6}}z?)?",
        rf"{DAY}[\s-]+(?:of\s+)?{MONTH},?[\s-]+{YEAR}",
        rf"{MONTH}\s+{DAY},?\s+{YEAR}",
        rf"(?P<one>\d{{1,2}})[/.-](?P<two>\d{{1,2}})[/.-]{YEAR}",
    )
)


def parse_date(text: str) -> date | None:
    """The one calendar day that ``text`` as a whole names, as it is written there; else None.

    A time of day and a time zone may stand beside it and don't move it. Numeric dates count only
    when they have one reading: ``25/12/2024`` does, ``04/12/2024`` doesn't.
    """
    text = " ".join(text.split())
    if len(text) > 64:
        return None
    for form in _DATE_FORMS:
        if match := form.fullmatch(text):
            return _day(match.groupdict())
    return None


def _day(parts: Mapping[str, str]) -> date | None:
    year = int(parts["year"])
    if "one" in parts:
        one, two = int(parts["one"]), int(parts["two"])
        readings = {d for d in (_date(year, two, one), _date(year, one, two)) if d}
        return readings.pop() if len(readings) == 1 else None
    month = MONTHS.get(parts["month"].lower()) or int(parts["month"])
    return _date(year, month, int(parts["day"]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_DATE_IN_PATH = re.compile(
    r"(?<![0-9A-Za-z])((?:19|20)\d{2})([-_./]?)(\d{2})\2(\d{2})(?![0-9A-Za-z])"
)


def date_in_path(path: str) -> date | None:
    """The date in a file's path or in a URL (``2024-12-04-title.txt``, ``/2024/12/04/``)."""
    found = {_date(int(y), int(m), int(d)) for y, _, m, d in _DATE_IN_PATH.findall(path)}
    return found.pop() if len(found) == 1 else None
