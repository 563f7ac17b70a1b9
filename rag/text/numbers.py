"""Numbers as a sentence writes them: "$725 million", "twenty-five", "a hundred thousand", "-5"."""

from __future__ import annotations

import re

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen".split()
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
VALUES = {word: number for number, word in enumerate(ONES)}
VALUES |= {word: 10 * number for number, word in enumerate(TENS, start=2)}
"""Words of numbers below a hundred, but for those with a hyphen."""

_LONG_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT_SCALES = {"k": 1e3, "mn": 1e6, "m": 1e6, "bn": 1e9, "tn": 1e12}
_SCALES = _LONG_SCALES | _SHORT_SCALES
_WORD = rf"(?:(?:{'|'.join(TENS)})[- ](?:{'|'.join(ONES[1:10])})|{'|'.join([*ONES, *TENS])})"
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SCALE = rf"[ -](?:{'|'.join(_LONG_SCALES)})\b"

NUMBER = (
    r"(?P<minus>(?<![^\s(“\"])[-−](?=[$£€¥\d])|\bminus )?(?P<sign>(?:us)?[$£€¥])?(?<!\w)(?<!\d[.,])"
    rf"(?:(?P<number>{_FIGURE}|{_WORD})(?P<half> and a half)?|"
    rf"(?P<share>half|quarter)(?: of)?(?: an?)?(?={_SCALE})|an?(?={_SCALE}))"
    rf"(?:[ -]hundred(?: and)?[ -](?P<rest>{_WORD})(?!\w|[ -]hundred))?"
    rf"(?P<scales>(?:[ -]?(?:{'|'.join(_LONG_SCALES)}))+|[ -]?(?:{'|'.join(_SHORT_SCALES)})|)(?!\w)"
)
"""A number with its sign and scales; to be compiled with `re.IGNORECASE`, alone or before a unit."""


def value(match: re.Match[str]) -> float:
    """What a match of `NUMBER` is worth, its scales applied."""
    worth = _plain(match["number"]) if match["number"] else 1.0
    worth += 0.5 if match["half"] else 0.0
    worth *= {"half": 0.5, "quarter": 0.25}.get((match["share"] or "").lower(), 1.0)
    if match["rest"]:
        worth = 100 * worth + _plain(match["rest"])
    for scale in re.findall("|".join(_SCALES), match["scales"].lower()):
        worth *= _SCALES[scale]
    return -worth if match["minus"] else worth


def _plain(number: str) -> float:
    """A figure or a word below a hundred."""
    if number[0].isdigit():
        return float(number.replace(",", ""))
    return float(sum(VALUES[word] for word in re.split("[- ]", number.lower())))
