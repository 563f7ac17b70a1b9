"""True sentences made false by one small change, the way a careless writer errs.

Used to test the claim verifier, and to train one. The word lists are kept apart from those of the
verifier's checks, but not independent of them: common opposites that the checks missed here were
added to them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from index.dates import MONTH_NAMES
from rag.text.places import countries
from rag.text.words import name_stems, names
from rag.training.meanings import qualifiers, quantifiers, relations

Kind = Literal[
    "number",
    "date",
    "name",
    "role",
    "speaker",
    "polarity",
    "modality",
    "comparison",
    "quantifier",
    "qualifier",
    "relation",
]

_NO_NAMES = frozenset("Mr Mrs Ms Dr Sir I He She It We The".split())
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty"
).split()
_SCALES = ("hundred", "thousand", "million", "billion", "trillion")
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\d,]*\d|-\d)")
_SPEECH = (
    r"(?:said|says|stated|told|added|noted|declared|emphasi[sz]ed|stressed|claims|believes|argued|warned|"
    r"indicated|repeated|asserted|conveyed|affirmed|commented|urged|condemned|highlighted|underscored)"
)
_SPEAKER = re.compile(
    rf"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)(?= (?:also |has |once again |cautiously )?{_SPEECH}\b)"
)
_FRAME = re.compile(
    rf"^(?:[A-Z][\w.’'-]*\s+|the\s+|of\s+|former\s+){{1,8}}(?:also\s+|has\s+)?{_SPEECH}"
    r"(?:\s+in [A-Z]\w+)? that\s+(?P<said>.+)$"
)
_DENIALS = (
    (
        r"\b(is|are|was|were|will|would|could|should|must|can|might|may|has|have|had) "
        r"(?!(?:\w+ )?(?:not|never)\b)",
        r"\1 not ",
    ),
    (r"\b(is|are|was|were|will|would|could|should|must|can|does|do|did|has|have|had) not\b", r"\1"),
    (r"\b(do|does|did|is|are|was|wo|would|ca|could)n[’']t\b", r"\1"),
    (r"\b(?:shows?|sees?) no\b", "shows clear"),
    (r"\bnever\b", "often"),
    (r"\bno (?=longer|plan|sign|timeline)", "a "),
)
_HEDGES = (
    (r"\b(?:could|might|may)(?: potentially)? (?=\w)", "will "),
    (r"\b(?:is|are|was|were) (?:expected|anticipated) to\b", "has been seen to"),
    (r"\bwill (?!not\b|be the last)", "may "),
    (r"\b(?:has|have) (?!been|not|never|to|repeatedly)(?=\w+ed\b)", "may have "),
    (r"\bwas (?=launched|scheduled|revealed)", "may have been "),
    (r"\bproposes\b", "has adopted"),
)
_TURNS = (
    ("increase", "decrease"), ("increased", "reduced"), ("increasing", "reducing"), ("more", "less"),
    ("stronger", "weaker"), ("strong", "weak"), ("strength", "weakness"), ("support", "opposition"),
    ("at least", "at most"), ("a minimum of", "a maximum of"), ("before", "after"), ("ahead of", "after"),
    ("prior to", "after"), ("since", "before"), ("last", "first"), ("irreversible", "reversible"),
    ("end", "prolong"), ("ending", "prolonging"), ("peace", "war"), ("condemned", "praised"),
    ("immediate", "later"), ("additional", "fewer"), ("significant", "minor"), ("mistaken", "right"),
    ("top", "low"), ("unlikely", "likely"), ("gradual", "sudden"), ("dismiss", "welcome"),
    ("new", "old"), ("full", "partial"), ("start", "stop"), ("enhanced", "curtailed"), ("greater", "smaller"),
    ("continues", "ceases"), ("continuing", "halting"), ("dissatisfaction", "satisfaction"),
    ("delaying", "hastening"), ("loss", "gain"), ("losses", "gains"), ("quickly", "slowly"),
    ("bring", "keep"), ("closer", "further"), ("eliminate", "strengthen"), ("late", "early"),
    ("agreed", "disagreed"), ("agree", "disagree"), ("short of", "beyond"), ("withdraw", "keep"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A sentence made false, and what was changed."""

    text: str
    kind: Kind


