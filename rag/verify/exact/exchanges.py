"""Two things in each other's place: who does and to whom it is done, from and to, where and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.verify.cues import EXACT_WORDS
from rag.verify.exact.finding import Finding
from rag.verify.statement import Statement, Token


@dataclass(frozen=True, slots=True)
class _Act:
    """What a name does, or what is done to it; ``others`` are the names on the verb's other side."""

    verb: str
    name: str
    acts: bool
    others: frozenset[str]

    def reverses(self, other: _Act) -> bool:
        """Whether the same ones do the same, the other way round."""
        alike = bool(self.others & other.others) or not (self.others or other.others)
        same = (self.verb, self.name) == (other.verb, other.name)
        return same and self.acts != other.acts and alike


def agent_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Names that do what, by the evidence, is done to them, and the reverse."""
    theirs = [act for statement in told for act in _acts(statement)]
    own = {(act.verb, act.name, act.acts) for act in theirs}
    for act in _acts(claim):
        known = (act.verb, act.name, act.acts) in own
        if not known and any(act.reverses(other) for other in theirs):
            said = "does" if act.acts else "suffers"
            yield Finding(
                "role", f"“{act.name}” {said} in the claim what it does not in the evidence"
            )


def _acts(statement: Statement) -> Iterator[_Act]:
    """Each name right before or after a verb, and whether it acts: "A praised B", "B was praised by A"."""
    tokens = statement.tokens
    for start, end in statement.runs:
        if tokens[end - 1].text.endswith(("'s", "’s", "s'", "s’")):
            continue
        name = tokens[end - 1].stem
        if (verb := _verb_after(statement, end)) is not None:
            others = _named(statement, verb, len(tokens)) - {name}
            yield _Act(tokens[verb].stem, name, not _is_passive(tokens, verb), others)
        if _is_head(statement, end) and (found := _verb_before(tokens, start)):
            others = _named(statement, 0, found[0]) - {name}
            yield _Act(tokens[found[0]].stem, name, found[1], others)


def _named(statement: Statement, start: int, end: int) -> frozenset[str]:
    """The stems of all names between two positions."""
    runs = [range(max(a, start), min(b, end)) for a, b in statement.runs]
    return frozenset(statement.tokens[i].stem for run in runs for i in run)


_OUTSIDE = frozenset("ahead early late again back together today yesterday last next".split())
"""Words after a name that are no part of what it describes."""

_BE = frozenset("is are was were been being be".split())
_HAVE = frozenset("has have had will would could may might also".split())


def _verb_after(statement: Statement, at: int) -> int | None:
    """The verb of which a name that ends before ``at`` is the subject."""
    tokens = statement.tokens
    if at < len(tokens) and statement.text[tokens[at - 1].end : tokens[at].start] != " ":
        return None  # "Lee, hired in May"
    while at < len(tokens) and tokens[at].text in _BE | _HAVE:
        at += 1
    return at if at < len(tokens) and _is_verb(tokens[at]) else None


def _verb_before(tokens: Sequence[Token], at: int) -> tuple[int, bool] | None:
    """The verb right before a name, and whether the name acts, as in "was praised by A"."""
    at -= 1
    while at > 0 and tokens[at].text.lower() in ("the", "mr", "mrs", "ms", "president"):
        at -= 1
    by = at > 0 and tokens[at].text == "by"
    at -= by
    if at < 0 or not _is_verb(tokens[at]) or (not by and _is_passive(tokens, at)):
        return None
    return (at, True) if by else (at, False)


def _is_verb(token: Token) -> bool:
    return token.content and token.text.islower() and not token.text.endswith(("ly", "tion"))


def _is_passive(tokens: Sequence[Token], verb: int) -> bool:
    adverb = verb > 1 and (tokens[verb - 1].text in _HAVE or tokens[verb - 1].text.endswith("ly"))
    before = tokens[verb - 1 - adverb].text if verb else ""
    return before in _BE and not tokens[verb].text.endswith("ing")


def _is_head(statement: Statement, end: int) -> bool:
    """Whether a name does not merely describe the word after it: "praised NATO members"."""
    if end >= len(statement.tokens):
        return True
    last, following = statement.tokens[end - 1], statement.tokens[end]
    gap = statement.text[last.end : following.start]
    outside = following.text.endswith(("ly", "ing")) or following.text in _OUTSIDE
    return gap != " " or not following.content or outside


_BESIDE = 4
"""How many content words on either side of a verb may say who does it, and to whom."""

_LIGHT = frozenset("make take give have".split())
"""Verbs that say little of what is done."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """What is done, and the stems of those who may do it and of those to whom it is done."""

    verb: str
    agents: frozenset[str]
    patients: frozenset[str]

    def exchanges(self, other: _Deed) -> bool:
        """Whether those who do it in one are those to whom it is done in the other."""
        kept = self.agents & other.agents or self.patients & other.patients
        return bool(self.agents & other.patients and self.patients & other.agents) and not kept


def voice_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """A passive that exchanges who does it and to whom it is done: "was hit by B" for "A was hit by"."""
    verbs = {deed.verb for statement in (claim, *told) for deed in _passives(statement)}
    theirs = [deed for statement in told for deed in _deeds(statement, verbs)]
    for mine in _deeds(claim, verbs):
        same = [deed for deed in theirs if deed.verb == mine.verb]
        if same and all(mine.exchanges(deed) for deed in same):
            yield Finding("role", "in the evidence those do it to whom it is done in the claim")


def _deeds(statement: Statement, verbs: set[str]) -> Iterator[_Deed]:
    """Every deed by a passive, and those of ``verbs`` that are told in the active."""
    yield from _passives(statement)
    tokens = statement.tokens
    for at, token in enumerate(tokens):
        done = _is_passive(tokens, at) or _has_by(tokens, at)
        if token.stem in verbs and token.text.islower() and not done:
            yield _Deed(token.stem, _before(tokens, at), _behind(tokens, at + 1))


def _passives(statement: Statement) -> Iterator[_Deed]:
    tokens = statement.tokens
    for at, token in enumerate(tokens):
        known = _is_verb(token) and token.stem not in _LIGHT
        if known and _is_passive(tokens, at) and _has_by(tokens, at):
            yield _Deed(token.stem, _behind(tokens, at + 2), _before(tokens, at))


def _has_by(tokens: Sequence[Token], verb: int) -> bool:
    return any(token.text == "by" for token in tokens[verb + 1 : verb + 2])


def _before(tokens: Sequence[Token], at: int) -> frozenset[str]:
    return frozenset([t.stem for t in tokens[:at] if t.content][-_BESIDE:])


def _behind(tokens: Sequence[Token], at: int) -> frozenset[str]:
    return frozenset([t.stem for t in tokens[at:] if t.content][:_BESIDE])


def place_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Two names that have exchanged the words before them, or the days or numbers behind them.

    "From Kent to Bath" for "from Bath to Kent", "in Kent in May and in Bath in June" for the reverse.
    """
    for beside in (_led_by, _dated):
        mine = beside(claim)
        for statement in told:
            theirs = beside(statement)
            both = [name for name in mine if name in theirs]
            for one in both:
                if any(_exchanged(mine, theirs, one, other) for other in both):
                    yield Finding("role", f"“{one}” stands elsewhere in the evidence")
                    return


def _exchanged(mine: dict[str, str], theirs: dict[str, str], one: str, other: str) -> bool:
    return mine[one] != mine[other] and mine[one] == theirs[other] and mine[other] == theirs[one]


_LEADING = frozenset("from to into for at in against over beat left via through".split())


def _led_by(statement: Statement) -> dict[str, str]:
    """The word right before each name, of those that give it its place."""
    return {
        name: word
        for name, start, _ in _named_once(statement)
        if start and (word := statement.tokens[start - 1].text.lower()) in _LEADING
    }


def _dated(statement: Statement) -> dict[str, str]:
    """The day, month or number that stands behind each name, a word or two between them."""
    found = {}
    for name, _, end in _named_once(statement):
        near = [t.text.lower() for t in statement.tokens[end : end + 3]]
        exact = next((word for word in near if word in EXACT_WORDS or word[0].isdigit()), None)
        if exact:
            found[name] = exact
    return found


def _named_once(statement: Statement) -> Iterator[tuple[str, int, int]]:
    """The last word's stem of each name that stands once, and its range of tokens."""
    last = [statement.tokens[end - 1].stem for _, end in statement.runs]
    for name, (start, end) in zip(last, statement.runs, strict=True):
        if last.count(name) == 1:
            yield name, start, end
