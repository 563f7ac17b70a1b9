"""Does a text give the gold answer? One rule for every benchmark.

SQuAD's normalisation (lower case, no punctuation, no articles; Rajpurkar et al. 2016), and beyond
it: no accents, no possessive 's, no commas between thousands, "%" as "percent", numbers up to
ninety-nine in digits. The gold answer must then stand in the text as whole words: "5" is not in
"15". Names are not shortened and units not converted: what is counted as missing may be there in
other words, so figures err on the low side for long answers and on the high side for short ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rag.text.numbers import TENS, VALUES

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|%")
_ARTICLES = frozenset(("a", "an", "the"))
_SAME = {"%": "percent", "bn": "billion"}


@lru_cache(maxsize=1000)
def plain(text: str) -> str:
    """The words of ``text`` as they are compared, single spaces between them."""
    if not text.isascii():
        split = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in split if not unicodedata.combining(c))
    lowered = text.lower().replace("’", "'").replace("per cent", "percent")
    found: list[str] = []
    tens = False  # whether the word before was "twenty", and "one" would make it 21
    for token in _TOKEN.findall(lowered):
        word = token.removesuffix("'s")
        number = VALUES.get(word)
        if tens and number is not None and 0 < number < 10:
            found[-1] = str(int(found[-1]) + number)
        elif number is not None:
            found.append(str(number))
        elif word not in _ARTICLES:
            found.append(word.replace(",", "") if word[0].isdigit() else _SAME.get(word, word))
        tens = word in TENS
    return " ".join(found)


def contains(text: str, gold: str) -> bool:
    """Whether ``gold`` stands in ``text`` as whole words; an empty gold answer never does."""
    wanted = plain(gold)
    return bool(wanted) and f" {wanted} " in f" {plain(text)} "


def contains_any(text: str, golds: Iterable[str]) -> bool:
    """Whether one of several wordings stands in ``text``."""
    return any(contains(text, gold) for gold in golds)
