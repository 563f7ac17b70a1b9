"""Names of one country that stand for each other: "Berlin" and "German" both speak of Germany."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rag.text.words import stem, words


@cache
def _table() -> dict[tuple[str, ...], str]:
    """The stems of each name to the name of its country."""
    return {_key(name): line[0][0] for line in _lines() for part in line for name in part}


@cache
def _cities() -> frozenset[tuple[str, ...]]:
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
    stems = [w.stem for w in words(text) if w.text[:1].isupper()]
    found, at = set(), 0
    while at < len(stems):
        for length in range(min(_longest(), len(stems) - at), 0, -1):
            country = _table().get(tuple(stems[at : at + length]))
            if country:
                found.add(country)
                at += length - 1
                break
        at += 1
    return frozenset(found)
