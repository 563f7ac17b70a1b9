"""Polarity: what is denied, hedged or turned into its opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.verify.cues import DIRECTIONS, MODALS, NEGATING_PREFIXES, NO_DIRECTION, OPPOSITES
from rag.verify.exact.finding import Finding
from rag.verify.statement import Reach, Statement

Place = tuple[Statement, int]

_NECESSARY = re.compile(
    r"\b(?:ha(?:ve|s|d) to|need|necess\w+|essential|crucial|vital|urg\w+|require[sd]?|call\w* (?:on|for))\b",
    re.IGNORECASE,
)
_LOOSE = {"able": ("possible",), "conditional": ("future", "possible")}
"""Modals that make nothing less certain by themselves, and what they may stand for."""

_BESIDE = 6  # words between a word and a negation that may deny it in some way

_CONDITION = re.compile(
    r"(?<!even )(?<!as )(?<!asked )(?<!know )(?<!see )(?<!wonder )"
    r"\b(?:if(?! (?:anything|so|not|any|history)\b)|unless|provided that|on condition that|"
    r"only (?:if|after|when|once))\b",
    re.IGNORECASE,
)
_PAUSE = re.compile(r",(?!\d)")

_SINCE = "since"
"""Is never denied: what has not been seen since the storm was seen then."""

_AGES = frozenset(("year", "month", "week", "day"))


def negation_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Words that only one of claim and evidence puts under a negation."""
    stems = frozenset[str]().union(*(statement.stems for statement in told))
    for position in claim.content:
        word = claim.tokens[position]
        places = _places(word.stem, told)
        if not places or word.text.lower() == _SINCE:
            continue
        if _denies(claim, position, stems):
            if not any(_under(s.negations, i, near=False) for s, i in places):
                yield Finding("negation", f"the evidence does not deny “{word.text}”")
        elif not _under(claim.negations, position, near=False) and all(
            _denies(s, i, claim.stems, strict=_is_near_negation(claim, position)) for s, i in places
        ):
            yield Finding("negation", f"the evidence denies “{word.text}”")


def _denies(
    statement: Statement, position: int, known: frozenset[str], *, strict: bool = True
) -> bool:
    """Whether a word is surely denied; ``strict``: after another only if the other text knows that.

    "Not open on Friday" denies no Friday to a text that says "closed".
    """
    return any(
        position in reach.near
        and all(statement.tokens[i].stem in known for i in reach.near if strict and i < position)
        for reach in statement.negations
    )


def _is_near_negation(statement: Statement, position: int) -> bool:
    return any(abs(reach.at - position) <= _BESIDE for reach in statement.negations)


def modality_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Words that only one of them states as a fact, the other as possible, planned or wanted."""
    for position in claim.content:
        word = claim.tokens[position]
        places = _places(word.stem, told)
        if not places or word.text[0].isupper():
            continue
        mine = _under(claim.modals, position, near=True) - _needed(told) - _LOOSE.keys()
        theirs = frozenset(cue for s, i in places for cue in _under(s.modals, i, near=False))
        theirs = theirs.union(*(_LOOSE.get(cue, ()) for cue in theirs))
        if mine - theirs:
            if word.text.endswith("ing") or not _all_nominal(places):
                yield Finding("modality", f"the evidence does not make “{word.text}” {min(mine)}")
            continue
        loose = _under(claim.modals, position, near=False)
        surely = [_under(s.modals, i, near=True) for s, i in places]
        if not loose and word.text not in MODALS and all(surely):
            yield Finding("modality", f"“{word.text}” is only {min(surely[0])} in the evidence")


def _needed(told: Sequence[Statement]) -> frozenset[str]:
    """ "wanted", where the evidence calls anything necessary in other words."""
    needed = any(_NECESSARY.search(statement.text) for statement in told)
    return frozenset({"wanted"} if needed else ())


def condition_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Conditions under which alone the evidence says what ``claim`` says without any."""
    own = {match.group().lower() for match in _CONDITION.finditer(claim.text)}
    for statement in told:
        for match in _CONDITION.finditer(statement.text):
            weaker = own == {"if"} and match.group().lower() == "only if"
            if own and not weaker:
                continue  # both set one
            condition, rests = _conditional(claim, statement, match)
            if rests and (weaker or not condition & claim.stems):
                yield Finding("modality", f"the evidence says it only under “{match.group()}”")


