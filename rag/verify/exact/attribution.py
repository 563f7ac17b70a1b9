"""Who says it: what a speaker claims is no fact, and nobody else's claim."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.text.places import countries
from rag.verify.exact.finding import Finding
from rag.verify.exact.names import is_held
from rag.verify.exact.speech_words import (
    ATTRIBUTING,
    DOCUMENTS,
    INSTITUTIONS,
    OUTLETS,
    REPORTING,
    REPORTING_NOUNS,
    REPORTING_THAT,
    SAYING,
    SPEECH_ACTS,
)
from rag.verify.statement import Statement, Token, read

MOSTLY = 0.5
"""Share of a claim's words that stand in reported speech for it to be somebody's claim."""

_OPINION = r"(?:view|views|opinion|words|eyes|assessment|judge?ment|account)"
_ACCORDING = re.compile(
    rf"\b(?:according to|in the {_OPINION} of|as \w+ (?:by|to)) (?P<of>[^,]+(?:, an? [^,]+)?)"
    r"|\bas (?P<sees>[^,]+?) (?:sees|puts|saw|put) it\b"
    rf"|\b(?:in|from) (?P<whose>[^,]+?)[’']s? {_OPINION}\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”“\"]?")
_NOT = frozenset("not never nor neither".split())
_SITE = re.compile(r"\w\.[A-Za-z]{2,3}\b")
"""A newspaper named after its site: "Daily.Org"."""

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
        found.append(Speech(match["of"] or match["sees"] or match["whose"], frozenset(inside)))
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
    follows = statement.text[word.end : word.end + 12]
    if _is_denied(statement, verb) or follows.startswith((" no ", " nothing ", " yes ")):
        return False
    if word.text in REPORTING:
        return True
    before = statement.text[: word.start].rstrip()
    ends = not follows.strip(" .") or follows.startswith(",")
    told = follows.lstrip('"”, ').startswith(("that ", "how ", ":"))
    told = told or follows.lstrip(", ").startswith(('"', "“")) or before.endswith((",", '"', "”"))
    told = told or (ends and bool(re.search(r'[,"”]', before)))
    return told and word.text in REPORTING_THAT | REPORTING_NOUNS


def _is_denied(statement: Statement, verb: int) -> bool:
    """Whether the verb itself is denied: "did not say"."""
    before = statement.tokens[verb - 1].text.lower() if verb else ""
    return before in _NOT or before.endswith(("n't", "n’t"))


def _speech(statement: Statement, verb: int) -> Speech:
    """The speech of one reporting verb: what follows it, or all before it if little follows."""
    tokens = statement.tokens
    end = next((i for i in range(verb + 1, len(tokens)) if tokens[i].text == "citing"), len(tokens))
    before, after = range(verb), range(verb + 1, end)
    ends = [i for i in before if _ends_clause(statement, tokens[i], tokens[i + 1])]
    if _follows_apposition(statement, verb, ends):
        del ends[-2:]
    last = max(ends, default=-1)
    subject = [i for i in before if i > last]
    if last >= 0 and len([i for i in after if tokens[i].content]) <= _AFTER - 1:
        speaker = [*subject, *list(after)[:_AFTER]]
        said = frozenset(i for i in before if i not in subject)
        return Speech(_text(tokens, speaker), said & _quoted(statement) or said)
    quoted = verb > 0 and bool(re.search(r"[\"”]", _gap(statement, tokens[verb - 1], tokens[verb])))
    speaker = list(after)[:_AFTER] if quoted else [*before]
    return Speech(_text(tokens, speaker), frozenset(after))


_GOES_ON = frozenset(
    "that he she it they there we i reporters lawmakers journalists investigators "
    "in on at by after during".split()
)
"""What follows a verb whose subject went before it."""


def _follows_apposition(statement: Statement, verb: int, ends: Sequence[int]) -> bool:
    """Whether the comma before a verb of saying closes what is told of its subject: "Lee, 61, said he …"."""
    tokens = statement.tokens
    if len(ends) < 2 or ends[-1] != verb - 1 or verb + 1 >= len(tokens):
        return False
    gaps = (_gap(statement, tokens[i], tokens[i + 1]).strip() for i in ends[-2:])
    following = tokens[verb + 1].text
    return all(gap == "," for gap in gaps) and following.lower() in _GOES_ON


def _ends_clause(statement: Statement, token: Token, following: Token) -> bool:
    return bool(re.search(r"[\"”;:]|,\s*$", _gap(statement, token, following)))


def _gap(statement: Statement, token: Token, following: Token) -> str:
    return statement.text[token.end : following.start]


def _text(tokens: Sequence[Token], places: Sequence[int]) -> str:
    return " ".join(tokens[i].text for i in places)


def marked_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Somebody's words, set in quotation marks in the evidence, that the claim takes for its own.

    Names in quotation marks, as of a film, are no words of anybody.
    """
    if speeches(claim, acts=True) or _attributes(claim):
        return
    own = f" {' '.join(_words(_QUOTED.sub(' | ', claim.text)))} "
    for statement in told:
        for match in _QUOTED.finditer(statement.text):
            words = _words(match.group())
            named = all(word[:1].isupper() for word in re.findall(r"[^\W_]{4,}", match.group()))
            if len(words) > 1 and not named and f" {' '.join(words)} " in own:
                yield Finding("speaker", f"“{' '.join(words)}” is what somebody quoted says")


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’'-]+|\|", text.lower())


