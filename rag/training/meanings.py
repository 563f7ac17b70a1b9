"""Small changes of how many, of what standing, and of who does what to whom.

The patterns were written without those of the verifier's checks, but common words such as "all" and
"former" are bound to stand in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Table = Sequence[tuple[str, str]]

_OFFICE = (
    r"(?:(?:Prime|Foreign|Defen[cs]e|Finance|Interior) Minister|President|Secretary[- ]General|Chancellor|"
    r"Senator|Governor|Mayor|Ambassador|Director|Commissioner)"
)
_QUANTIFIERS: Table = (
    (r"(?<!above )(?<!at )(?<!after )\ball\b(?= \w+s\b)", "almost all"),
    (r"\bevery\b(?! (?:day|week|month|year|time)\b)", "nearly every"),
    (r"(?<!the )\b[mM]ost(?= of\b| [a-z]+s\b)", "all"),
    (r"\b[mM]any\b(?= [a-z]+s\b)", "most"),
    (r"\b[sS]ome\b(?= [a-z]+s\b)", "most"),
    (r"\b[sS]everal\b(?= [a-z]+s\b)", "all"),
    (r"\bonly(?= [a-z]+(?:s|ed|ing)\b)", "not only"),
    (r"\bone of (?=the |its |his |her |their |\w+’s )", "the only one of "),
    (r"\ba (?=(?:central|major|key|main|top) )", "the only "),
    (r"\bnumerous\b|\bmultiple\b", "all"),
)
_QUALIFIERS: Table = (
    (
        r"\bformer (?=[\w ]*\b(?:[mM]inister|[pP]resident|general|envoy|chief|adviser|leader)\b)",
        "current ",
    ),
    (r"\bprevious (?=[\w ]*\bminister\b)", "present "),
    (
        rf"(?<!incoming )(?<!incoming US )({_OFFICE})-elect\b(?!.*\b(?:office|presidency|inaugura))",
        r"\1",
    ),
    (rf"(?<!former )(?<!Deputy )(?<!Vice )({_OFFICE})(?= [A-Z])", r"former \1"),
    (rf"(?<!former )(?<!Deputy )(?<!Vice )({_OFFICE})(?= [A-Z])", r"Deputy \1"),
    (
        r"\b(?:tentative|preliminary|provisional|draft) (?=agreement|deal|plan|text|version)",
        "final ",
    ),
    (r"\balleged(?:ly)?\b", "proven"),
    (r"\bprobably\b", "certainly"),
)
_PAIR = r"(?P<a>[a-z-]+ [a-z-]+) {} (?P<b>[a-z-]+ [a-z-]+)(?=[.,;]| (?:from|of|to|by|with|in)\b)"
_SWAPPED = r"\g<b> {} \g<a>"
_RELATIONS: Table = (
    (
        r"^(?P<a>[^,;“”\"]+?) because (?!of)(?P<b>[^,;“”\"]+?)(?P<end>\.?)$",
        r"\g<b> because \g<a>\g<end>",
    ),
    *((_PAIR.format(link), _SWAPPED.format(link)) for link in ("in exchange for", "in return for")),
    *((_PAIR.format(link), _SWAPPED.format(link)) for link in ("led to", "due to", "caused by")),
    (
        r"\b(?P<a>the(?: [\w’-]+){1,6}) depends on (?P<b>[^.,;”]+?)(?P<end> ?[.,;]|$)",
        r"\g<b> depends on \g<a>\g<end>",
    ),
)
_NAME = r"[A-Z][\w’-]+(?: [A-Z][\w’-]+)*"
_DEED = re.compile(
    rf"(?P<doer>{_NAME}) (?P<verb>[a-z]+ed) (?:(?:US|Russian|Ukrainian) )?(?P<other>{_NAME})(?=[,.;]|$| "
    r"(?:on|in|at|for|over|after|before|during|to|with|and|against)\b)"
)


def quantifiers(sentence: str) -> Iterator[str]:
    """More of them, or fewer, or only they."""
    return _changed(sentence, _QUANTIFIERS)


def qualifiers(sentence: str) -> Iterator[str]:
    """An office that is held no longer, not yet or by a deputy; a draft that is final."""
    return _changed(sentence, _QUALIFIERS)


def relations(sentence: str) -> Iterator[str]:
    """Cause and effect exchanged; what one did to another done to the one."""
    yield from _changed(sentence, _RELATIONS)
    for match in _DEED.finditer(sentence):
        turned = f"{match['doer']} was {match['verb']} by {match['other']}"
        yield sentence[: match.start()] + turned + sentence[match.end() :]


def _changed(sentence: str, table: Table) -> Iterator[str]:
    """The sentence with each place changed that a pattern finds; a sentence opens with a capital."""
    for pattern, put in table:
        for match in re.finditer(pattern, sentence):
            new = match.expand(put)
            if match.start() == 0:
                new = new[0].upper() + new[1:]
            yield sentence[: match.start()] + new + sentence[match.end() :]
