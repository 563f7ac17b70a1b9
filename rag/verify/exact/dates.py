"""Days and dates, read against the day of the article: "on Tuesday" may be "December 3"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from rag.text.dates import PartialDate, dates_in, of_day
from rag.verify.exact.finding import Finding

_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAY = re.compile(rf"\b(?P<day>{'|'.join(_WEEKDAYS)})s?\b", re.IGNORECASE)
_RELATIVE = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_RELATIVE_DAY = re.compile(rf"\b({'|'.join(_RELATIVE)})\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"\b(?P<which>last|next|this|previous|coming) (?P<what>night|week|month|year|spring|summer|autumn|"
    r"fall|winter|decade|century)\b|\b(?P<part>early|mid|late)[- ](?=[A-Z])",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:next|coming|upcoming|will|to be|set to|due)\b", re.IGNORECASE)


def date_findings(
    claim: str, evidence: Sequence[str], published: Sequence[date | None] = ()
) -> Iterator[Finding]:
    """Days that ``claim`` names and ``evidence`` does not, each text read on its day."""
    days = [*published, *[None] * (len(evidence) - len(published))]
    known = [d for text, day in zip(evidence, days, strict=True) for d in _days(text, day)]
    named = {w for text, day in zip(evidence, days, strict=True) for w in weekdays(text, day)}
    reference = next((day for day in days if day), None)
    for found in dates_in(claim):
        if not any(_covers(other, found) for other in known):
            yield Finding("date", f"“{claim[found.start : found.end]}” is not in the evidence")
    for match in _WEEKDAY.finditer(claim):
        if _WEEKDAYS.index(match["day"].lower()) not in named:
            yield Finding("date", f"“{match.group()}” is not in the evidence")
    for match in _RELATIVE_DAY.finditer(claim):
        if not _holds_relative(match.group().lower(), evidence, known, reference):
            yield Finding("date", f"“{match.group()}” is not in the evidence")
    yield from _period_findings(claim, " ".join(evidence))


def days_told(text: str, published: date | None) -> frozenset[PartialDate]:
    """The days that ``text``, of an article of that day, speaks of; a weekday by that day too."""
    return frozenset(replace(day, start=0, end=0) for day in _days(text, published))


def _days(text: str, published: date | None) -> Iterator[PartialDate]:
    """The dates of ``text``; a day without a year, a weekday, "yesterday" by the article's day.

    A weekday is the last one before that day, or the next, if the sentence speaks of the future.
    """
    for found in dates_in(text):
        yield _with_year(found, published)
    if published is None:
        return
    for match in _WEEKDAY.finditer(text):
        ago = (published.weekday() - _WEEKDAYS.index(match["day"].lower())) % 7
        yield of_day(published - timedelta(ago))
        if _AHEAD.search(text):
            yield of_day(published + timedelta(7 - ago))
    for match in _RELATIVE_DAY.finditer(text):
        yield of_day(published + timedelta(_RELATIVE[match.group().lower()]))


def _with_year(found: PartialDate, published: date | None) -> PartialDate:
    if found.year or found.month is None or not published:
        return found
    years = (published.year, published.year - 1, published.year + 1)
    ahead = found.month - published.month
    return replace(found, year=min(years, key=lambda y: abs((y - published.year) * 12 + ahead)))


def _covers(known: PartialDate, claimed: PartialDate) -> bool:
    """Whether everything that ``claimed`` tells is told by ``known``."""
    pairs = ((claimed.year, known.year), (claimed.month, known.month), (claimed.day, known.day))
    return all(said == told for said, told in pairs if said is not None)


def weekdays(text: str, published: date | None) -> Iterator[int]:
    """The weekdays that ``text`` names, or on which its whole dates fall; Monday is 0."""
    for match in _WEEKDAY.finditer(text):
        yield _WEEKDAYS.index(match["day"].lower())
    for found in (*dates_in(text), *_relative_days(text, published)):
        whole = _with_year(found, published)
        if whole.year and whole.month and whole.day:
            try:
                yield date(whole.year, whole.month, whole.day).weekday()
            except ValueError:
                continue


def _relative_days(text: str, published: date | None) -> Iterator[PartialDate]:
    for match in _RELATIVE_DAY.finditer(text):
        if published:
            yield of_day(published + timedelta(_RELATIVE[match.group().lower()]))


def _holds_relative(
    word: str, evidence: Sequence[str], known: Sequence[PartialDate], reference: date | None
) -> bool:
    if any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for text in evidence):
        return True
    day = reference + timedelta(_RELATIVE[word]) if reference else None
    return day is not None and any(_covers(other, of_day(day)) for other in known)


def _period_findings(claim: str, evidence: str) -> Iterator[Finding]:
    told = {match.group().lower() for match in _PERIOD.finditer(evidence)}
    for match in _PERIOD.finditer(claim):
        said = match.group().lower()
        if said not in told and any(_same_thing(said, other) for other in told):
            yield Finding("date", f"“{match.group()}” is not in the evidence")


def _same_thing(said: str, told: str) -> bool:
    return said.split()[-1] == told.split()[-1] or (said in _PARTS and told in _PARTS)


_PARTS = frozenset(part + mark for part in ("early", "mid", "late") for mark in (" ", "-"))
