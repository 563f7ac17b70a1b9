"""Who somebody is: news says it beside the name, as in "Paris police chief Ann Lee" or "Ann Lee, a mayor"."""

from __future__ import annotations

import re

from rag.text.standalone import ONLY_TITLE, SPEECH
from rag.text.words import LATIN_CAPITAL, STOP_WORDS, stem, stems

_CAPITAL = rf"{LATIN_CAPITAL}[\w.’'-]*"
_ASKS = re.compile(
    rf"^(?:and |so |but )?who(?:['’]s| is| was) "
    rf"(?-i:(?P<name>{_CAPITAL}(?: (?:{_CAPITAL}|de|van|von|der|al|bin|la|le))*))\W*$",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady)\.?$")
_VERB_LIKE = re.compile(
    rf"(?:.+(?:ed|ing|ly|[^s]s)|{SPEECH}|met|saw|beat|won|made|gave|left|put|sent|let|led|held|brought|took|"
    r"however|though|too|instead|later|earlier|then|meanwhile|per|like|unlike|among|versus)"
)
_APPOSED = re.compile(r"^(?: \([^)]*\))?, (?:\d\d?, )?(?P<told>[^,.;:–—“”\"]{3,120})")
_IS = re.compile(
    r"^ (?:is|was|became|serves as|served as) (?:currently |now |also |then )?(?:an?|the|his|her|one of)\b"
)
_THE = frozenset("a an the his her its their our one".split())
_OFFICE_OF = re.compile(
    rf"\b{ONLY_TITLE.pattern} (?:of|for) (?:the )?{_CAPITAL}(?: {_CAPITAL}){{0,3}}$"
)
"""As in "Secretary of State", "Minister for the Interior"."""

_HE_IS = re.compile(r"^(?:He|She) (?:is|was|became) (?:also |now |currently )?(?:an?|the)\b")


def asked_person(question: str) -> str:
    """The name in a question that asks who somebody is; empty if it asks for anything else."""
    match = _ASKS.match(question.strip())
    words = [w for w in match["name"].split() if not is_office(w)] if match else []
    words = [w for w in words if not _HONORIFIC.match(w)]
    if not match or not words or is_office(match["name"].split()[-1]):
        return ""
    return re.sub(r"[’']s?$", "", " ".join(words))


def names_person(person: str, text: str) -> bool:
    """Whether ``text`` has the family name, or opens with who "he" is."""
    return stem(person.split()[-1]) in stems(text) or bool(_HE_IS.match(text))


def is_told_of(person: str, text: str) -> bool:
    """Whether an article has the whole name, middle names aside: another Hunter is not Mike Hunter."""
    parts = r"\W+(?:\w+\W+){0,2}?".join(re.escape(part) for part in person.split())
    return bool(re.search(rf"\b{parts}\b", text))


def introduces(person: str, text: str) -> bool:
    """Whether an office or a description stands right beside the name of the person in ``text``."""
    family = person.split()[-1]
    for match in re.finditer(rf"(?<![\w-]){re.escape(family)}(?![\w-])", text):
        before, after = text[: match.start()].split(" ")[:-1], text[match.end() :]
        given = person.split()[:-1]
        whole = before[len(before) - len(given) :] == given
        if not given:
            before = _without_given(before)
        elif whole:
            before = before[: -len(given)]
        if _introduced_by(before, whole=whole) or (whole and _introduced_in(after)):
            return True
    return False


def _without_given(before: list[str]) -> list[str]:
    """The words before a family name without the given names, which are capitalised and no office."""
    kept = list(before)
    while (
        len(before) - len(kept) < 2 and kept and kept[-1][:1].isupper() and not is_office(kept[-1])
    ):
        kept.pop()
    return kept


def _introduced_by(before: list[str], *, whole: bool) -> bool:
    """Whether the word before a name is an office, or a noun if the ``whole`` name follows."""
    words = [w for w in before if not _HONORIFIC.match(w)]
    if not words:
        return False
    last = words[-1].lstrip("“\"‘'(—–")
    if _OFFICE_OF.search(" ".join(words)):
        return True
    return is_office(last) or (whole and _is_noun(last, opens=len(words) == 1))


def _introduced_in(after: str) -> bool:
    """Whether what follows a name says what the person is, set off by a comma or after "is"."""
    if _IS.match(after):
        return True
    match = _APPOSED.match(after)
    told = match["told"].split() if match else []
    if not told:
        return False
    if told[0][:1].isupper():  # "Elmton Airport’s fire chief", but no list of names
        return is_office(told[0]) or bool(re.search(r"[’']s? [a-z]", " ".join(told)))
    return told[0] in _THE or _is_noun(told[0])


def is_office(word: str) -> bool:
    """Whether the word is an office and no name, as in "vice-president"."""
    return any(ONLY_TITLE.fullmatch(part.title()) for part in (word, *word.split("-")) if part)


def _is_noun(word: str, *, opens: bool = False) -> bool:
    """Whether a word may well be a noun: no stop word, nothing that looks like a verb or an adverb."""
    plain = word.lower()
    if not plain.isalpha() or plain in STOP_WORDS or _VERB_LIKE.fullmatch(plain):
        return False
    return opens or word[:1].islower()