def _conditional(
    claim: Statement, told: Statement, match: re.Match[str]
) -> tuple[frozenset[str], bool]:
    """The content stems of a condition, and whether what holds under it is what ``claim`` says.

    "B if A": only the last word before the condition surely belongs to it. "If A, B": B must have most
    of what the claim says.
    """
    tokens = [t for t in told.tokens if t.content]
    before = [t.stem for t in tokens if t.end <= match.start()]
    after = [t for t in tokens if t.start >= match.end()]
    pause = _PAUSE.search(told.text, match.end())
    if before or pause is None or match.group().lower().startswith("only"):
        condition = frozenset(t.stem for t in after)
        return condition, bool(before) and before[-1] in claim.stems - condition
    condition = frozenset(t.stem for t in after if t.end <= pause.start())
    held = {t.stem for t in after if t.start > pause.start()} - condition
    mine = {claim.tokens[i].stem for i in claim.content}
    return condition, 2 * len(held & mine) > len(mine)


def _all_nominal(places: Sequence[Place]) -> bool:
    """Whether the word stands only as "strengthening", which tells nothing of its modality."""
    return all(s.tokens[i].text.endswith("ing") for s, i in places)


def opposite_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Words that stand where the evidence has their opposite, or instead of it."""
    for position in claim.content:
        word = claim.tokens[position]
        own = _places(word.stem, told)
        if any(start <= position < end for start, end in claim.runs) or _is_age(claim, position):
            continue
        if any(_same_slot(claim, position, s, i) for s, i in own):
            continue
        for opposite in _opposites(word.stem):
            places = [
                (s, i)
                for s, i in _places(opposite, told)
                if (opposite, s.beside(i)[1]) not in NO_DIRECTION and not _is_age(s, i)
                if _same_slot(claim, position, s, i)
                or not (own or word.text in DIRECTIONS or _apart(claim, position, s, i))
            ]
            if not own and any(_places(w, told) for w in _opposites(opposite)):
                continue  # it goes both ways in the evidence
            denied = bool(_under(claim.negations, position, near=False))
            if any(denied == bool(_under(s.negations, i, near=False)) for s, i in places):
                said = places[0][0].tokens[places[0][1]].text
                yield Finding("comparison", f"“{word.text}” where the evidence has “{said}”")


def _is_age(statement: Statement, position: int) -> bool:
    """Whether a word is the "old" of "22-year-old", which is no opposite of young."""
    return statement.tokens[position].stem == "old" and statement.beside(position)[0] in _AGES


def _apart(claim: Statement, position: int, told: Statement, place: int) -> bool:
    """Whether two words are said of different things: no content word stands near both."""
    mine, theirs = claim.near(position, _BESIDE), told.near(place, _BESIDE)
    return bool(mine) and bool(theirs) and not mine & theirs


def _same_slot(claim: Statement, position: int, told: Statement, place: int) -> bool:
    mine, theirs = claim.beside(position), told.beside(place)
    return any(a == b and a for a, b in zip(mine, theirs, strict=True)) or mine == theirs


def _opposites(word: str) -> Iterator[str]:
    yield from OPPOSITES.get(word, ())
    for prefix in NEGATING_PREFIXES:
        yield prefix + word
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            yield word.removeprefix(prefix)


def _places(wanted: str, told: Sequence[Statement]) -> list[Place]:
    return [(statement, i) for statement in told for i in statement.at(wanted)]


def _under(reaches: Sequence[Reach], position: int, *, near: bool) -> frozenset[str]:
    return frozenset(r.cue for r in reaches if position in (r.near if near else r.far))
