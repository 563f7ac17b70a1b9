"""Amounts as they stand in a sentence: "$725 million", "32 nations", "an hour and ten minutes"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.text.dates import dates_in
from rag.text.numbers import NUMBER, value
from rag.text.words import STOP_WORDS, stem


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts: ``value`` with its scale applied, ``unit`` as a word stem.

    ``text`` is how it stands in the sentence.
    """

    value: float
    unit: str
    text: str


def quantities(text: str) -> list[Quantity]:
    """The amounts in ``text`` that count something, dates left out: "$725 million", "32 nations"."""
    return [amount for amount in amounts(text) if amount.unit]


def amounts(text: str) -> list[Quantity]:
    """The amounts in ``text``, dates left out, also those of nothing in particular (no ``unit``)."""
    plain = without_dates(text)
    found = [_at(match) for match in _QUANTITY.finditer(plain)]
    return [quantity for _, _, quantity in _joined([*found, *_worded(plain)], plain)]


def in_base(quantity: Quantity) -> Quantity:
    """The same in the unit that all of its kind come to: two hours are 7,200 seconds, "£" is "pound"."""
    unit, times = _BASE.get(quantity.unit, (quantity.unit, 1))
    return replace(quantity, value=quantity.value * times, unit=unit)


def without_dates(text: str) -> str:
    """The text with blanks for its dates, whose numbers count nothing."""
    for found in sorted(dates_in(text), key=lambda d: -d.start):
        text = text[: found.start] + " " * (found.end - found.start) + text[found.end :]
    return text


_Placed = tuple[int, int, Quantity]
"""Start and end in the text."""

_QUANTITY = re.compile(rf"{NUMBER}(?:[ -]?(?P<unit>%|[a-zA-Z]+))?", re.IGNORECASE)

_SPAN = r"(?P<unit>hour|day|week|month|year|decade|century|minute)"
_PART_OF_ONE = re.compile(
    rf"\b(?:(?P<part>half|(?:a )?quarter of|three quarters of) an? {_SPAN}\b"
    rf"|an? {_SPAN.replace('unit', 'whole')} and (?P<more>a half|a quarter)\b)",
    re.IGNORECASE,
)
_ONE_AND = re.compile(rf"\ban? {_SPAN},? (?:and )?$", re.IGNORECASE)
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.75}

_UNITS: dict[str, dict[str, float]] = {
    "second": {
        "second": 1,
        **dict.fromkeys(("minute", "min", "mins"), 60),
        **dict.fromkeys(("hour", "hrs"), 3600),
        "day": 86_400,
        "week": 604_800,
        "fortnight": 1_209_600,
    },
    "month": {"month": 1, "year": 12, "decade": 120, "century": 1200},
    "metre": {
        **dict.fromkeys(("m", "metre", "meter"), 1),
        **dict.fromkeys(("km", "kilometre", "kilometer"), 1000),
        **dict.fromkeys(("cm", "centimetre", "centimeter"), 0.01),
    },
    "tonne": {"tonne": 1, **dict.fromkeys(("kg", "kilo", "kilogram", "kilogramme"), 0.001)},
    "dollar": dict.fromkeys(("$", "dollar", "usd"), 1),
    "pound": dict.fromkeys(("£", "pound", "gbp"), 1),
    "euro": dict.fromkeys(("€", "euro", "eur"), 1),
    "yen": dict.fromkeys(("¥", "yen"), 1),
    "rouble": dict.fromkeys(("rouble", "ruble"), 1),
    **{coin: {coin: 1} for coin in "cent crown franc kroner peso rupee yuan".split()},
    "percent": dict.fromkeys(("%", "percent", "per", "percentage", "pc"), 1),
}
"""What is measured, by its base unit, and how much of that each unit is."""

_BASE = {
    stem(word): (unit, times) for unit, words in _UNITS.items() for word, times in words.items()
}


def _at(match: re.Match[str]) -> _Placed:
    """A number with its sign or the word behind it; "and" or "are" is no unit."""
    word = match["unit"] or ""
    counts = bool(word) and not match["sign"] and word.lower() not in STOP_WORDS
    end = match.end() if counts else match.end("scales")
    unit = stem(word) if counts else (match["sign"] or "")[-1:]
    return (
        match.start(),
        end,
        Quantity(value(match), unit, _words(match.string, match.start(), end)),
    )


def _words(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _worded(text: str) -> Iterator[_Placed]:
    """ "Half an hour", "a day and a half"."""
    for match in _PART_OF_ONE.finditer(text):
        words = (match["part"] or match["more"]).lower().removesuffix(" of").split()
        worth = _PARTS[words[-1]] + (1 if match["more"] else 0)
        unit = stem(match["unit"] or match["whole"])
        yield match.start(), match.end(), Quantity(worth, unit, match.group())


def _joined(found: list[_Placed], text: str) -> list[_Placed]:
    """Those that are one together made one: "two hours and 20 minutes", "an hour and ten minutes"."""
    joined: list[_Placed] = []
    for placed in sorted(found, key=lambda placed: (placed[0], -placed[1])):
        start = placed[0]
        if joined and start < joined[-1][1]:
            continue
        follows = joined and _JOINS.fullmatch(text, joined[-1][1], start)
        if follows and (whole := _sum(joined[-1], placed, text)):
            joined[-1] = whole
        else:
            joined.append(_with_one_before(placed, text))
    return joined


def _with_one_before(placed: _Placed, text: str) -> _Placed:
    """The amount with the "an hour and" that stands before it, if that makes one of them."""
    one = _ONE_AND.search(text[: placed[0]])
    larger = one and (one.start(), one.end(), Quantity(1.0, stem(one["unit"]), one.group()))
    return (larger and _sum(larger, placed, text)) or placed


def _sum(larger: _Placed, smaller: _Placed, text: str) -> _Placed | None:
    """Both as one amount of the smaller unit, if they are a longer and a shorter span of time."""
    (start, _, one), (_, end, other) = larger, smaller
    (unit, worth), (kind, times) = (_BASE.get(q.unit, ("", 1.0)) for q in (one, other))
    if unit != kind or unit not in _SPANS or worth <= times:
        return None
    total = one.value * worth / times + other.value
    return start, end, Quantity(total, other.unit, _words(text, start, end))


MEASURED = frozenset(unit for unit, _ in _BASE.values())
"""The units of what is measured and not counted."""

_SPANS = ("second", "month")
_JOINS = re.compile(r",? (?:and )?")
