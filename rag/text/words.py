"""Words, names and stems: the plain text tools that everything else here compares with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from rag.text.numbers import VALUES

STOP_WORDS = frozenset(
    "a about above after again against all also am an and any are as at be because been before "
    "being below between both but by can could did do does doing down during each even ever few "
    "for from further get gets give given had has have having he her here hers herself him "
    "himself his how i if in into is it its itself just may me might more most much must my no "
    "nor not now of off on once one only or other our out over own please same say says said she "
    "should so some still such tell than that the their them then there these they this those "
    "through to too under until up upon us very was we were what when where which while who whom "
    "whose why will with would you your".split()
)

_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(rf"{_LETTER}+(?:[.’'&-]{_LETTER}+)*|\d+(?:[.,:]\d+)*|[$£€¥%]")
_STEMMER = snowballstemmer.stemmer("english")
_PARTICLES = "of|the|de|la|le|van|von|der|den|bin|al|el|da|di|du|and"
LATIN_CAPITAL = f"[{''.join(c for c in map(chr, range(0x250)) if c.isupper())}]"
"""Any capital of a European language in Latin letters: also the first of "Šefčovič" and "Łódź"."""

_CAPITAL = rf"{LATIN_CAPITAL}[\w’'.&-]*[\w]|[A-Z]"
_NAME = re.compile(rf"(?:{_CAPITAL})(?:\s+(?:(?:{_PARTICLES})\s+)*(?:{_CAPITAL}))*")
_I_AM = re.compile(r"I[’'](?:m|d|ve|ll)")
_TITLES = frozenset("mr mrs ms dr sir lord lady president prime minister secretary general".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its place in the text and its stem."""

    text: str
    start: int
    end: int
    stem: str


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Lower case, straight apostrophe, no possessive, Snowball's English stem."""
    plain = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    plain = plain.replace(".", "") if "." in plain and not plain[0].isdigit() else plain
    return str(_STEMMER.stemWord(plain))


def words(text: str) -> Iterator[Word]:
    """Every word and number of ``text``; hyphenated words stay whole and come in parts as well."""
    for match in _TOKEN.finditer(text):
        token = match.group()
        yield Word(token, match.start(), match.end(), stem(token))
        if "-" in token:
            at = match.start()
            for part in token.split("-"):
                yield Word(part, at, at + len(part), stem(part))
                at += len(part) + 1


@lru_cache(maxsize=2000)
def stems(text: str) -> frozenset[str]:
    """Every word's stem; remembered, since the same articles are looked at again and again."""
    return frozenset(w.stem for w in words(text))


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, each once, in order."""
    return list(_content_stems(text))


@lru_cache(maxsize=4096)
def _content_stems(text: str) -> tuple[str, ...]:
    kept = (w.stem for w in words(text) if w.text.lower().replace("’", "'") not in STOP_WORDS)
    return tuple(dict.fromkeys(s for s in kept if len(s) > 1 or s.isdigit()))


def names(text: str) -> list[str]:
    """Runs of capitalised words, without the capital that merely opens a sentence."""
    found = []
    for match in _NAME.finditer(text):
        name = match.group().strip(" .’'")
        name = re.sub(r"[’']s\b", "", name)
        parts = [part for part in name.split() if not _I_AM.fullmatch(part)]
        opens = match.start() == 0 or bool(re.search(r"[.!?:“\"‘]\s*$", text[: match.start()]))
        if opens and parts and _merely_opens(parts[0].lower()):
            parts = parts[1:]
        if parts and not all(part.lower() in _CALENDAR for part in parts):
            found.append(" ".join(parts))
    return found


def _merely_opens(word: str) -> bool:
    """Whether a word has its capital from the sentence: a function word or number, "Twenty-year-old"."""
    return word in _SENTENCE_OPENERS or word.split("-")[0] in _COUNTS


_COUNTS = frozenset(VALUES) | frozenset("dozens half hundreds millions thousands".split())

_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december".split()
)


_SENTENCE_OPENERS = STOP_WORDS | frozenset(
    "however despite according since speaking recent providing discussions nonetheless meanwhile "
    "moreover although though is are was were did does do has have can could will would should "
    "name list explain describe whether yes no ok okay hi hello thanks roughly could".split()
)


def name_stems(name: str) -> frozenset[str]:
    """The stems that tell a name apart: titles such as "Mr" or "President" do not."""
    return frozenset(s for s in stems(name) if s not in _TITLE_STEMS and s not in STOP_WORDS)


_TITLE_STEMS = frozenset(stem(t) for t in _TITLES)


def plural(count: int, noun: str) -> str:
    """``1 article``, ``1,200 articles``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
