"""A sentence taken apart for the checks: its words, and what is said of each of them.

A word can stand under a negation ("shows no signs") or a modal ("could threaten"), and beside other
words, its slot. Everything is found by rule, so that each finding can say why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.dates import MONTHS
from rag.text.openers import OPENERS, is_plain
from rag.text.words import STOP_WORDS, name_stems, names, stem
from rag.verify.cues import (
    AUXILIARIES,
    DIRECTIONS,
    EXACT_WORDS,
    IRREGULAR,
    MODALS,
    NEAR_NEGATIONS,
    NEGATIONS,
    NO_NEGATION,
)

MAX_CHARACTERS = 4000
"""What stands beyond is not read; a sentence of the news is a tenth as long."""

_TOKEN = re.compile(r"[^\W\d_]+(?:[.’'&][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[$£€¥%]")
_MARK = re.compile(r"\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\]")
_BREAK = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\b[A-Z])[.:](?!\d)|[;!?—–()]|"
    r", (?:and|but|yet|while|which|who|as|whereas|although|though)\b|\b(?:but|because)\b|"
    r"(?:\b(?:and|or)|,) (?=(?:is|are|was|were|has|have|had|will|would|could|to|that)\b)"
)
_TWO_WORDS = frozenset([("no", "longer"), ("no", "more"), ("not", "yet")])
"""Negations of two words; the second is not what is denied."""

_OBJECTS = frozenset("no none nothing nobody neither without".split())
"""Negations that also reach the verb before them: "shows no signs"."""

_RELATIVE = frozenset("who which that".split())
_CLAUSES = _RELATIVE | {"whether", "if", "when", "how", "why", "what"}
_ADJECTIVES = frozenset("possible potential upcoming".split())
"""Modals that say nothing sure of the noun after them: "a potential deal"."""

_ARTICLES = frozenset("a an the more another two three four five six seven eight nine ten".split())
_BACK = frozenset(
    "not never cannot planned scheduled expected anticipated due will would should must want wants "
    "wanted hope hopes need needs".split()
)
"""Cues that may also reach what stands before them: "a rise was not seen", "a rise is planned"."""

_NEAR, _FAR, _FAR_BACK = 2, 7, 4
"""How many content words after its cue a negation surely, and at most, reaches."""


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
    """Positions of the content words that a cue surely reaches, and those that it may reach.

    ``at`` is the position of the cue itself.
    """

    at: int
    cue: str
    near: frozenset[int]
    far: frozenset[int]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence's tokens, names (also as ranges of tokens) and the reach of its cues."""

    text: str
    tokens: tuple[Token, ...]
    stems: frozenset[str]
    names: tuple[str, ...]
    runs: tuple[tuple[int, int], ...]
    negations: tuple[Reach, ...]
    modals: tuple[Reach, ...]

    def at(self, wanted: str) -> list[int]:
        """The positions at which a stem stands."""
        return [i for i, token in enumerate(self.tokens) if token.stem == wanted]

    @property
    def content(self) -> list[int]:
        """The positions of the content words; of all words, if there are none."""
        found = [i for i, token in enumerate(self.tokens) if token.content]
        return found or [i for i, token in enumerate(self.tokens) if token.text.isalpha()]

    @property
    def exact(self) -> frozenset[str]:
        """The stems of its names, figures and days, which have checks of their own."""
        named = {i for start, end in self.runs for i in range(start, end)}
        return frozenset(
            token.stem
            for i, token in enumerate(self.tokens)
            if i in named or token.text[0].isdigit() or token.text.lower() in EXACT_WORDS
        )

    def beside(self, position: int) -> tuple[str, str]:
        """The slot of a word: the stems of the content words before and after it."""
        before = (t.stem for t in reversed(self.tokens[:position]) if t.content)
        after = (t.stem for t in self.tokens[position + 1 :] if t.content)
        return next(before, ""), next(after, "")

    def near(self, position: int, tokens: int) -> frozenset[str]:
        """The stems of the content words up to so many tokens away from a word."""
        beside = range(max(0, position - tokens), min(len(self.tokens), position + tokens + 1))
        return frozenset(
            self.tokens[i].stem for i in beside if i != position and self.tokens[i].content
        )


def plain(text: str) -> str:
    """The text without citation marks, its white space single, cut at `MAX_CHARACTERS`."""
    return " ".join(_MARK.sub("", text[:MAX_CHARACTERS]).split())


