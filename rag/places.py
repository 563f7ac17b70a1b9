"""Names of one country that stand for each other: "Berlin" and "German" both speak of Germany."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from rag.words import stem, words


@cache
def _table() -> dict[tuple[str, ...], str]:
    """The stems of each name to the name of its country."""
    table = {}
    text = files("rag").joinpath("data/places.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            known = [name.strip() for name in line.split(",")]
            for name in known:
                table[tuple(stem(part) for part in name.split())] = known[0]
    return table


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
