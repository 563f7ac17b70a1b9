"""What is done to what: causes and effects, before and after, who acts on whom, "A or B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.verify.exact.finding import Finding
from rag.verify.statement import Statement, Token

Sides = tuple[frozenset[str], frozenset[str]]

SWAPPED = 3
"""How many words must stand on the other side for cause and effect to be exchanged."""

_FORWARD = (
    r", so (?!that\b|far\b|much\b)|\b(?:therefore|thus|hence)\b|\b(?:led|leads|leading) to\b|"
    r"\bresult(?:ed|s|ing)? in\b|(?<!was )(?<!were )(?<!been )\b(?:causes|caused|causing|prompts|prompted|"
    r"prompting|triggers|triggered|triggering|sparks|sparked|sparking)\b(?! by)|\bwhich means\b|"
    r"(?<=\w), the (?:\w+er|more|less)\b"
)
_BACKWARD = (
    r"\b(?:because(?: of)?|due to|owing to|thanks to|as a result of|result(?:ed|s|ing)? from|stems? from|"
    r"depend(?:s|ed|ing)? on|hinges? on|hinged on|(?:caused|prompted|triggered|sparked|driven) by)\b"
)
_CAUSE = (re.compile(_FORWARD), re.compile(_BACKWARD, re.IGNORECASE))
_EXCHANGE = (re.compile(r"\bin (?:exchange|return) for\b"), re.compile(r"(?!)"))


def direction_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Causes that the evidence has as effects, and things exchanged the other way round."""
    for forward, backward in (_CAUSE, _EXCHANGE):
        mine = _sides(claim, forward, backward)
        theirs = [sides for s in told if (sides := _sides(s, forward, backward))]
        if mine and theirs and all(_swapped(mine, sides) for sides in theirs):
            yield Finding("relation", "cause and effect, or gift and return, are exchanged")


def _sides(
    statement: Statement, forward: re.Pattern[str], backward: re.Pattern[str]
) -> Sides | None:
    """The stems of what comes first in the matter and of what follows from it."""
    text = statement.text
    if match := backward.search(text):
        opens = not text[: match.start()].strip('“" ')
        comma = text.find(",", match.end())
        if opens and comma > 0:
            return _stems(statement, match.end(), comma), _stems(statement, comma, len(text))
        return _stems(statement, match.end(), len(text)), _stems(statement, 0, match.start())
    if match := forward.search(text):
        return _stems(statement, 0, match.start()), _stems(statement, match.end(), len(text))
    return None


def _stems(statement: Statement, start: int, end: int) -> frozenset[str]:
    return frozenset(t.stem for t in statement.tokens if t.content and start <= t.start < end)


def _swapped(mine: Sides, theirs: Sides) -> bool:
    (a, b), (c, d) = ((x - y, y - x) for x, y in (mine, theirs))
    stays = a & c and b & d  # one side may also hold who says so, which stays where it was
    return bool(a & d and b & c) and len(a & d) + len(b & c) >= SWAPPED and not stays


_AFTER = r"after|upon|once|following"
_BEFORE = r"before|prior to|ahead of"
_TIMES = re.compile(rf"\b(?:(?P<after>{_AFTER})|(?P<before>{_BEFORE}))\b", re.IGNORECASE)
_OBJECTS = 4  # content words after it


def order_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Things said to be before what, by the evidence, they come after, and the reverse."""
    theirs = [entry for statement in told for entry in _times(statement)]
    for which, what, word in _times(claim):
        near = [other for other, objects, _ in theirs if 2 * len(what & objects) >= len(what)]
        if what and near and which not in near:
            yield Finding("relation", f"“{word}” is the other way round in the evidence")


def _times(statement: Statement) -> Iterator[tuple[str, frozenset[str], str]]:
    """Which side of what: "after" or "before", the stems of what follows, the word itself."""
    for match in _TIMES.finditer(statement.text):
        stop = re.search(r"[,;.]\s|[,;.]$", statement.text[match.end() :])
        end = match.end() + (stop.start() if stop else len(statement.text))
        tokens = [t for t in statement.tokens if t.content and match.end() <= t.start < end]
        which = "after" if match["after"] else "before"
        yield which, frozenset(t.stem for t in tokens[:_OBJECTS]), match.group()


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


_CHOICE = re.compile(r"\b(?P<one>[a-z]{4,}(?:ed|ing)) or (?P<other>[a-z]{4,}(?:ed|ing))\b")
_FREE = re.compile(r"\b(?:whether|if|not|never|without|no|any|either)\b|n[’']t\b", re.IGNORECASE)


def choice_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """One of two things as the only one: "killed" where the evidence has "killed or wounded"."""
    texts = " ".join(statement.text for statement in told)
    for match in _CHOICE.finditer(texts):
        sure = [w for w in match.group("one", "other") if re.search(rf"\b{w}\b", claim.text)]
        alone = len(re.findall(rf"\b{sure[0]}\b", texts)) == 1 if len(sure) == 1 else False
        free = _FREE.search(texts[max(0, match.start() - 40) : match.start()])
        if (
            alone
            and not free
            and not re.search(rf"\b{sure[0]} (?:and|or)\b|\bor {sure[0]}\b", claim.text)
        ):
            yield Finding("relation", f"the evidence says “{match.group()}”")