@lru_cache(maxsize=4096)
def read(text: str) -> Statement:
    """The statement that ``text`` makes; remembered, since evidence is looked at again."""
    tokens = tuple(_tokens(text))
    found = tuple(_names(text))
    return Statement(
        text,
        tokens,
        frozenset(token.stem for token in tokens),
        found,
        tuple(_runs(tokens, found)),
        tuple(_reaches(text, tokens, _negation)),
        tuple(_reaches(text, tokens, MODALS.get)),
    )


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        word = match.group()
        lower = word.lower().replace("’", "'")
        function = lower in STOP_WORDS or _negation(lower) or lower in AUXILIARIES
        content = lower in DIRECTIONS or (not function and (len(word) > 1 or word.isdigit()))
        yield Token(word, IRREGULAR.get(lower, stem(word)), match.start(), match.end(), content)


def _names(text: str) -> Iterator[str]:
    """The names; a capital that opens the sentence counts if the word looks like no other word."""
    for name in names(text):
        first = name.split()[0]
        opens = text.lstrip("\"“‘' ").startswith(first)
        if opens and " " in name and first.lower() in OPENERS:
            name = name.partition(" ")[2]
        elif opens and " " not in name and is_plain(first):
            continue
        if name_stems(name) and name.lower().rstrip(".") not in MONTHS:
            yield name


def _runs(tokens: Sequence[Token], found: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where each name stands: the tokens ``[start, end)``."""
    at = 0
    for name in found:
        size = sum(1 for _ in _TOKEN.finditer(name))
        first = _TOKEN.search(name)
        while first and at < len(tokens) and not tokens[at].text.startswith(first.group()):
            at += 1
        if at < len(tokens):
            yield at, at + size
            at += size


def _negation(word: str) -> str | None:
    return "not" if word in NEGATIONS or word.endswith("n't") else None


def _reaches(
    text: str, tokens: Sequence[Token], kind_of: Callable[[str], str | None]
) -> Iterator[Reach]:
    breaks = [m.start() for m in _BREAK.finditer(text)]
    for at, token in enumerate(tokens):
        lower = token.text.lower().replace("’", "'")
        following = tokens[at + 1].text.lower() if at + 1 < len(tokens) else ""
        kind = kind_of("not" if _denies_softly(lower, following) else lower)
        if token.text == "May" and at:
            continue  # the month
        if not kind or (lower, following) in NO_NEGATION or _compares(lower, text[token.end :]):
            continue
        stop = next((b for b in breaks if b >= token.end), len(text))
        reached = [
            i for i in range(at + 1, len(tokens)) if tokens[i].content and tokens[i].start < stop
        ]
        sure = [i for i in reached if not tokens[i].text.endswith("ly")]
        if (lower, following) in _TWO_WORDS:
            sure = [i for i in sure if i > at + 1]
        if lower in NEAR_NEGATIONS:
            near = []
        elif kind == "not":
            near = [i for i in sure if not _crosses_that(tokens, at, i)][: _surely(tokens, at)]
        else:
            near = sure[: following not in _ARTICLES and lower not in _ADJECTIVES]
        begun = max((b for b in breaks if b < token.start), default=-1)
        earlier = [
            i
            for i in range(at)
            if tokens[i].content and tokens[i].start > begun and not _crosses_that(tokens, i, at)
        ]
        far = {*reached[:_FAR], *earlier[max(0, len(earlier) - _back(lower)) :]}
        yield Reach(at, kind, frozenset(near), frozenset(far))


def _denies_softly(cue: str, following: str) -> bool:
    return cue in NEAR_NEGATIONS or (cue, following) == ("yet", "to")


def _compares(cue: str, behind: str) -> bool:
    """Whether it denies only that anything is more so: "no other dam is higher than this"."""
    return cue in _OBJECTS and bool(re.search(r"\b(?:\w+er|more) (?:\w+ )?than\b", behind))


def _surely(tokens: Sequence[Token], at: int) -> int:
    """How far a negation surely reaches; of "who were not named", "not ruled out": the next word."""
    relative = any(token.text in _RELATIVE for token in tokens[max(0, at - 2) : at])
    denied = any(token.text in ("ruled", "excluded") for token in tokens[at + 1 : at + 2])
    return 1 if relative or denied else _NEAR


def _crosses_that(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether a new clause begins between two words: "not sure that he left" denies no leaving."""
    return any(token.text in _CLAUSES for token in tokens[at + 1 : end])


def _back(cue: str) -> int:
    """How many content words before a cue it may reach."""
    if cue in _OBJECTS:
        return 1
    return _FAR_BACK if cue in _BACK or cue.endswith("n't") else 0
