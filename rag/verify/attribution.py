"""Who says it: what a speaker claims is no fact, and nobody else's claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.verify.cues import REPORTING, REPORTING_THAT, SPEECH_ACTS
from rag.verify.finding import Finding
from rag.verify.statement import Statement, Token, read
from rag.words import name_stems

MOSTLY = 0.5
"""Share of a claim's words that stand in reported speech for it to be somebody's claim."""

_ACCORDING = re.compile(r"\baccording to ([^,]+)", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”“\"]?")
_AFTER = 4  # words after a verb of saying that may name who says it: "…, said Rutte on Tuesday"


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks in a sentence (the words that say so) and which of its words are theirs."""

    speaker: str
    words: frozenset[int]


def speeches(statement: Statement, *, acts: bool = False) -> list[Speech]:
    """What ``statement`` reports: after "X said", before "…, said X", in quotation marks.

    ``acts``: also what is done by speaking, as in "X urged", "X expressed concern".
    """
    found = []
    tokens = statement.tokens
    for match in _ACCORDING.finditer(statement.text):
        outside = (match.start(), match.end())
        inside = (i for i, t in enumerate(tokens) if not outside[0] <= t.start < outside[1])
        found.append(Speech(match.group(1), frozenset(inside)))
    for i in range(len(tokens)):
        if _reports(statement, i) or (acts and tokens[i].text in SPEECH_ACTS | REPORTING_THAT):
            found.append(_speech(statement, i))
    quoted = _quoted(statement)
    if found or len(quoted & set(statement.content)) > MOSTLY * len(statement.content):
        found.append(Speech(found[0].speaker if found else "somebody quoted", quoted))
    return found


def _quoted(statement: Statement) -> frozenset[int]:
    """The words in quotation marks."""
    spans = [match.span() for match in _QUOTED.finditer(statement.text)]
    return frozenset(
        i for i, t in enumerate(statement.tokens) if any(a <= t.start < b for a, b in spans)
    )


def _reports(statement: Statement, verb: int) -> bool:
    """Whether a word is a verb of saying, and what it says follows or went before."""
    word = statement.tokens[verb]
    if word.text in REPORTING:
        return True
    follows = statement.text[word.end : word.end + 12].lstrip('"”, ')
    return word.text in REPORTING_THAT and follows.startswith(("that ", "how ", ":"))


def _speech(statement: Statement, verb: int) -> Speech:
    """The speech of one reporting verb: what follows it, or all before it if little follows."""
    tokens = statement.tokens
    before, after = range(verb), range(verb + 1, len(tokens))
    last = max((i for i in before if _ends_clause(statement, tokens[i], tokens[i + 1])), default=-1)
    subject = [i for i in before if i > last]
    if len([i for i in after if tokens[i].content]) <= _AFTER - 1:
        speaker = [*subject, *list(after)[:_AFTER]]
        return Speech(_text(tokens, speaker), frozenset(i for i in before if i not in subject))
    quoted = verb > 0 and bool(re.search(r"[\"”]", _gap(statement, tokens[verb - 1], tokens[verb])))
    speaker = list(after)[:_AFTER] if quoted else [*before]
    return Speech(_text(tokens, speaker), frozenset(after))


def _ends_clause(statement: Statement, token: Token, following: Token) -> bool:
    return bool(re.search(r"[\"”;:]|,\s*$", _gap(statement, token, following)))


def _gap(statement: Statement, token: Token, following: Token) -> str:
    return statement.text[token.end : following.start]


def _text(tokens: Sequence[Token], places: Sequence[int]) -> str:
    return " ".join(tokens[i].text for i in places)


def speaker_findings(
    claim: Statement, told: Sequence[Statement], known: str = ""
) -> Iterator[Finding]:
    """A claim without its speaker, or with another one; ``known``: whom a pronoun means."""
    if not speeches(claim, acts=True):
        yield from _bare_findings(claim, told)
        return
    speakers = ", ".join(dict.fromkeys(speech.speaker for speech in speeches(claim)))
    names = {s for name in read(speakers).names for s in name_stems(name)}
    if not names:
        return
    theirs = [speech.speaker for statement in told for speech in speeches(statement, acts=True)]
    if not theirs:
        yield Finding("speaker", f"the evidence does not say that {speakers} says so")
    elif not names & read(" ".join((*theirs, known))).stems:
        yield Finding("speaker", f"in the evidence it is not {speakers} who says so")


def _bare_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    reported: set[str] = set()
    own: set[str] = set()
    speakers = []
    for statement in told:
        spoken = speeches(statement)
        speakers += [speech.speaker for speech in spoken]
        inside = frozenset(i for speech in spoken for i in speech.words)
        for i in statement.content:
            (reported if i in inside else own).add(statement.tokens[i].stem)
    words = [claim.tokens[i].stem for i in claim.content]
    there = [w for w in words if w in reported or w in own]
    only = [w for w in there if w in reported and w not in own]
    if there and len(only) > MOSTLY * len(there):
        yield Finding("speaker", f"it is only what {speakers[0]} says")
