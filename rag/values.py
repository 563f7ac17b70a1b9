"""Whether a text holds a value of the kind that a question wants: an amount, a day, a name.

Used to tell "on the topic" from "answers the question": a sentence without any number does not
answer "how many".
"""

from __future__ import annotations

import re

from rag.question import Kind, Question
from rag.text.dates import dates_in
from rag.text.places import countries, countries_meant, is_city
from rag.text.quantities import without_dates
from rag.text.words import name_stems, names, stems

_NUMBER = (
    r"(?:\d+(?:[.,]\d+)*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|"
    r"eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|tens|half|third|"
    r"quarter|several|scores|couple|no|none|zero|only|single|both|a (?:few|number|handful))"
)
_UNIT = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|nights?)"
_EXTENT_UNIT = (
    r"(?:km|kilomet(?:er|re)s?|miles?|m|met(?:er|re)s?|yards?|feet|foot|ft|inch(?:es)?|cm|mm)"
)
_LENGTH = (
    rf"(?:{_EXTENT_UNIT}|kg|kilo"
    r"(?:gram)?s?|tons?|tonnes?|pounds?|lbs?|mph|kph|km/h|knots|degrees?|acres?|hectares?|°[CF]?|mach)"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_TIME = (
    rf"{_WEEKDAY}|today|yesterday|tomorrow|tonight|ago|earlier|last|next|recent(?:ly)?|soon|"
    rf"morning|evening|afternoon|midnight|noon|spring|summer|autumn|fall|winter|century|upon|after|"
    rf"before|during|since|until|once|while|ahead|when|\d\d?:\d\d|[ap]\.?m\b"
)

_PATTERNS: dict[Kind, str] = {
    "count": rf"\b{_NUMBER}\b",
    "amount": rf"\b{_NUMBER}\b|\b(?:all|most|much|more than|little|double[ds]?|tripled?|\w+fold)\b",
    "money": rf"[$£€¥]\s?\d|\b{_NUMBER}\b[\s\w]{{0,24}}\b(?:dollars?|euros?|pounds?|yen|yuan|rubles?|"
    r"roubles?|cents?|usd|eur|gbp|rupees?|kronor|francs?|percent)\b",
    "percent": rf"\b{_NUMBER}\s*(?:%|per ?cent\b|percentage)|\b(?:half|third|quarter|majority)\b",
    "duration": rf"\b(?:{_NUMBER}|an?|few|many|couple of|over the) ?-?\s?(?:\w+ )?{_UNIT}\b|\bperiod\b|"
    r"\b(?:permanent|indefinite)(?:ly)?\b|\bfor as long as\b|\buntil\b|\bsince\b|\bovernight\b",
    "age": rf"\b\d+[- ]years?[- ]old\b|\baged? (?:of )?\d+|\b{_NUMBER} {_UNIT}\b|,\s\d\d?,|\bborn\b",
    "measure": rf"\b{_NUMBER}[ -]?(?:\w+ )?{_LENGTH}\b|\d\s?(?:°|%)",
    "year": r"\b(?:1[5-9]|20)\d\d\b",
}
_COMPILED = {kind: re.compile(p, re.IGNORECASE) for kind, p in _PATTERNS.items()}
_EXTENT = re.compile(
    r"\bhow long (?:is|are|was|were|will|can) (?!(?:i|we|you|he|she|it|they)\b)", re.IGNORECASE
)
"""What may be long in metres as well as in minutes."""

_EXTENDS = re.compile(rf"\b{_NUMBER}[ -]?{_EXTENT_UNIT}\b", re.IGNORECASE)

_UNIONS = frozenset(("European Union", "United Nations"))
"""What acts like a country and is none: no answer to "which countries"."""

_OLD_THING = re.compile(r"\bhow old (?:is|was|are|were) the [a-z]", re.IGNORECASE)
"""What has an age and no name: another text may call the accord a treaty."""

_TIME_WORDS = re.compile(rf"\b(?:{_TIME})\b", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?:allies|analysts|authorities|citizens|coalition|committee|companies|company|council|"
    r"court|diplomats?|experts?|government|governments|group|investigators|judges?|leaders?|"
    r"lawmakers|members|ministers?|officials?|parents|parliament|people|police|president|"
    r"protesters|representatives|residents|scientists|senators|soldiers|sources?|states|"
    r"students|team|think tank|troops|victims|voters|workers|(?:his|her|their) \w+|"
    r"(?:activist|boy|brother|coach|colleague|customer|daughter|doctor|driver|employee|engineer|farmer|"
    r"father|friend|girl|guard|husband|journalist|lawyer|mother|neighbou?r|nurse|officer|owner|passenger|"
    r"patient|player|prosecutor|rebel|relative|reporter|researcher|robber|sister|son|suspect|teacher|"
    r"teenager|tourist|visitor)s?|analyst|citizen|investigator|lawmaker|protester|resident|scientist|"
    r"senator|soldier|student|victim|voter|worker|child(?:ren)?|famil(?:y|ies)|thie(?:f|ves)|wi(?:fe|ves)|"
    r"spokes\w+|(?:business|camera|chair|country|crafts|fire|fisher|gun|police|service|states|work)?"
    r"(?:wo)?m[ae]n)\b",
    re.IGNORECASE,
)


def holds(kind: Kind, text: str, question: Question) -> bool:
    """Whether ``text`` holds anything of the ``kind`` asked for that the question does not name."""
    named = set(question.stems) - {"old", "age"}
    if kind == "age" and not (_OLD_THING.search(question.text) or named & stems(text)):
        return False  # "a 30-year-old treaty" is nobody's age
    if kind == "country":
        return bool(countries_meant(text) - countries(question.text) - _UNIONS)
    if kind == "city":
        return any(not countries(name) or is_city(name) for name in new_names(text, question))
    if kind == "duration" and _EXTENT.search(question.text) and _EXTENDS.search(text):
        return True
    if kind in _COMPILED:
        return bool(
            _COMPILED[kind].search(without_dates(text) if kind in ("count", "amount") else text)
        )
    if kind == "date":
        return bool(_TIME_WORDS.search(text)) or any(True for _ in dates_in(text))
    if kind in ("person", "place"):
        return bool(new_names(text, question)) or (kind == "person" and bool(_ROLE.search(text)))
    return True


def new_names(text: str, question: Question) -> list[str]:
    """Names in ``text`` that the question does not already mention.

    "Vladimir Putin" is not new to a question about Putin; "US President Donald Trump" is new to one
    about the US.
    """
    own = {s for n in question.names if not countries(n) for s in name_stems(n)}
    asked = set(question.stems)
    return [n for n in names(text) if name_stems(n) - asked and not name_stems(n) & own]
