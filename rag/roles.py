"""Who holds an office: news says it in passing, as in "NATO Secretary General Mark Rutte"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.question import Question
from rag.text.introduced import asked_person
from rag.text.places import countries
from rag.text.standalone import ONLY_TITLE
from rag.text.words import STOP_WORDS, Word, content_stems, stem, words

_ASKS = re.compile(
    r"^(?:who(?:'s| is| was|se)?|name of|what is the name of|(?:what|which) \w+ is) (?:the )?(?P<role>.+)$",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^who (?:currently |now )?(?:leads|heads|runs|chairs|is leading|is heading) ", re.I
)
_TITLES = "head chief boss leader secretary general secretary-general chairman president director"
_HEADS = frozenset(stem(w) for w in "head chief boss leader secretary-general chairman".split())
_NOW = re.compile(r"who(?:'s| is| currently| now| leads| heads| runs| chairs)\b", re.IGNORECASE)
_ONCE = frozenset(("former", "ex"))
_WINDOW = 8  # words before or after the name in which the office must stand


def keywords(question: str) -> str:
    """The question, with the other names that its office goes by: a "head" may be a "chief"."""
    role = _role(question)
    return f"{question} {_TITLES}" if _HEADS & set(content_stems(role)) else question


def _role(question: str) -> str:
    """The office whose holder is asked for, if one is: who leads it is its head."""
    match = _ASKS.match(_LEADS.sub("who is the head of ", question.strip(" ?")))
    return match["role"] if match else ""


def names_holder(question: Question, text: str) -> bool:
    """Whether ``text`` sets a name right beside the office that the question asks the holder of.

    "Ann Lee, the former mayor" holds it no more, which matters where the question asks who does.
    """
    asked = _role(question.text)
    if not asked or question.kind != "person" or asked_person(question.text):
        return False
    asked_countries = countries(asked)
    role = [s for s in content_stems(asked) if s not in _country_stems(asked)]
    if not role or len(role) > 5:
        return False
    asks_now = bool(_NOW.match(question.text))
    tokens = list(words(text))
    for at, token in enumerate(tokens):
        if not token.text[0].isupper() or token.stem in question.stems or _is_common(token.text):
            continue
        before, after = tokens[max(0, at - _WINDOW) : at], tokens[at + 1 : at + 1 + _WINDOW]
        place = text[(before or tokens)[0].start : (after or tokens)[-1].end]
        beside = any(_stands(s, _stems(before[-2:])) for s in role)
        apposed = text[token.end : token.end + 1] == ","
        if not asked_countries <= countries(place):
            continue
        sides = ((before[::-1], beside), (after, apposed))
        if any(near and _names(side, role, now=asks_now) for side, near in sides):
            return True
    return False


def _names(side: Sequence[Word], role: Sequence[str], *, now: bool) -> bool:
    """Whether the words on one side of a name, read away from it, name the office."""
    if not all(_stands(s, _stems(side)) for s in role):
        return False
    others = (w.text for w in side if not any(_stands(s, _stems([w])) for s in role))
    plain = (t.lower() for t in others if t[0].islower() or t.lower() in _ONCE)
    first = next((t for t in plain if t not in STOP_WORDS), "")
    return not (now and first in _ONCE)


def _stems(tokens: Sequence[Word]) -> set[str]:
    return {t.stem for t in tokens} | {part for t in tokens for part in _parts(t.text)}


def _is_common(word: str) -> bool:
    plain = word.lower() in STOP_WORDS | _ONCE or stem(word) in _HEADS
    return plain or bool(countries(word)) or bool(ONLY_TITLE.fullmatch(word))


def _stands(asked: str, stems: set[str]) -> bool:
    return asked in stems or (asked in _HEADS and bool(_HEADS & stems or {"secretari"} & stems))


def _parts(word: str) -> list[str]:
    return [stem(part) for part in word.split("-")] if "-" in word else []


def _country_stems(text: str) -> set[str]:
    return {w.stem for w in words(text) if w.text[0].isupper() and countries(w.text)}
