"""Numbers, amounts, percentages and their units: does the evidence hold the same ones?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from rag.text.quantities import MEASURED, Quantity, amounts, in_base
from rag.text.words import stem
from rag.verify.cues import ABOUT, LOWER, UPPER
from rag.verify.exact.finding import Finding

ROUNDED = 0.05
"""An amount said to be "about" so much may be off by this share."""

_BEFORE = 28  # letters before an amount that may bound it
_NEAR = 4  # words behind an amount that may still be what it counts

_VAGUE = re.compile(
    r"\b(?:dozens|tens|scores|hundreds|thousands|millions|billions|trillions|half|halves|third|thirds|"
    r"quarter|quarters|twice|thrice|double|doubled|triple|tripled|quadrupled?)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(?:(?P<figure>\d+)(?:st|nd|rd|th)|(?P<word>first|second|third|fourth|fifth|sixth|seventh|eighth|"
    r"ninth|tenth))\b",
    re.IGNORECASE,
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_BOUNDS = {
    phrase: kind
    for kind, phrases in (("upper", UPPER), ("lower", LOWER), ("about", ABOUT))
    for phrase in phrases
}
_SAID_OF = {
    2.0: "both|twice|doubled?|pair|couple|duo|twins?|either|neither",
    3.0: "thrice|tripled?|trio|triplets|threefold",
    4.0: "quadrupled?|quartet|fourfold",
    12.0: "dozen",
}
"""How else a sentence tells a small number."""

_SHARES = {
    50.0: "half|halved?|halves",
    25.0: "(?:a|one) quarter",
    75.0: "three quarters",
    100.0: "all",
}
"""How else it tells a share."""

_SAME_AS = {
    "twice": "double|two|2 |both|second time|twofold",
    "double": "twice|two times|two-?fold|2 times|100 ?%",
    "thrice": "triple|three|3 |third time",
    "triple": "thrice|three times|three-?fold|3 times",
    "quadruple": "four times|four-?fold|4 times",
    "half": "50 ?(?:%|percent|per cent)|halv|one in two",
    "halve": "half|50 ?(?:%|percent|per cent)",
    "quarter": "25 ?(?:%|percent|per cent)|one in four|three months",
}
"""What a vague number may rest on in other words."""

_OF_TIME = re.compile(
    r"\b(?:second|minute|hour|day|week|fortnight|month|year|decade)s?$", re.IGNORECASE
)
_MOVED = re.compile(
    r"\b(?:edg|climb|creep|crept|rose|ris|grow|grew|jump|inch|push|shot|tick|went|mov)\w*(?: back)? $",
    re.IGNORECASE,
)
_TITLED = r"(?:[A-Z][\w’'-]*\.? ?){1,5}"
_LIST = re.compile(rf"\b{_TITLED}(?P<more>(?:, {_TITLED})*),? ?\b(?:and|or) {_TITLED}")


def number_findings(claim: str, evidence: Sequence[str]) -> Iterator[Finding]:
    """What ``claim`` counts or measures otherwise than ``evidence`` does, or alone."""
    there = [amount for text in evidence for amount in amounts(text)]
    for counted in amounts(claim):
        if counted.value == 1 and not any(c.isdigit() for c in counted.text):
            continue  # "one" is as often a pronoun
        same = [other for other in there if _same_value(counted, other, claim)]
        if not same and _is_told_otherwise(counted, " ".join(evidence)):
            continue
        if not same:
            yield Finding("number", f"“{counted.text}” is not in the evidence")
        elif all(_clash(counted, other) for other in same):
            yield Finding("number", f"“{counted.text}” is “{same[0].text}” in the evidence")
        else:
            yield from _bound_findings(counted, same, claim, evidence)
    yield from _word_findings(claim, " ".join(evidence))


def _is_told_otherwise(amount: Quantity, evidence: str) -> bool:
    """Whether a small number is told in other words ("both", "twice"), or so many are listed."""
    if in_base(amount).unit == "percent":
        said = _SHARES.get(amount.value)
        return bool(said and re.search(rf"\b(?:{said})\b", evidence, re.IGNORECASE))
    if any(c.isdigit() for c in amount.text):
        return False
    words = _SAID_OF.get(amount.value)
    listed = (2.0 + len(re.findall(r",", m["more"])) for m in _LIST.finditer(evidence))
    return bool(words and re.search(rf"\b(?:{words})\b", evidence, re.I)) or amount.value in listed


def exchange_findings(claim: str, evidence: Sequence[str]) -> Iterator[Finding]:
    """Amounts that count what the evidence counts otherwise, and whose number counts another thing."""
    there = [(amount, text) for text in evidence for amount in amounts(text) if amount.unit]
    for amount in amounts(claim):
        same = [(a, text) for a, text in there if a.value == amount.value]
        others = [a for a, _ in there if a.unit == amount.unit and a.value != amount.value]
        if others and same and not any(_counts(a, text, amount.unit) for a, text in same):
            yield Finding("number", f"“{amount.text}” is “{others[0].text}” in the evidence")


def _counts(amount: Quantity, text: str, unit: str) -> bool:
    """Whether ``amount`` may count the unit: "20 Russian soldiers" are soldiers, "20 wounded" too.

    Only of a plural in "s" is it sure that it counts that.
    """
    if amount.unit == unit or not amount.text.endswith("s"):
        return True
    _, _, behind = " ".join(text.split()).partition(amount.text)
    near = re.findall(r"\w+|[,;.]", behind)[:_NEAR]
    return unit in {stem(word) for word in takewhile(str.isalnum, near)}


def _same_value(claimed: Quantity, other: Quantity, claim: str) -> bool:
    """Whether both come to the same, as they stand ("38" of "38-year-old") or in one unit."""
    if claimed.value == other.value:
        return True
    ours, theirs = in_base(claimed), in_base(other)
    if ours.unit == theirs.unit and abs(ours.value - theirs.value) < 1e-9 * abs(theirs.value):
        return True
    rounded = bounded(claim, claimed.text) == "about"
    ours, theirs = (ours, theirs) if ours.unit == theirs.unit else (claimed, other)
    return rounded and abs(ours.value - theirs.value) <= ROUNDED * abs(theirs.value)


def _clash(one: Quantity, other: Quantity) -> bool:
    """Whether one number counts two units: 20 minutes are not 20 hours, but 120 minutes are two."""
    ours, theirs = in_base(one), in_base(other)
    if (ours.value, ours.unit) == (theirs.value, theirs.unit):
        return False
    return {ours.unit, theirs.unit} <= MEASURED and one.unit != other.unit


def bounded(text: str, amount: str) -> str:
    """Whether "at least", "at most" or "about" stands before ``amount``: ``lower``, ``upper``, ``about``."""
    found = _bounding(text, amount)
    return _BOUNDS[found[1]] if found else ""


def worded(text: str, amount: str) -> str:
    """The amount with what bounds it, as both stand in ``text``: "at least 52"."""
    found = _bounding(text, amount)
    return f"{found[0]} {amount}" if found else amount


def _bounding(text: str, amount: str) -> tuple[str, str] | None:
    """The words before ``amount`` that make it a bound, as they stand and as the table has them.

    "The past three years" and "rose up to 5 percent" bound nothing, "over three days" may be all of them.
    """
    whole = " ".join(text.split())
    at = whole.find(amount)
    before = whole[max(0, at - _BEFORE) : at].rstrip(" $£€¥")
    for phrase in sorted(_BOUNDS, key=len, reverse=True):  # "no less than" before "less than"
        match = re.search(rf"\b{phrase}(?: the| a)?$", before, re.IGNORECASE)
        if match and phrase in ("past", "over") and _OF_TIME.search(amount):
            return None
        if match and not (phrase == "up to" and _MOVED.search(before[: match.start()])):
            return match.group(), phrase
    return None


def _bound_findings(
    amount: Quantity, same: Sequence[Quantity], claim: str, evidence: Sequence[str]
) -> Iterator[Finding]:
    if re.search(r"\bm(?:ax|in)imum\b", claim):
        return  # wherever it stands in the sentence
    bound = bounded(claim, amount.text)
    others = {
        bounded(text, other.text) for other in same for text in evidence if other.text in text
    }
    if bound not in ("upper", "lower"):
        if others and others <= {"upper", "lower"}:
            yield Finding("comparison", f"the evidence does not say just {amount.text}")
    elif bound not in others:
        said = "at most" if bound == "upper" else "at least"
        yield Finding("comparison", f"the evidence does not say {said} {amount.text}")


def _word_findings(claim: str, evidence: str) -> Iterator[Finding]:
    known = {match.group().lower() for match in _VAGUE.finditer(evidence)}
    for match in _VAGUE.finditer(claim):
        word = match.group().lower()
        same = _SAME_AS.get(word.rstrip("sd"))
        if word not in known and not (same and re.search(rf"\b(?:{same})", evidence, re.I)):
            yield Finding("number", f"“{match.group()}” is not in the evidence")
    ranks = set(_ranks(evidence))
    for rank in set(_ranks(claim)) - ranks:
        if ranks:
            yield Finding(
                "number",
                f"the evidence does not say {_ORDINALS[rank - 1]}"
                if rank <= 10
                else f"no {rank}th",
            )


def _ranks(text: str) -> Iterator[int]:
    for match in _ORDINAL.finditer(text):
        yield (
            int(match["figure"]) if match["figure"] else _ORDINALS.index(match["word"].lower()) + 1
        )
