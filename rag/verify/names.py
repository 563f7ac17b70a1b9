"""Names: does the evidence hold them, and in the same roles?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rag.places import countries
from rag.verify.finding import Finding
from rag.verify.statement import Statement, read
from rag.words import name_stems, stems

ALMOST_SPELT = 0.85
"""Likeness of two spellings of one name ("Sibiha", "Sybiha")."""

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|been|being|be|got)\b(?:\s\w+){0,2}?\s\w+(?:ed|en|n|t)\b|\bby\b"
)


def name_findings(claim: Statement, evidence: Sequence[str], known: str = "") -> Iterator[Finding]:
    """Names of ``claim`` that neither ``evidence`` nor ``known`` (whom its pronouns mean) holds."""
    text = " ".join((*evidence, known))
    there, places = stems(text), countries(text)
    for name in claim.names:
        missing = [s for s in name_stems(name) if not _holds(s, there, text)]
        if missing and not (countries(name) and countries(name) <= places):
            yield Finding("name", f"“{name}” is not in the evidence")


def _holds(wanted: str, there: frozenset[str], text: str) -> bool:
    return (
        wanted in there
        or _is_short_for(wanted, text)
        or any(
            SequenceMatcher(None, wanted, other).ratio() >= ALMOST_SPELT
            for other in there
            if len(wanted) > 4 and other[:1] == wanted[:1]
        )
    )


def _is_short_for(wanted: str, text: str) -> bool:
    """Whether the words that an abbreviation stands for are there: "EU" and "European Union"."""
    if not 2 <= len(wanted) <= 6 or not wanted.isalpha():
        return False
    pattern = r"[\s-]+(?:(?:of|the|for|and)\s+)?".join(rf"{letter.upper()}\w+" for letter in wanted)
    return bool(re.search(rf"\b{pattern}\b", text))


def role_findings(claim: Statement, sentence: str) -> Iterator[Finding]:
    """Names that stand before a word in ``claim`` and after it in ``sentence``: A met B, B met A."""
    told = read(sentence)
    voice = bool(_PASSIVE.search(claim.text)) != bool(_PASSIVE.search(sentence))
    if voice:
        return
    mine, theirs = _name_places(claim, claim), _name_places(told, claim)
    shared = [s for s in mine if s in theirs]
    for one in shared:
        for other in shared:
            if mine[one] < mine[other] and theirs[one] > theirs[other]:
                between = [
                    claim.tokens[i]
                    for i in range(mine[one], mine[other])
                    if claim.tokens[i].content
                ]
                kept = [
                    t
                    for t in between
                    if t.stem not in mine and _between(told, t.stem, theirs[other], theirs[one])
                ]
                if kept:
                    yield Finding("role", f"“{kept[0].text}” has its names the other way round")
                    return


def _name_places(statement: Statement, claim: Statement) -> dict[str, int]:
    """The first place of each of the claim's name words in ``statement``."""
    found: dict[str, int] = {}
    for name in claim.names:
        key = name_stems(name)
        for i, token in enumerate(statement.tokens):
            if token.stem in key:
                found.setdefault(token.stem, i)
    return found


def _between(statement: Statement, wanted: str, start: int, end: int) -> bool:
    return any(start < i < end for i in statement.at(wanted))
