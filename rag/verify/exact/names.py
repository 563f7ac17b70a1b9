"""Names: does the evidence hold them, and in the same roles?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rag.text.places import countries, is_city
from rag.text.words import name_stems, stem, stems
from rag.verify.cues import DESCRIBED
from rag.verify.exact.finding import Finding
from rag.verify.statement import Statement, Token

ALMOST_SPELT = 0.85
"""Likeness of two spellings of one name ("Sibiha", "Sybiha")."""

MISPLACED = 1.0
"""By how many neighbouring words a name's place must be another's for the two to be exchanged."""

Around = frozenset[tuple[str, str, bool]]
"""Words beside a name: on which side, its stem, whether it is a content word."""

_LETTERS = 3  # of an abbreviation; two letters may stand for too much
_LOOK = 2  # tokens on either side of a name
_PASSIVE = re.compile(r",$|^(?:is|are|was|were|been|being|be)$")
_SILENT = frozenset("the a an mr mrs ms dr sir".split())


def name_findings(claim: Statement, evidence: Sequence[str], known: str = "") -> Iterator[Finding]:
    """Names of ``claim`` that neither ``evidence`` nor ``known`` (whom its pronouns mean) holds."""
    text = " ".join((*evidence, known))
    places = countries(text)
    for name in claim.names:
        if _is_written(name, text):
            continue
        if not countries(name) or countries(name) - places or _is_scene(name, claim.text):
            yield Finding("name", f"“{name}” is not in the evidence")


def is_held(name: str, text: str) -> bool:
    """Whether any word that tells the name apart stands in ``text``, or it does in another form."""
    return bool(name_stems(name) & stems(text)) or _is_written(name, text)


def _is_written(name: str, text: str) -> bool:
    """Whether all of the name is in ``text``, almost spelt so or abbreviated too."""
    there = stems(text)
    short = {stem(word) for word in re.split(r"[\s-]+", name) if _is_short_for(word, text)}
    missing = name_stems(name) - there - short
    found = all(_is_almost(s, there) or _is_of_same_place(s, there) for s in missing)
    return found or _is_spelt_short(name, text)


def _is_of_same_place(wanted: str, there: frozenset[str]) -> bool:
    """Whether one is what the other's people are called: "Europe", "European"."""
    places = {wanted, re.sub(r"(?:e?an|ian|ese|ish|n|i)$", "", wanted)}
    return len(min(places, key=len)) >= _LETTERS + 1 and any(
        other in places or re.sub(r"(?:e?an|ian|ese|ish|n|i)$", "", other) in places
        for other in there
        if other[:4] == wanted[:4]
    )


def _is_scene(name: str, text: str) -> bool:
    """Whether a city is the place where something happens, and does not stand for its country."""
    return is_city(name) and bool(re.search(rf"\b(?:in|at|near|outside) {re.escape(name)}\b", text))


def _is_spelt_short(name: str, text: str) -> bool:
    """Whether only the first letters of a longer name are there: "CDC"."""
    letters = "".join(word[0] for word in re.split(r"[\s-]+", name) if word[0].isupper())
    return len(letters) >= _LETTERS and bool(re.search(rf"\b{letters}\b", text))


def _is_almost(wanted: str, there: frozenset[str]) -> bool:
    """Whether another spelling of it is there."""
    return len(wanted) > 4 and any(
        SequenceMatcher(None, wanted, other).ratio() >= ALMOST_SPELT
        for other in there
        if other[:1] == wanted[:1]
    )


def _is_short_for(word: str, text: str) -> bool:
    """Whether the words that an abbreviation stands for are there: "EU" and "European Union".

    They are capitalised like it; in small letters three or more will do, as for "GDP".
    """
    letters = re.sub(r"[’']s$", "", word).replace(".", "")
    if not (letters.isalpha() and letters.isupper() and 2 <= len(letters) <= 6):
        return False
    capitalised = r"\w+[\s-]+(?:(?:of|the|for|and)\s+)?".join(letters)
    small = r"\w+[\s-]+".join(letters.lower())
    written = rf"{capitalised}|{small}" if len(letters) >= _LETTERS else capitalised
    described = DESCRIBED.get(letters, "")
    return bool(re.search(rf"\b(?:{written})\w", text)) or (
        bool(described) and bool(re.search(rf"\bthe (?:{described})\b", text, re.IGNORECASE))
    )


def role_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Names that stand where the evidence has another name, and not where it has them."""
    for start, end in claim.runs:
        mine = _around(claim, start, end)
        own = other = 0.0
        instead = ""
        name = _text(claim, start, end)
        for statement in told:
            for first, last in statement.runs:
                shared = _weight(mine & _around(statement, first, last))
                both = _both_sides(mine, _around(statement, first, last))
                candidate = _text(statement, first, last)
                if _same(name, candidate):
                    own = max(own, shared)
                elif both and shared > other:
                    other, instead = shared, candidate
        if other >= own + MISPLACED and own < MISPLACED:
            yield Finding("role", f"“{name}” stands where the evidence has “{instead}”")


def _same(name: str, other: str) -> bool:
    return bool(name_stems(name) & name_stems(other)) or bool(countries(name) & countries(other))


def _text(statement: Statement, start: int, end: int) -> str:
    return " ".join(token.text for token in statement.tokens[start:end])


def _around(statement: Statement, start: int, end: int) -> Around:
    tokens = statement.tokens
    before, after = tokens[max(0, start - _LOOK) : start], tokens[end : end + _LOOK]
    sides = (("before", before), ("after", after))
    return frozenset(
        (side, t.stem, t.content)
        for side, beside in sides
        for t in beside
        if t.stem not in _SILENT and not (side == "after" and _is_passive(statement, t))
    )


def _is_passive(statement: Statement, word: Token) -> bool:
    """Whether it is done to what stands before it: "Lee, hired in May", "Lee was hired"."""
    before = statement.text[: word.start].rstrip().rsplit(maxsplit=1)[-1:]
    return word.text.endswith("ed") and bool(before) and bool(_PASSIVE.search(before[0]))


def _both_sides(mine: Around, theirs: Around) -> bool:
    """Whether words are shared before and after, or one of the sides is empty in both."""
    return all(
        {entry for entry in mine & theirs if entry[0] == side}
        or not {entry for entry in mine | theirs if entry[0] == side}
        for side in ("before", "after")
    )


def _weight(shared: Around) -> float:
    """Content words count one, function words half."""
    return sum(1.0 if content else 0.5 for _, _, content in shared)
