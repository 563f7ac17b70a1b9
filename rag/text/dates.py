"""Dates as people write them, whole or in part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from index.dates import DAY, MONTH, MONTH_NAMES, MONTHS, YEAR

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{YEAR}-(?P<mm>[01]\d)-(?P<day>[0-3]\d)\b",
        rf"\b{MONTH}\s+{DAY}(?:,?\s+{YEAR})?\b(?![:.]\d)",
        rf"\b{DAY}\s+(?:of\s+)?{MONTH}(?:,?\s+{YEAR})?\b",
        rf"\b{MONTH},?\s+(?:of\s+)?{YEAR}\b",
        rf"(?:(?<![$£€\d.,-])|(?<=\bmid-)){YEAR}\b(?![,.]?\d|%)",
        rf"(?-i:\b(?P<month>{'|'.join(MONTH_NAMES)})\b)",
    )
)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which some parts may be unknown, and where it stands in its text."""

    year: int | None
    month: int | None
    day: int | None
    start: int = 0
    end: int = 0

    def agrees(self, other: PartialDate) -> bool:
        """Whether both could be the same day: every part that both know is equal, and one is."""
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        known = [(a, b) for a, b in pairs if a is not None and b is not None]
        return bool(known) and all(a == b for a, b in known)


def dates_in(text: str) -> Iterator[PartialDate]:
    """The dates in ``text``, the most precise reading of each place, in order of precision."""
    taken: list[tuple[int, int]] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(match.start() < end and match.end() > start for start, end in taken):
                continue
            found = _read(match)
            if found is not None:
                taken.append(match.span())
                yield found


def _read(match: re.Match[str]) -> PartialDate | None:
    parts = match.groupdict()
    month = MONTHS[parts["month"].lower()] if parts.get("month") else None
    month = int(parts["mm"]) if parts.get("mm") else month
    day = int(parts["day"]) if parts.get("day") else None
    year = int(parts["year"]) if parts.get("year") else None
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):
        return None
    return PartialDate(year, month, day, match.start(), match.end())


def of_day(day: date) -> PartialDate:
    """A whole date."""
    return PartialDate(day.year, day.month, day.day)
