"""Names: does the evidence hold them, and in the same roles?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rag.places import countries
from rag.verify.finding import Finding
from rag.verify.statement import Statement
from rag.words import name_stems, stem, stems

ALMOST_SPELT = 0.85
"""Likeness of two spellings of one name ("Sibiha", "Sybiha")."""

MISPLACED = 1.0
"""By how many neighbouring words a name's place must be another's for the two to be exchanged."""

Around = frozenset[tuple[str, str, bool]]
"""Words beside a name: on which side, its stem, whether it is a content word."""

_LOOK = 2  # tokens on either side of a name
_SILENT = frozenset("the a an mr mrs ms dr sir".split())


def name_findings(claim: Statement, evidence: Sequence[str], known: str = "") -> Iterator[Finding]:
    """Names of ``claim`` that neither ``evidence`` nor ``known`` (whom its pronouns mean) holds."""
    text = " ".join((*evidence, known))
    there, places = stems(text), countries(text)
    for name in claim.names:
        missing = name_stems(name) - there
        short = {stem(word) for word in re.split(r"[\s-]+", name) if _is_short_for(word, text)}
        lost = [s for s in missing - short if not _is_almost(s, there)]
        if lost and not (countries(name) and countries(name) <= places):
            yield Finding("name", f"“{name}” is not in the evidence")


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
    written = rf"{capitalised}|{small}" if len(letters) >= 3 else capitalised
    return bool(re.search(rf"\b(?:{written})\w", text))


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
        (side, t.stem, t.content) for side, beside in sides for t in beside if t.stem not in _SILENT
    )


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