def speaker_findings(
    claim: Statement, told: Sequence[Statement], known: str = ""
) -> Iterator[Finding]:
    """A claim without its speaker, or with another one; ``known``: whom a pronoun means."""
    if not speeches(claim, acts=True):
        if not _attributes(claim):
            yield from _bare_findings(claim, told)
        return
    yield from _silent_findings(claim, told)
    speakers = ", ".join(dict.fromkeys(speech.speaker for speech in speeches(claim)))
    theirs = [s.speaker for statement in told for s in speeches(statement, acts=True)]
    if not theirs:
        if read(speakers).names and not any(map(_attributes, told)):
            yield Finding("speaker", f"the evidence does not say that {speakers} says so")
    elif not _may_be(speakers, [*theirs, known], told):
        yield Finding("speaker", f"in the evidence it is not {speakers} who says so")


def _silent_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Somebody who says what, by the evidence, they did not say."""
    spoken = read(" ".join(s.speaker for statement in told for s in speeches(statement)))
    silent: set[str] = set()
    for statement in told:
        denied = (i for i, t in enumerate(statement.tokens) if t.text in SAYING)
        for i in (i for i in denied if _is_denied(statement, i)):
            silent |= {t.stem for t in statement.tokens[:i] if t.content}
    for speech in speeches(claim)[:1]:
        who = {t.stem for t in read(speech.speaker).tokens if t.content}
        if who and who <= silent - spoken.stems:
            yield Finding("speaker", f"the evidence says that {speech.speaker} did not say so")


def _may_be(speakers: str, theirs: Sequence[str], told: Sequence[Statement]) -> bool:
    """Whether the one who speaks in the claim may be one of those who speak in the evidence.

    A pronoun or a description may mean anybody; a noun that stands elsewhere in the evidence is
    somebody else: "the ministers said" of "diplomats said that the ministers …".
    """
    stated, them = read(speakers), read(" ".join(theirs))
    if not _same_institution(stated, them, told):
        return False
    if any(stated.stems & DOCUMENTS & statement.stems for statement in told):
        return True
    pronoun = not all(map(_names_somebody, filter(None, theirs)))
    if stated.names:
        whole = " ".join((them.text, *(s.text for s in told))) if pronoun else them.text
        held = any(is_held(name, whole) for name in stated.names)
        return held or bool(countries(speakers) & countries(them.text))
    nouns = {stated.tokens[i].stem for i in stated.content if stated.tokens[i].content}
    there = nouns & frozenset[str]().union(*(s.stems for s in told))
    return bool(them.names) or pronoun or not there or bool(there & them.stems)


def _same_institution(stated: Statement, them: Statement, told: Sequence[Statement]) -> bool:
    """Whether no other institution speaks: "the museum said" is not what the court said."""
    own, others = stated.stems & INSTITUTIONS, them.stems & INSTITUTIONS
    return not own or not others or any(own & statement.stems for statement in told)


def _names_somebody(speaker: str) -> bool:
    """Whether more than a pronoun says who speaks."""
    return any(token.content for token in read(speaker).tokens)


def _attributes(statement: Statement) -> bool:
    """Whether any word says whose view or report the sentence gives."""
    return any(token.text.lower() in ATTRIBUTING for token in statement.tokens)


def _is_outlet(speaker: str) -> bool:
    words = {token.text.lower() for token in read(speaker).tokens}
    return bool(words & OUTLETS) or bool(_SITE.search(speaker))


def _bare_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    reported: set[str] = set()
    own: set[str] = set()
    speakers = []
    for statement in told:
        spoken = [speech for speech in speeches(statement) if not _is_outlet(speech.speaker)]
        speakers += [speech.speaker for speech in spoken]
        inside = frozenset(i for speech in spoken for i in speech.words)
        for i in statement.content:
            (reported if i in inside else own).add(statement.tokens[i].stem)
    words = [claim.tokens[i].stem for i in claim.content]
    there = [w for w in words if w in reported or w in own]
    only = [w for w in there if w in reported and w not in own]
    if there and len(only) > MOSTLY * len(there):
        yield Finding("speaker", f"it is only what {speakers[0]} says")