def mutants(sentence: str, others: Sequence[str], seed: int = 0) -> list[Mutant]:
    """One mutant for each change that ``sentence`` admits; ``others`` are names to swap in."""
    chance = random.Random(f"{seed} {sentence}")
    makers: dict[Kind, Callable[[], Iterator[str]]] = {
        "number": lambda: _numbers(sentence, chance),
        "date": lambda: _dates(sentence, chance),
        "name": lambda: _names(sentence, others, chance),
        "role": lambda: _roles(sentence),
        "speaker": lambda: _speakers(sentence, others, chance),
        "polarity": lambda: _patterns(sentence, _DENIALS),
        "modality": lambda: _patterns(sentence, _HEDGES),
        "comparison": lambda: _comparisons(sentence),
        "quantifier": lambda: quantifiers(sentence),
        "qualifier": lambda: qualifiers(sentence),
        "relation": lambda: relations(sentence),
    }
    made = {text: Mutant(text, kind) for kind, make in makers.items() for text in make()}
    return [mutant for text, mutant in made.items() if text != sentence]


def _numbers(sentence: str, chance: random.Random) -> Iterator[str]:
    dated = [
        m.span() for m in re.finditer(rf"(?:{'|'.join(MONTH_NAMES)}) \d+|\b20\d\d\b", sentence)
    ]
    for match in _FIGURE.finditer(sentence):
        if not any(start <= match.start() < end for start, end in dated):
            yield _put(sentence, match.span(), _other_figure(match.group(), chance))
    for match in re.finditer(rf"\b(?:{'|'.join(_NUMBER_WORDS)})\b", sentence):
        yield _put(sentence, match.span(), _other(_NUMBER_WORDS, match.group(), chance))
    for match in re.finditer(rf"\b(?:{'|'.join(_SCALES)})(?=s?\b)", sentence):
        yield _put(sentence, match.span(), _other(_SCALES, match.group(), chance))


def _other_figure(figure: str, chance: random.Random) -> str:
    """The figure with its first digit changed."""
    return _other("123456789", figure[0], chance) + figure[1:]


def _dates(sentence: str, chance: random.Random) -> Iterator[str]:
    for table in (_WEEKDAYS, MONTH_NAMES):
        for match in re.finditer(rf"\b(?:{'|'.join(table)})\b", sentence):
            yield _put(sentence, match.span(), _other(table, match.group(), chance))
    days = [str(day) for day in range(1, 29)]
    for match in re.finditer(rf"(?<=\b)(?:{'|'.join(MONTH_NAMES)}) (\d+)", sentence):
        yield _put(sentence, match.span(1), _other(days, match.group(1), chance))
    for match in re.finditer(r"\b(?:19|20)\d\d\b", sentence):
        yield _put(sentence, match.span(), str(int(match.group()) + chance.choice((-2, -1, 1, 2))))


def _names(sentence: str, others: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Each name replaced by one that the sentence does not mention."""
    free = [other for other in others if not name_stems(other) & name_stems(sentence)]
    for span in _name_spans(sentence):
        if free:
            yield _put(sentence, span, chance.choice(free))


def _roles(sentence: str) -> Iterator[str]:
    """Two names of a sentence change places, unless they stand beside each other in a list."""
    spans = _name_spans(sentence)
    for (a, b), (c, d) in pairwise(spans):
        first, second, between = sentence[a:b], sentence[c:d], sentence[b:c]
        alike = name_stems(first) & name_stems(second) or countries(first) & countries(second)
        if not alike and len(re.findall(r"[a-z]{4,}", between)) >= 2:
            yield f"{sentence[:a]}{second}{between}{first}{sentence[d:]}"


def _name_spans(sentence: str) -> list[tuple[int, int]]:
    found, at = [], 0
    for name in names(sentence):
        if not name_stems(name) or name.rstrip(".") in _NO_NAMES:
            continue
        start = sentence.find(name, at)
        if start < 0 or (start == 0 and " " not in name and name.lower().endswith(("ing", "s"))):
            continue
        at = start + len(name)
        found.append((start, at))
    return found


def _speakers(sentence: str, others: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Somebody else says it, or nobody: the claim becomes a fact."""
    for match in _SPEAKER.finditer(sentence):
        free = [o for o in others if " " in o and not name_stems(o) & name_stems(sentence)]
        if free:
            yield _put(sentence, match.span("name"), chance.choice(free))
    bare = _FRAME.match(sentence)
    if bare:
        said = bare["said"]
        yield said[0].upper() + said[1:]


def _patterns(sentence: str, table: Sequence[tuple[str, str]]) -> Iterator[str]:
    for pattern, put in table:
        for match in re.finditer(pattern, sentence):
            yield sentence[: match.start()] + match.expand(put) + sentence[match.end() :]


def _comparisons(sentence: str) -> Iterator[str]:
    for one, other in _TURNS:
        for old, new in ((one, other), (other, one)):
            for match in re.finditer(rf"\b{old}\b", sentence):
                yield _put(sentence, match.span(), new)


def _put(sentence: str, span: tuple[int, int], new: str) -> str:
    return sentence[: span[0]] + new + sentence[span[1] :]


def _other(table: Sequence[str], known: str, chance: random.Random) -> str:
    return chance.choice([entry for entry in table if entry != known])
