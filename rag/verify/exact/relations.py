"""What is told of two events: cause and effect, before and after, in spite of, "A or B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.verify.exact.finding import Finding
from rag.verify.statement import Statement

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
_NEVER = re.compile(r"(?!)")
_EXCHANGE = (re.compile(r"\bin (?:exchange|return) for\b"), _NEVER)
_BEFORE = r"before|prior to|ahead of"
_AFTER = r"after|once|following"
_EVENT = r"(?! (?:midnight|noon|dawn|dusk|\d|[a-z]+ing\b|half|\w+ (?:o['’]clock|[ap]\.?m)))"
_ORDER = (
    re.compile(rf"\b(?:{_BEFORE})\b{_EVENT}", re.IGNORECASE),
    re.compile(rf"\b(?:{_AFTER})\b{_EVENT}", re.IGNORECASE),
)
_FIRST_AND_LAST = (
    (_CAUSE, "cause and effect are exchanged"),
    (_EXCHANGE, "gift and return are exchanged"),
    (_ORDER, "what comes first in the evidence comes last in the claim"),
)
"""What stands between two things, the first of them before it or behind it, and how they are exchanged."""

_HOW_LONG = re.compile(
    r"\W*(?:(?:[\w-]+ ){0,3}"
    r"(?:(?:second|minute|hour|day|week|month|year|moment)s?|shortly|just|long|even) )?",
    re.IGNORECASE,
)
"""What may open a sentence before "before": "Eleven minutes before the start a bridge gave way"."""

_DESPITE = re.compile(
    r"\b(?:despite|in spite of|notwithstanding|regardless of|(?:even )?though|although)\b",
    re.IGNORECASE,
)


def direction_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Causes that the evidence has as effects, first what it has last, and gifts for what is given back."""
    for (forward, backward), exchanged in _FIRST_AND_LAST:
        mine = _sides(claim, forward, backward)
        theirs = [sides for s in told if (sides := _sides(s, forward, backward))]
        if mine and theirs and all(_swapped(mine, sides) for sides in theirs):
            yield Finding("relation", exchanged)


def despite_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Causes in spite of which, by the evidence, it happened."""
    if any(_sides(statement, *_CAUSE) for statement in told):
        return
    mine = _sides(claim, *_CAUSE)
    for statement in told:
        theirs = _sides(statement, _NEVER, _DESPITE)
        if mine and theirs and mine[0] & theirs[0] - theirs[1]:
            yield Finding("relation", "by the evidence it was so in spite of that")


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
    match = forward.search(text)
    if match and not _HOW_LONG.fullmatch(text[: match.start()]):
        return _stems(statement, 0, match.start()), _stems(statement, match.end(), len(text))
    return None


def _stems(statement: Statement, start: int, end: int) -> frozenset[str]:
    return frozenset(t.stem for t in statement.tokens if t.content and start <= t.start < end)


def _swapped(mine: Sides, theirs: Sides) -> bool:
    (a, b), (c, d) = ((x - y, y - x) for x, y in (mine, theirs))
    stays = a & c and b & d  # one side may also hold who says so, which stays where it was
    return bool(a & d and b & c) and len(a & d) + len(b & c) >= SWAPPED and not stays


_TIMES = re.compile(rf"\b(?:(?P<after>{_AFTER}|upon)|(?P<before>{_BEFORE}))\b", re.IGNORECASE)
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
