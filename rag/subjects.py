"""What a question is about: its subject, and the other things that it calls by name or by "the"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.question import AUXILIARY, WH
from rag.text.places import countries
from rag.text.words import STOP_WORDS, names

_DONE = (
    r"\w{2,}ed|made|sold|built|bought|won|lost|held|took|gave|paid|ran|led|hit|struck|said|told|wrote|found|"
    r"owns|runs|makes|sells|builds|leads|wants"
)
_WORDS = r"[\w’'-]+(?: [\w’'-]+){0,2}?"
_KIND = re.compile(
    rf"^(?:which|what) (?!(?:{AUXILIARY}) )(?P<kind>{_WORDS}) (?:{AUXILIARY}|{_DONE})\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"^(?:how many|which|what) (?P<things>{_WORDS}(?<!s)s) (?:{AUXILIARY}|{_DONE})\b",
    re.IGNORECASE,
)
_SAID_OF = re.compile(rf"(?:^|\w )(?:{AUXILIARY}) (?P<subject>\S.*)$", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this) ((?:(?!the\b)[\w’'-]+(?: |$)){1,4})", re.IGNORECASE)
_OF = re.compile(r"^the [\w’'-]+(?: [\w’'-]+)? (?:of|for) (?P<whole>(?:the )?\S.*)$", re.IGNORECASE)
_ADVERB = re.compile(r"^(?:when|where|why|how)\b(?! many| much)", re.IGNORECASE)

_VERBS = frozenset(
    "arrive begin break bring build burn buy call carry cause change close collapse come cost crash cut "
    "deal destroy die earn employ end explode face fall fail feed get give go grow happen have help hit "
    "hold hurt keep kill land last launch lead leave lose make mean meet move need offer open own pass "
    "pay plan produce promise provide reach receive rise run say sell serve shut sink spend start stand "
    "stop strike take tell try use want weigh win work".split()
)
"""Those that often follow a subject, where "did" stands before it."""

_PEOPLE = frozenset(
    "actor actress artist author boss boy captain chairman chief child coach crew director driver "
    "executive father founder general girl governor head judge king lawyer leader man mayor minister "
    "mother officer owner people person pilot player pope president prince queen secretary senator "
    "singer skipper spokesman spokeswoman staff suspect teacher victim winner woman worker writer".split()
)
"""Whom "it" never means."""

_ATTRIBUTES = frozenset(
    "age amount colour color date day figure kind language month name number part percentage price reason "
    "role score share size sort time title type way week year".split()
)
"""What things have, and are not: "What age is the cutoff"."""


def asked_kind(question: str) -> str | None:
    """Of what kind of thing, no person, one is asked for: "dairy" in "Which dairy made the cheese"."""
    match = _KIND.match(question)
    kind = match["kind"] if match else ""
    several = re.search(r"[^su]s$", kind)
    if not kind or several or is_person(kind) or kind.split()[-1].lower() in _ATTRIBUTES:
        return None
    return kind


def counted(question: str) -> str | None:
    """What several are asked for: "air defence systems" in "How many air defence systems did …"."""
    match = _COUNTED.match(question)
    return match["things"] if match else None


def subject(question: str) -> str | None:
    """What a question says something of: "the stadium" in "How much did the stadium cost".

    Of "the name of the ferry" it is the ferry.
    """
    match = _SAID_OF.search(question)
    if not match:
        return None
    said = match["subject"]
    if part := _OF.match(said):
        said = part["whole"]
    first, *rest = said.split()
    if first.lower() in ("the", "a", "an", "this"):
        noun = _noun(rest)
        return f"{first.lower()} {noun}" if noun else None
    found = next((n for n in names(f"of {said}") if said.startswith(n)), None)
    return _numbered(found, said) if found else None


def acts(question: str) -> bool:
    """Whether the subject is named for what it does: "What did Texas report", not "When did Ada land"."""
    does = re.search(r"\b(?:do|does|did|has|have|had|will|would)\b(.*)", question, re.IGNORECASE)
    to_something = does and re.search(r"\w (?:the|a|an|its|their) [a-z]", does[1])
    return bool(does and (to_something or not _ADVERB.match(question)))


def things(question: str) -> list[str]:
    """What it calls by "the", the last first, then what it names, but for countries and people's roles.

    "The NATO ministers" are people and name nothing.
    """
    definite = [_noun(match.group(1).split()) for match in _DEFINITE.finditer(question)]
    called = [f"the {noun}" for noun in reversed(definite) if noun]
    of_people = " ".join(noun for noun in definite if is_person(noun))
    named = [
        _numbered(name, question) for name in reversed(names(question)) if name not in of_people
    ]
    return [thing for thing in (*called, *named) if not is_person(thing) and not countries(thing)]


def is_person(noun: str) -> bool:
    """Whether the noun is one for people: "the ferry's captain"."""
    return any(w.lower() in _PEOPLE or w.lower().rstrip("s") in _PEOPLE for w in noun.split()[-2:])


def _numbered(name: str, text: str) -> str:
    """A name with the number that follows it: "Proposition 50"."""
    found = re.search(rf"{re.escape(name)}(?: \d[\w.-]*)*", text)
    return found.group() if found else name


def _noun(words: Sequence[str]) -> str:
    """The noun that stands first in ``words``, with what describes it, as far as can be told."""
    noun: list[str] = []
    for word in words[:4]:
        plain = word.lower().strip(",.;:")
        ends = noun and re.fullmatch(_DONE, plain)
        if plain in STOP_WORDS or plain in _VERBS or re.fullmatch(WH, plain) or ends:
            break
        noun.append(word.strip(",.;:"))
        if word[-1] in ",.;:":
            break
    return " ".join(noun[:3])
