"""Names of one country that stand for each other: "Berlin" and "German" both speak of Germany."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from rag.text.words import STOP_WORDS, Word, stem, words

_THE = re.compile(r"\b[Tt]he $")
_PLACE = re.compile(
    r"\b(?:in|of|near|at|from|around|outside|across|through|over|into|visit(?:s|ed|ing)?|reach(?:ed)?|"
    r"left?|leave) (?:the )?$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"-|,? (?:[A-Z]\w+|D\.C)")
_NAME_BEFORE = re.compile(r"([A-Z][\w’'.-]*) $")
_BARE_POSSESSIVE = re.compile(r"^(['’])(?!s)")
_SEATS = frozenset(("Kremlin", "White House", "Downing Street", "Whitehall"))
_WITH_ARTICLE = frozenset(("United States", "Netherlands", "Philippines", "United Arab Emirates"))
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Mention:
    """The characters ``[start, end)`` of a text that name ``country``; ``key`` are their stems."""

    start: int
    end: int
    country: str
    key: tuple[str, ...]


@cache
def _table() -> dict[tuple[str, ...], str]:
    """The stems of each name to the name of its country."""
    return {_key(name): line[0][0] for line in _lines() for part in line for name in part}


@cache
def _cities() -> frozenset[tuple[str, ...]]:
    """The stems of each city that stands for its country."""
    return frozenset(_key(name) for line in _lines() for name in line[1])


def _lines() -> list[tuple[list[str], list[str]]]:
    """For each country its own names and those of its cities."""
    text = files("rag").joinpath("data/places.txt").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            own, _, cities = line.partition(";")
            found.append((_split(own), _split(cities)))
    return found


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _key(name: str) -> tuple[str, ...]:
    return tuple(stem(part) for part in name.split())


@cache
def own_names(country: str) -> tuple[str, ...]:
    """What ``country`` and what is of it are called, its cities apart: "Korea", "Korean"."""
    return next((tuple(own) for own, _ in _lines() if own[0] == country), ())


def is_city(name: str) -> bool:
    """Whether ``name`` is a city that also stands for its country, as "Kyiv" does."""
    return _key(name) in _cities()


@cache
def _longest() -> int:
    return max(len(key) for key in _table())


def countries(text: str) -> frozenset[str]:
    """The countries that ``text`` names in any way; the longest name at each place counts."""
    return frozenset(mention.country for mention in mentions(text))


def countries_meant(text: str) -> frozenset[str]:
    """The countries that ``text`` names, but for those of which it names a city as a place.

    >>> sorted(countries_meant("In Brussels, Kyiv thanked Estonia."))
    ['Estonia', 'Ukraine']
    """
    return frozenset(
        m.country for m in mentions(text) if m.key not in _cities() or _is_government(m, text)
    )


@lru_cache(maxsize=4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """Where ``text`` names a country, or a city that stands for one, in order."""
    capitals = [w for w in words(text) if w.text[:1].isupper()]
    found, at = [], 0
    while at < len(capitals):
        for length in range(min(_longest(), len(capitals) - at), 0, -1):
            name = capitals[at : at + length]
            key = tuple(w.stem for w in name)
            if key in _table() and _is_one(name, text):
                found.append(Mention(name[0].start, _end(name[-1], text), _table()[key], key))
                at += length - 1
                break
        at += 1
    return tuple(found)


def _is_one(name: Sequence[Word], text: str) -> bool:
    """Whether nothing stands between the words of a name."""
    return all(not text[a.end : b.start].strip() for a, b in pairwise(name))


def _end(last: Word, text: str) -> int:
    """Where a name ends whose last word is given: with the dot of "U.S.", without a possessive s."""
    dotted = "." in last.text and text.startswith(".", last.end)
    return last.end + dotted - len(last.text) + len(_POSSESSIVE.sub("", last.text))


def as_told_in(text: str, other: str) -> str:
    """``text`` with its governments called by their country, where ``other`` names that.

    A city may stand for its country's government, as may "the Kremlin", and a people for it. A city is
    left alone where it may be meant as a place, after "in" or "of", and where it is part of another name.

    >>> as_told_in("What did Kyiv tell the Americans?", "Ukraine asked the US for help.")
    'What did Ukraine tell the United States?'
    """
    asked = [m for m in mentions(text) if _is_government(m, text)]
    if not asked or text.isupper():
        return text
    told = {m.country for m in mentions(other) if m.key not in _cities()}
    for mention in reversed(asked):
        if mention.country in told:
            article = "the " if mention.country in _WITH_ARTICLE else ""
            before = _THE.sub("", text[: mention.start])
            behind = _BARE_POSSESSIVE.sub(r"\1s", text[mention.end :])
            text = f"{before}{article}{mention.country}{behind}"
    return text


def _is_government(mention: Mention, text: str) -> bool:
    """Whether a government is meant: by its city, its seat, or as "the Americans"."""
    before, behind = text[: mention.start], text[mention.end :]
    name = text[mention.start : mention.end]
    if name in _SEATS:
        return True
    if mention.key in _cities():
        return not (_PLACE.search(before) or _GOES_ON.match(behind) or _is_surname(before))
    return bool(_THE.search(before)) and name.endswith("ans") and not _GOES_ON.match(behind)


def _is_surname(before: str) -> bool:
    """Whether a capitalised word stands right before that only opens the sentence if it is a plain one."""
    found = _NAME_BEFORE.search(before)
    return found is not None and found[1].lower() not in STOP_WORDS
