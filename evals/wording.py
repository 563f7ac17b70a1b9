"""Whether a text states an accepted answer, however it writes numbers, dates, money and names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rag.text.dates import dates_in
from rag.text.numbers import NUMBER, value
from rag.text.places import own_names
from rag.text.words import stem

_MARK = re.compile(r"\[\d+\]")
_TOKEN = re.compile(r"\w+(?:[.'&]\w+)*|[$£€¥%]")
_QUIET = frozenset("a an the mr mrs ms dr".split())
_UNITS = {"$": "dollar", "usd": "dollar", "£": "pound", "gbp": "pound", "€": "euro", "eur": "euro"}
_UNITS |= {"¥": "yen", "%": "percent", "percentag": "percent"}
_AMOUNT = re.compile(NUMBER, re.IGNORECASE)
_DASHES = str.maketrans("‘’“”–—", "''\"\"--")


def states(text: str, alias: str) -> bool:
    """Whether ``text`` says ``alias``: the same words in a row, or the same date.

    "$725 million" is said by "725 million dollars", "3 December" by "December 3rd, 2024",
    "North Korea" by "North Korean"; "Zelensky" by "Mr Zelenskyy’s" only if that is an alias too.
    """
    said = tokens(text)
    if any(_holds(said, tokens(name)) for name in (alias, *own_names(alias))):
        return True
    return bool(_only_date(alias)) and _same_date(text, alias)


@lru_cache(maxsize=5000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of ``text`` in one spelling: stems without accents, amounts as number and unit."""
    plain = _MARK.sub(" ", text).translate(_DASHES).replace("per cent", "percent")
    spelled = unicodedata.normalize("NFKD", _AMOUNT.sub(_amount, plain)).lower()
    bare = "".join(c for c in spelled if not unicodedata.combining(c))
    found = (_one(token) for token in _TOKEN.findall(bare))
    return tuple(token for token in found if token not in _QUIET)


def _amount(match: re.Match[str]) -> str:
    """ "$725 million" becomes "725000000 dollar", "seven hundred thousand" 700000."""
    number = value(match)
    unit = _UNITS[match["sign"][-1]] if match["sign"] else ""
    return f" {'minus ' if number < 0 else ''}{abs(number):.15g} {unit} "


def _one(token: str) -> str:
    word = stem(token)
    return _UNITS.get(word, word)


def _holds(text: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether the words stand in a row."""
    starts = range(len(text) - len(wanted) + 1) if wanted else ()
    return any(text[at : at + len(wanted)] == wanted for at in starts)


def _only_date(alias: str) -> str:
    """The alias, if it is a date and nothing else."""
    rest = alias
    for found in sorted(dates_in(alias), key=lambda d: -d.start):
        rest = rest[: found.start] + rest[found.end :]
    words = [w for w in re.findall(r"\w+", rest.lower()) if w not in ("on", "in", "the", "of")]
    return alias if rest != alias and not words else ""


def _same_date(text: str, alias: str) -> bool:
    wanted = next(iter(dates_in(alias)))
    parts = [p for p in ("year", "month", "day") if getattr(wanted, p) is not None]
    return any(
        all(getattr(found, p) == getattr(wanted, p) for p in parts) for found in dates_in(text)
    )
