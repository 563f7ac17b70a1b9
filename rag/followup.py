"""Follow-up questions made to stand alone, by rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.text.standalone import persons
from rag.text.words import STOP_WORDS, content_stems, name_stems, names

_PERSON_PRONOUN = re.compile(r"\b(he|she|him|his|her|hers)\b", re.IGNORECASE)
_THING_PRONOUN = re.compile(
    r"\b(it|its|they|them|their|theirs|this|that|these|those)\b(?! (?:[a-z]+ly )?[a-z]{3,})"
    r"|\b(it|its|they|them|their)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|its)\b", re.IGNORECASE)
"""The only ones that a name can be put for: "that" and "this" may mean all that was said."""

_PLURAL = re.compile(r"\b(?:they|them|theirs?|these|those)\b", re.IGNORECASE)
_OPENS = re.compile(r"^(?:(?:and|but|so|then|also|what about|how about)\b[, ]*)+", re.IGNORECASE)
_WH = re.compile(
    r"^(?:why not|why|when|where|who|what|how so|since when|in what way|which ones?|which|how much|"
    r"how many|how long|really)\b(?P<bare> (?:on|in|of|from|for|at|with|among|by)\b| else\b)?",
    re.IGNORECASE,
)
_CITATION_MARK = re.compile(r"\s*\[\d+\]")

History = Sequence[tuple[str, str]]


def standalone(question: str, history: History) -> str:
    """``question`` with what it takes over from the conversation written out.

    A question that stands alone comes back as it is. "What did he say about Georgia?" after one
    about Rutte becomes "What did Rutte say about Georgia?"; "And Germany?" is joined with the
    question before.
    """
    if not history:
        return question
    before = history[-1][0]
    text = question
    pronoun = _PERSON_PRONOUN.search(text)
    if pronoun and (pronoun.group().lower() == "him" or not _binds_itself(text, _PERSON_PRONOUN)):
        person = _person(history)
        if person:
            text = _replace(_PERSON_PRONOUN, text, person)
    if _THING_PRONOUN.search(text) and not _binds_itself(text, _THING_PRONOUN):
        thing = None if _PLURAL.search(text) or not _IT.search(text) else _thing(before)
        if thing:
            return _replace(_IT, text, thing)
        return f"{text.rstrip(' ?')} ({_topic(before)})?"
    if text == question and (_is_elliptic(text.strip(" ?")) or not content_stems(text)):
        return f"{_topic(before)}: {text}"
    return text


def _is_elliptic(text: str) -> bool:
    """Whether it leans on the question before: "And Germany?", "How many of them?", "Who else?"."""
    opening = _OPENS.match(text)
    rest = text[opening.end() :] if opening else text
    if asks := _WH.match(rest):
        return bool(asks["bare"]) or not content_stems(rest[asks.end() :])
    return opening is not None and len(rest) <= 24


def _binds_itself(text: str, pronoun: re.Pattern[str]) -> bool:
    """Whether a name stands before the pronoun in the question itself."""
    match = pronoun.search(text)
    return bool(match and names(text[: match.start()]))


def _replace(pronoun: re.Pattern[str], text: str, name: str) -> str:
    def swap(match: re.Match[str]) -> str:
        word = match.group().lower()
        rest = text[match.end() :].lstrip()
        possessive = word in ("his", "its", "their") or (
            word == "her" and bool(re.match(r"[a-z]", rest))
        )
        return f"{name}'s" if possessive else name

    return pronoun.sub(swap, text)


_WHICH = re.compile(
    r"^(?:which|what) (?P<thing>[\w’'-]+(?: [\w’'-]+){0,2}?) "
    r"(?:do|does|did|has|have|had|is|are|was|were|will|would|can|could)\b",
    re.IGNORECASE,
)
_THING = (
    re.compile(
        r"^how (?:many|much) (?P<thing>[\w’'-]+(?: [\w’'-]+){0,3}?) "
        r"(?:do|does|did|has|have|had|is|are|was|were|will)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:what|who|where|when|why|how(?: \w+)?|which \w+) (?:is|are|was|were) "
        r"(?P<thing>(?:the|a|an) .+)$",
        re.IGNORECASE,
    ),
)


def _thing(question: str) -> str | None:
    """What a question is about, where that is plain: "the US arms package", "Storm Ada"."""
    topic = _topic(question)
    if match := _WHICH.search(topic):
        return f"the {match['thing']}"
    for pattern in _THING:
        if match := pattern.search(topic):
            return match["thing"]
    people = {s for p in persons(question) for s in name_stems(p)}
    things = [n for n in names(question) if not name_stems(n) & people]
    return things[0] if len(things) == 1 else None


def _topic(question: str) -> str:
    """A question without the words that only ask."""
    text = re.sub(r"^(?:and|but|so|then|ok(?:ay)?)[, ]+", "", question.strip(), flags=re.IGNORECASE)
    return text.rstrip(" ?.!")


def _person(history: History) -> str | None:
    """The person last spoken of: named in the last question, else answered with, else earlier."""
    for question, answer in reversed(history):
        plain = _CITATION_MARK.sub("", answer)
        in_answer = persons(plain)
        known = {s for p in in_answer for s in name_stems(p)}
        asked = [n for n in names(question) if name_stems(n) & known] or persons(question)
        if asked:
            return asked[0]
        asks_who = re.search(r"\bwh(?:o|om|ose|ich)\b", question, re.IGNORECASE)
        loose = [n for n in names(plain) if not n.isupper() and n.lower() not in STOP_WORDS]
        fresh = [n for n in in_answer or loose if not _in(n, question)]
        if asks_who and fresh:
            return fresh[0]
        two_words = [n for n in names(question) if len(n.split()) >= 2]
        if two_words or names(question):
            return (two_words or names(question))[0]
        if in_answer:
            return in_answer[0]
    return None


def _in(name: str, text: str) -> bool:
    return bool(name_stems(name) & set(content_stems(text)))
