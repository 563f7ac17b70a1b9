"""A sentence taken apart for the checks: its words, and what is said of each of them.

A word can stand under a negation ("shows no signs"), under a modal ("could threaten") or in what
somebody else says ("Rutte said …"). Everything is found by rule, so that each finding can say why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag.verify.cues import MODALS, NEGATIONS, NO_NEGATION, PLAIN_WORDS
from rag.words import STOP_WORDS, name_stems, names, stem

MAX_CHARACTERS = 4000
"""What stands beyond is not read; a sentence of the news is a tenth as long."""

_TOKEN = re.compile(r"[^\W\d_]+(?:[.’'&][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[$£€¥%]")
_MARK = re.compile(r"\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\]")
_BREAK = re.compile(r"[.;:!?—–()\"“”]|, (?:and|but|while|which|who|as|whereas|although|though)\b")
_NEAR, _FAR = 2, 7
"""How many content words after its cue a negation or a modal surely, and at most, reaches."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place; ``content`` unless it is a function word."""

    text: str
    stem: str
    start: int
    end: int
    content: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """Positions of the content words that a cue surely reaches, and those that it may reach."""

    cue: str
    near: frozenset[int]
    far: frozenset[int]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence's tokens, names and the reach of its negations and modals."""

    text: str
    tokens: tuple[Token, ...]
    stems: frozenset[str]
    names: tuple[str, ...]
    negations: tuple[Reach, ...]
    modals: tuple[Reach, ...]

    def at(self, wanted: str) -> list[int]:
        """The positions at which a stem stands."""
        return [i for i, token in enumerate(self.tokens) if token.stem == wanted]

    @property
    def content(self) -> list[int]:
        """The positions of the content words."""
        return [i for i, token in enumerate(self.tokens) if token.content]


def plain(text: str) -> str:
    """The text without citation marks, its white space single, cut at `MAX_CHARACTERS`."""
    return " ".join(_MARK.sub("", text[:MAX_CHARACTERS]).split())


@lru_cache(maxsize=4096)
def read(text: str) -> Statement:
    """The statement that ``text`` makes; remembered, since evidence is looked at again."""
    tokens = tuple(_tokens(text))
    return Statement(
        text,
        tokens,
        frozenset(token.stem for token in tokens),
        tuple(_names(text, tokens)),
        tuple(_reaches(text, tokens, _negation)),
        tuple(_reaches(text, tokens, _modal)),
    )


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        word = match.group()
        lower = word.lower().replace("’", "'")
        function = lower in STOP_WORDS or _negation(lower) or lower in MODALS
        content = not function and (len(word) > 1 or word.isdigit())
        yield Token(word, stem(word), match.start(), match.end(), content)


def _names(text: str, tokens: tuple[Token, ...]) -> Iterator[str]:
    """The names; a capital that opens the sentence counts if the word looks like no other word."""
    for name in names(text):
        first = name.split()[0]
        opens = text.lstrip("\"“‘' ").startswith(first)
        if opens and " " not in name and _is_plain(first):
            continue
        if name_stems(name):
            yield name


def _is_plain(word: str) -> bool:
    lower = word.lower()
    return lower in PLAIN_WORDS or lower.endswith(("ing", "ly", "ed", "s"))


def _negation(word: str) -> str | None:
    return "not" if word in NEGATIONS or word.endswith("n't") else None


def _modal(word: str) -> str | None:
    return MODALS.get(word)


def _reaches(text: str, tokens: tuple[Token, ...], kind_of: object) -> Iterator[Reach]:
    breaks = [m.start() for m in _BREAK.finditer(text)]
    for at, token in enumerate(tokens):
        lower = token.text.lower().replace("’", "'")
        kind = kind_of(lower)  # type: ignore[operator]
        following = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
        if not kind or (lower, following) in NO_NEGATION:
            continue
        stop = next((b for b in breaks if b >= token.end), len(text))
        reached = [
            i for i in range(at + 1, len(tokens)) if tokens[i].content and tokens[i].start < stop
        ]
        yield Reach(kind, frozenset(reached[:_NEAR]), frozenset(reached[:_FAR]))
