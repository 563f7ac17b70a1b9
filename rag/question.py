"""What a question asks for, read off its words by rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.sentences import sentence_spans
from rag.text.openers import is_plain
from rag.text.words import content_stems, names

Kind = Literal[
    "person",
    "place",
    "city",
    "country",
    "date",
    "year",
    "count",
    "amount",
    "money",
    "percent",
    "duration",
    "age",
    "measure",
    "reason",
    "yes_no",
    "other",
]

NUMERIC: frozenset[Kind] = frozenset(
    ("count", "amount", "money", "percent", "age", "measure", "duration")
)
"""Kinds whose answer is a number."""

_NAMED: frozenset[Kind] = frozenset(("person", "place", "city", "country"))
_WHICH = re.compile(r"\bwhich\b|\bnames? of\b", re.IGNORECASE)
_CONTRACTED = re.compile(r"\b(what|who|where|when|why|how)['’](?:s|re)\b")

_NOW = re.compile(
    r"\b(?:(?:this|past|last) week(?:end)?|this (?:month|year|morning)|today|tonight|yesterday|latest|"
    r"newest|most recent|recently|now|currently)\b",
    re.IGNORECASE,
)

_MEASURES = "range|height|weight|speed|distance|size|length"
_SEVERAL = r"\b(?:which (?:\w+ ){0,2}|what (?:other )?)(?<!united )"
"""Before a noun in the plural, as in "which two other …"; what owns something is not asked for."""

_RULES: tuple[tuple[Kind, str], ...] = (
    ("age", r"\bhow old\b|\b(?:what|which) age\b|\bage of\b"),
    ("year", r"\b(?:what|which) year\b"),
    ("percent", r"\b(?:what|which)\b.{0,20}\b(?:percent(?:age)?|per cent|share|proportion)\b"),
    ("percent", r"\bhow many per ?cent\b"),
    ("count", r"\bhow many\b|\bnumber of\b|\bpopulation\b|\bhow often\b"),
    ("duration", r"\bhow long\b(?! ago)|\bfor what period\b"),
    ("date", r"\bwhen\b|\bhow long ago\b|\b(?:what|which) (?:date|day|month|time|week)\b|\bhow soon\b"),
    ("money", r"\bhow expensive\b"),
    ("money", r"\bwhat (?:d(?:id|oes|o)|will|would)\b.{1,60}\bcost\b(?! him| her| them)"),
    ("money", r"\bwhat (?:is|was|are|were) (?:the (?:\w+ ){0,2}(?:price|cost|value)\b|.{1,50}\bworth\W*$)"),
    ("count", r"\bwhat (?:is|was|are|were) the (?:\w+ )?(?:death toll|toll|number|population)\b"),
    ("percent", r"\bwhat (?:is|was) the (?:\w+ ){0,2}rate\b"),
    ("money", r"\bhow much\b.{0,60}\b(?:cost|worth|pay|paid|price|money|spen(?:d|ding|t)|sell|raise[ds]?)\b"),
    ("money", r"\bhow much money\b|\b(?:price|cost|value) of\b"),
    ("amount", r"\bhow much\b|\b(?:what|which) (?:figure|amount|sum|total)\b"),
    ("amount", r"\bwhat (?:is|was|are|were) .{1,40}\b(?:figures?|numbers)\b"),
    ("money", r"\b(?:in|how many) (?:dollars|pounds|euros)\b"),
    ("measure", r"\bhow (?:far(?! into)|high|tall|heavy|wide|deep)\b"),
    ("measure", rf"\bwhat (?:is|was) (?:the|its) (?:\w+ ){{0,2}}(?:{_MEASURES})\b"),
    ("measure", rf"\b(?:{_MEASURES}) (?:of|in)\b"),
    ("person", r"\bwho(?:m|se)?\b|\b(?:what|which) (?:\w+ )?(?:person|man|woman|leader)\b"),
    ("person", rf"{_SEVERAL}leaders\b(?![’'])"),
    ("city", r"\b(?:what|which) (?:\w+ )?(?:city|town|village|capital)\b"),
    ("city", rf"{_SEVERAL}(?:cities|towns|villages|capitals)\b(?![’'])"),
    ("country", r"\b(?:what|which) (?:\w+ )?(?:country|nation)\b"),
    ("country", rf"{_SEVERAL}(?:countries|nations|governments)\b(?![’']| league)"),
    ("place", r"\bwhere\b|\b(?:what|which) (?:\w+ )?(?:place|state|region|province)\b"),
    ("place", rf"{_SEVERAL}(?:places|states|regions|provinces)\b(?![’'])"),
    ("reason", r"\bwhy\b|\bwhat (?:reason|caused?)\b"),
)  # fmt: skip
WH = r"who(?:m|se)?|what|which|when|where|why|how"
AUXILIARY = r"is|are|was|were|do|does|did|has|have|had|can|could|will|would|should"
PREPOSITION = r"in|on|at|to|by|for|from|with|against|of|under"
BEFORE = rf"(?:(?:{PREPOSITION}|roughly|about|around|approximately|exactly|since|until|after)\s+)*"
ASKS = rf"{BEFORE}(?:{WH})\b"
"""How what is asked begins: "who", "since when", "in which"."""

SETTING = re.compile(
    rf"^(?!{ASKS} (?:{AUXILIARY})\b|(?:who|what|which|how)\b|(?:{AUXILIARY})\b)[^,;:?]{{3,90}}[,:]\s+"
    rf"(?={ASKS}|(?:{AUXILIARY})\b)",
    re.IGNORECASE,
)
"""What goes before a question and asks nothing: "By 4 March, how many …?", "When he left, who …?"."""

_FIRST_WH = re.compile(rf"\b(?:{WH})\b")
_YES_NO = re.compile(rf"^(?:and |so |but )?(?:{AUXILIARY})\b", re.IGNORECASE)
_ABOUT_ARTICLES = re.compile(
    r"^(?:can|could|would|will) you (?:please )?(?:tell|explain|say|show|give)\b"
    r"|^do you know\b|^please\b|^i(?:'d| would) like to know\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Question:
    """One question that stands alone, and what was read off it."""

    text: str
    kind: Kind
    stems: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def asks_name(self) -> bool:
        """Whether the answer is probably a name."""
        return self.kind in _NAMED or (self.kind == "other" and bool(_WHICH.search(self.text)))

    @property
    def asks_newest(self) -> bool:
        """Whether it says that it means the present: "this week", "the latest", "now"."""
        return bool(_NOW.search(self.text))


def parse(text: str) -> Question:
    """Read a question that stands alone and asks for one thing."""
    named = (name for name in names(text) if not _merely_opens(name, text))
    return Question(text, _kind(_asking(text)), tuple(content_stems(text)), tuple(named))


def _merely_opens(name: str, text: str) -> bool:
    """Whether a word has its capital only from opening the text: "Readers ask how …"."""
    alone = " " not in name and text.startswith(name) and text.count(name) == 1
    return alone and is_plain(name)


def _asking(text: str) -> str:
    """The clause that asks, without what is told before it."""
    spans = sentence_spans(text)
    asking = text[spans[-1].start :] if len(spans) > 1 and text.endswith("?") else text
    return SETTING.sub("", asking)


def _kind(text: str) -> Kind:
    lowered = _CONTRACTED.sub(r"\1 is", text.lower())
    if _YES_NO.match(lowered) and not _ABOUT_ARTICLES.match(lowered):
        return "yes_no"
    found = [
        (match.start(), order, kind)
        for order, (kind, pattern) in enumerate(_RULES)
        if (match := re.search(pattern, lowered))
    ]
    asking = _FIRST_WH.search(lowered)
    if not found or (asking and asking.start() < min(found)[0]):
        return "other"  # "what did he say when …" does not ask for a date
    return min(found)[2]
