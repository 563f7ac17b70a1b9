"""Exact checks of a sentence against a question: "on the topic" is not "answers the question".

Each finding speaks for or against the sentence and says why; what it weighs is in `evidence`.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from index.types import Article
from rag.question import NUMERIC, Question
from rag.roles import names_holder
from rag.text.dates import dates_in
from rag.text.introduced import asked_person, introduces, is_told_of, names_person
from rag.text.places import countries
from rag.text.words import content_stems, name_stems, stems, words
from rag.values import holds, new_names

ALMOST_SPELT = 0.8
"""Likeness of two spellings of a name ("Sibiha", "Sybiha")."""

_TELLING = frozenset(("United Nations",))
"""Whose figures are told of other countries."""

_ASKING = frozenset(
    "people tell report reason give gave take took come happen thing way accord like".split()
)
_ORDINAL = re.compile(r"\b(\d+(?:st|nd|rd|th))\s+([A-Za-z]+(?:\s+[A-Z][a-z]+)*)")
_SERIAL = re.compile(
    r"\b([A-Z][A-Za-z]+) (\d{1,4})(?![\d%]|[.,:]\d| ?(?:[AaPp]\.?[Mm]\b|per ?cent))"
)
"""A name and its number: "Super Bowl 59", "Proposition 50"; a day and a year are none."""

_QUOTED = re.compile(r"(?<!\w)[\"“‘']([^\"“”‘’]{12,})[\"”’'](?!\w)")

_CALLED = re.compile(
    r"\b(?:names?|titles?|nicknames?) (?:of|for|is|are|was|were|does|did|has|have)\b"
    r"|\b(?:what|which|its|his|her|their|[’']s) (?:nick)?(?:names?|title)\b"
    r"|\bwhat\b.+\b(?:called|named|titled|nicknamed|entitled)\W*$",
    re.IGNORECASE,
)
"""Asks what something or somebody is called."""

_MARKS = re.compile(r"[\"“‘]")
_WHICH_THINGS = re.compile(
    r"\b(?:which|what) (?!(?:\w+ )?(?:ages|amounts|dates|figures|numbers|odds|prices|rates|scores|times|"
    r"years|is|was|has|does)\b)(?:\w+ )?\w+(?<!s)s\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"[\W\d]*(?:hundred|thousand|million|billion|trillion|per ?cent)?[\W\d]*", re.IGNORECASE
)


def article_doubts(question: Question, article: Article) -> tuple[str, ...]:
    """What speaks against any sentence of ``article`` being the answer, in words."""
    unknown = [*unknown_names(question, article), *other_years(question, article)]
    person = asked_person(question.text)
    if person and not is_told_of(person, article.text):
        unknown.append(person)
    return (f"its article does not mention {unknown[0]}",) if unknown else ()


def doubts(question: Question, text: str) -> tuple[str, ...]:
    """What speaks against ``text`` being the answer, in words."""
    found = []
    if person := asked_person(question.text):
        if not names_person(person, text):
            found.append(f"does not name {person}")
    elif not holds(question.kind, text, question):
        found.append(f"holds no {question.kind}")
    if other_country(question, text):
        found.append("counts for another country")
    if other := other_of_series(question, text):
        found.append(f"speaks of {other}")
    if question.kind == "reason" and not speaks_of_it(question, text):
        found.append("does not speak of what is asked about")
    return tuple(found)


def answer_doubts(question: Question, answer: str) -> tuple[str, ...]:
    """What speaks against these words of a sentence being the answer, in words."""
    if not answer or question.kind != "other":
        return ()
    if _CALLED.search(question.text) and not (new_names(answer, question) or _MARKS.search(answer)):
        return ("its answer is no name",)
    if _WHICH_THINGS.search(question.text) and _FIGURE.fullmatch(answer):
        return ("its answer is a figure",)
    return ()


def speaks_of_it(question: Question, text: str) -> bool:
    """Whether any word of the question that is no name, or one that begins alike, is in ``text``.

    A reason for what the text never mentions is a reason for something else.
    """
    named = {s for name in question.names for s in name_stems(name)}
    asked = [s for s in question.stems if s not in named and s not in _ASKING]
    said = content_stems(text)
    return not asked or any(a[:5] == s[:5] if len(a) > 4 else a == s for a in asked for s in said)


def merits(question: Question, text: str) -> tuple[str, ...]:
    """What speaks for it, beyond its likeness to the question, in words."""
    found = []
    person = asked_person(question.text)
    if person and introduces(person, text):
        found.append(f"says who {person} is")
    if names_holder(question, text):
        found.append("names the holder of the office")
    if holds_quotation(question, text):
        found.append("holds the words that the question quotes")
    return tuple(found)


def holds_quotation(question: Question, text: str) -> bool:
    """Whether nearly all words that the question puts in quotation marks stand in ``text``."""
    match = _QUOTED.search(question.text)
    asked = set(content_stems(match.group(1))) if match else set()
    return len(asked) >= 2 and len(asked & set(content_stems(text))) >= 0.75 * len(asked)


def unknown_names(question: Question, article: Article) -> list[str]:
    """Names in the question that the article never mentions in any of their forms."""
    text = "\n".join((article.title, article.text, article.outlet or ""))
    known, there = stems(text), _countries(text)
    return [
        name
        for name in question.names
        if not (_mentions(name, known, there) or _spelt_out(name, text))
    ]


def other_years(question: Question, article: Article) -> list[str]:
    """Years in the question of which the article is not and does not speak, if it has any year."""
    asked = {d.year for d in dates_in(question.text) if d.year}
    if not asked:
        return []
    known = {d.year for d in dates_in(article.text) if d.year}
    known |= {article.published.year} if article.published else set()
    return [str(year) for year in sorted(asked - known)] if known else []


def _spelt_out(name: str, text: str) -> bool:
    """Whether an abbreviation stands in full: "GDP" as "gross domestic product"."""
    if not (name.isupper() and 3 <= len(name) <= 6):
        return False
    pattern = r"\W+".join(rf"{letter}\w+" for letter in name)
    return bool(re.search(rf"\b{pattern}\b", text, re.IGNORECASE))


def other_of_series(question: Question, text: str) -> str:
    """Which other one of a numbered series a sentence speaks of: Super Bowl 58 for Super Bowl 59."""
    asked, said = _numbered(question.text), _numbered(text)
    for noun, numbers in asked.items():
        others = said.get(noun, {})
        if others and not numbers.keys() & others:
            return min(others.values())
    return ""


def _numbered(text: str) -> dict[str, dict[str, str]]:
    """What is told apart by a number: by its word or name and by the number, as it stands in the text."""
    found: dict[str, dict[str, str]] = {}
    for match in _ORDINAL.finditer(text):
        found.setdefault(match[2].lower(), {})[match[1]] = match.group()
    days = [range(day.start, day.end) for day in dates_in(text)]
    for match in _SERIAL.finditer(text):
        if not any(match.start(2) in day for day in days):
            found.setdefault(match[1].lower(), {})[match[2]] = match.group()
    return found


def other_country(question: Question, text: str) -> bool:
    """Whether a sentence with the number asked for has another country in the place of one asked for.

    "700,000 Russian soldiers" does not tell how many Ukrainian ones.
    """
    if question.kind not in NUMERIC:
        return False
    asked, said = (_countries(t) - _TELLING for t in (question.text, text))
    return bool(asked - said and said - asked)


def _mentions(name: str, known: frozenset[str], there: frozenset[str]) -> bool:
    """Whether the last word of a name (the family name, the noun of a title) is known, or most are."""
    own = name_stems(name)
    if not own or countries(name) & there:
        return True
    last = next(w.stem for w in reversed(list(words(name))) if w.stem in own)
    return _is_known(last, known) or 3 * sum(_is_known(s, known) for s in own) >= 2 * len(own)


def _is_known(asked: str, known: frozenset[str]) -> bool:
    return asked in known or any(
        SequenceMatcher(None, asked, other).ratio() >= ALMOST_SPELT
        for other in known
        if len(asked) > 4 and other[:1] == asked[:1]
    )


@lru_cache(maxsize=2000)
def _countries(text: str) -> frozenset[str]:
    return countries(text)
