"""Polarity: what is denied, hedged or turned into its opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rag.verify.cues import NEGATING_PREFIXES, OPPOSITES
from rag.verify.finding import Finding
from rag.verify.statement import Reach, Statement


def negation_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Words that only one of claim and evidence puts under a negation."""
    for position in claim.content:
        word = claim.tokens[position]
        places = [(s, i) for s in told for i in s.at(word.stem)]
        if not places:
            continue
        mine = _under(claim.negations, position, near=True)
        if mine and not any(_under(s.negations, i, near=False) for s, i in places):
            yield Finding("negation", f"the evidence does not deny “{word.text}”")
            return
        if not _under(claim.negations, position, near=False) and all(
            _under(s.negations, i, near=True) for s, i in places
        ):
            yield Finding("negation", f"the evidence denies “{word.text}”")
            return


def modality_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Words that only one of them states as a fact, the other as possible, planned or wanted."""
    for position in claim.content:
        word = claim.tokens[position]
        places = [(s, i) for s in told for i in s.at(word.stem)]
        if not places:
            continue
        mine = _under(claim.modals, position, near=True)
        theirs = [_under(s.modals, i, near=False) for s, i in places]
        if mine and not any(mine & other for other in theirs):
            yield Finding("modality", f"the evidence does not make “{word.text}” {min(mine)}")
            return
        loose = _under(claim.modals, position, near=False)
        surely = [_under(s.modals, i, near=True) for s, i in places]
        if not loose and not word.text[0].isupper() and all(surely):
            yield Finding("modality", f"“{word.text}” is only {min(surely[0])} in the evidence")
            return


def opposite_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Words whose opposite stands in the evidence and that do not stand there themselves."""
    there = frozenset(s for statement in told for s in statement.stems)
    for position in claim.content:
        word = claim.tokens[position]
        if word.stem in there:
            continue
        opposite = next((s for s in _opposites(word.stem) if s in there), None)
        if opposite is None:
            continue
        places = [(s, i) for s in told for i in s.at(opposite)]
        denied = bool(_under(claim.negations, position, near=False))
        if any(denied == bool(_under(s.negations, i, near=False)) for s, i in places):
            yield Finding("comparison", f"“{word.text}” is the opposite of what the evidence says")
            return


def _opposites(word: str) -> Iterator[str]:
    yield from OPPOSITES.get(word, ())
    for prefix in NEGATING_PREFIXES:
        yield prefix + word
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            yield word.removeprefix(prefix)


def _under(reaches: Sequence[Reach], position: int, *, near: bool) -> frozenset[str]:
    return frozenset(r.cue for r in reaches if position in (r.near if near else r.far))
