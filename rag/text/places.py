"""Names of one country that stand for each other: "Berlin" and "German" both speak of Germany."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rag.text.words import Word, stem, words

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
def _cities() -> dict[tuple[str, ...], str]:
    """The stems of each city that stands for its country to its name."""
    return {_key(name): name for line in _lines() for name in line[1]}


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


def mentions(text: str) -> Iterator[Mention]:
    """Where ``text`` names a country, or a city that stands for one, in order."""
    capitals = [w for w in words(text) if w.text[:1].isupper()]
    at = 0
    while at < len(capitals):
        for length in range(min(_longest(), len(capitals) - at), 0, -1):
            name = capitals[at : at + length]
            key = tuple(w.stem for w in name)
            if key in _table():
                yield Mention(name[0].start, _end(name[-1], text), _table()[key], key)
                at += length - 1
                break
        at += 1


def _end(last: Word, text: str) -> int:
    """Where a name ends whose last word is given: with the dot of "U.S.", without a possessive s."""
    dotted = "." in last.text and text.startswith(".", last.end)
    return last.end + dotted - len(last.text) + len(_POSSESSIVE.sub("", last.text))


def as_named_in(text: str, other: str) -> str:
    """``text`` with every country called what ``other`` calls it, where that never says the same.

    >>> as_named_in("Who runs the ministry in Kyiv?", "Ukraine's foreign minister spoke.")
    'Who runs the ministry in Ukraine?'
    """
    known: dict[str, list[tuple[str, ...]]] = {}
    for mention in mentions(other):
        known.setdefault(mention.country, []).append(mention.key)
    for mention in reversed(list(mentions(text))):
        keys = known.get(mention.country, [mention.key])
        if mention.key not in keys:
            cities = [_cities()[key] for key in keys if key in _cities()]
            only_cities = len(cities) == len(keys)
            name = cities[0] if only_cities else mention.country
            before = text[: mention.start]
            if only_cities:
                before = before.removesuffix("the ")
            text = before + name + text[mention.end :]
    return text
