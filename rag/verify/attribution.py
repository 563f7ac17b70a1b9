"""Who says it: what a speaker claims is no fact, and nobody else's claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.verify.cues import REPORTING
from rag.verify.finding import Finding
from rag.verify.statement import Statement, Token, read
from rag.words import name_stems

MOSTLY = 0.5
"""Share of a claim's words that stand in reported speech for it to be somebody's claim."""

_ACCORDING = re.compile(r"\baccording to ([^,]+)", re.IGNORECASE)
_PRONOUNS = frozenset("he she they it who".split())
_QUOTED = re.compile(r"[“\"][^“”\"]*[”“\"]?")


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks in a sentence (the words that say so) and which of its words are theirs."""

    speaker: str
    words: frozenset[int]


def speeches(statement: Statement) -> list[Speech]:
    """What ``statement`` reports: after "X said", before "…, said X", in quotation marks."""
    found = []
    tokens = statement.tokens
    for match in _ACCORDING.finditer(statement.text):
        inside = frozenset(
            i for i, t in enumerate(tokens) if t.end <= match.start() or t.start >= match.end()
        )
        found.append(Speech(match.group(1), inside))
    for i, token in enumerate(tokens):
        if token.text.lower() in REPORTING:
            found.append(_speech(statement, i))
    if found:
        quoted = [m.span() for m in _QUOTED.finditer(statement.text)]
        inside = frozenset(
            i for i, t in enumerate(tokens) if any(a <= t.start < b for a, b in quoted)
        )
        found.append(Speech(" ".join(s.speaker for s in found), inside))
    return found


def _speech(statement: Statement, verb: int) -> Speech:
    """The speech of one reporting verb: what follows it, or all before it if little follows."""
    tokens = statement.tokens
    before, after = range(verb), range(verb + 1, len(tokens))
    last = next((i for i in before if _ends_clause(statement, tokens[i], tokens[i + 1])), -1)
    subject = [i for i in before if i > last]
    if len([i for i in after if tokens[i].content]) <= 3:  # "…, Rutte said on Tuesday"
        speaker = [*subject, *list(after)[:4]]
        return Speech(_text(tokens, speaker), frozenset(i for i in before if i not in subject))
    return Speech(_text(tokens, subject or list(after)[:4]), frozenset(after))


def _ends_clause(statement: Statement, token: Token, following: Token) -> bool:
    return bool(re.search(r"[\"”;:]|,\s*$", statement.text[token.end : following.start]))


def _text(tokens: Sequence[Token], places: Sequence[int]) -> str:
    return " ".join(tokens[i].text for i in places)


def speaker_findings(
    claim: Statement, told: Sequence[Statement], known: str = ""
) -> Iterator[Finding]:
    """A claim without its speaker, or with another one; ``known``: whom a pronoun means."""
    spoken = [(s, speech) for s in told for speech in speeches(s)]
    mine = speeches(claim)
    if not mine:
        yield from _bare_findings(claim, told, spoken)
        return
    speakers = " ".join(speech.speaker for speech in mine)
    names = {s for name in read(speakers).names for s in name_stems(name)}
    if not names:
        return
    theirs = " ".join((*(speech.speaker for _, speech in spoken), known))
    if not spoken:
        yield Finding("speaker", f"the evidence does not say that {speakers} says so")
    elif not names & read(theirs).stems:
        yield Finding("speaker", f"in the evidence it is not {speakers} who says so")


def _bare_findings(
    claim: Statement, told: Sequence[Statement], spoken: Sequence[tuple[Statement, Speech]]
) -> Iterator[Finding]:
    reported: set[str] = set()
    own: set[str] = set()
    for statement in told:
        inside = frozenset(i for s, speech in spoken if s is statement for i in speech.words)
        for i in statement.content:
            (reported if i in inside else own).add(statement.tokens[i].stem)
    words = [claim.tokens[i].stem for i in claim.content]
    there = [w for w in words if w in reported or w in own]
    only = [w for w in there if w in reported and w not in own]
    if there and len(only) > MOSTLY * len(there) and spoken:
        yield Finding("speaker", f"it is only what {spoken[0][1].speaker} says")
