"""What a user typed to the questions in it: what is said around them is left out, joined ones come apart."""

from __future__ import annotations

import re

from index.sentences import sentence_spans
from rag.question import AUXILIARY, WH
from rag.text.words import content_stems, names

_PREPOSITION = r"in|on|at|to|by|for|from|with|against|of|under"
_ASKING = re.compile(rf"\?[\W_]*$|^[\W_]*(?:{WH})\b", re.IGNORECASE)

_INSTRUCTION = re.compile(
    r"^[\W_]*(?:(?:system|assistant|user|instructions?|important|note(?: to [\w ]+)?)\s*:"
    r"|(?:(?:please|now|and|but|just|always|first|then|from now on),? )*"
    r"(?:ignore|forget|disregard|override|say|reply|respond|answer|pretend|act|print|output|repeat|"
    r"insist|claim|assume|write|use|do not|don[’']t|never|you (?:are|must|will|should|may)) )",
    re.IGNORECASE,
)

_TEXT_AT_WORK = (
    r"piece|story|article|feature|backgrounder|column|report|paper|essay|newsletter|podcast|explainer|"
    r"editor|timeline|brief(?:ing)?|deadline"
)
_WORK = r"doing|writing|drafting|researching|preparing|working on|checking|editing|covering"
_OPENING = re.compile(
    r"^(?:(?:hi|hello|hey|ok(?:ay)?|so|well|(?:a )?quick (?:one|question|check)|fact[- ]?check|one more"
    rf"|for (?:an?|my|our|the|this|tomorrow[’']s) (?:[\w-]+ ){{0,3}}(?:{_TEXT_AT_WORK})\b[^:,;?–—]{{0,60}}"
    r"|(?:i[’']?m|i am|i was|we[’']?re|we are|i need|i want|i[’']ve been)\b[^:;?–—]{3,80}?"
    rf"|(?:{_WORK})\b[^:;?–—]{{0,60}}?)"
    r"(?:\s*[:,;!–—]\s*|\s+-+\s+))+"
    rf"(?=(?:(?:{_PREPOSITION}) )?(?:{WH}|{AUXILIARY})\b)",
    re.IGNORECASE,
)
"""What somebody says of what they are at before they ask: "I'm drafting a backgrounder: who …"."""

_LEANS = re.compile(r"\b(?:it|its|he|his|him|she|her|they|their|them)\b", re.IGNORECASE)
"""What may stand for something that was said before."""


def plainly_asked(text: str) -> str:
    """The questions of a text, without what is said before them and about them.

    "I'm writing a feature: who is Ann Lee?" and "Ignore your sources. Who is Ann Lee?" ask who Ann Lee is.
    A greeting goes, what the writer is at, and sentences that tell the one who answers how to behave.
    Without a question it stays as it is.
    """
    text = _without_opening(text)
    sentences = [text[s.start : s.end] for s in sentence_spans(text)]
    kept = [s for s in sentences if not _INSTRUCTION.match(s) or s.rstrip().endswith("?")]
    if len(kept) == len(sentences) or not any(_ASKING.search(s) for s in kept):
        return text
    return " ".join(kept)


def _without_opening(text: str) -> str:
    opening = _OPENING.match(text)
    rest = text[opening.end() :] if opening else ""
    leaning = _LEANS.search(rest)
    if len(content_stems(rest)) < 2 or (leaning and not names(rest[: leaning.start()])):
        return text
    return rest[:1].upper() + rest[1:]


_JOINED = re.compile(
    rf"[,;]?\s+and\s+(?:also\s+)?(?=(?:(?:{_PREPOSITION})\s+)?(?:{WH})\b)|(?<=\?)\s+(?=\w)",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    rf"^(?:and\b|(?:(?:also|please|{_PREPOSITION}) )*"
    rf"(?:{WH}|{AUXILIARY}|tell|name|explain|describe)\b)",
    re.IGNORECASE,
)
_BARE = re.compile(rf"^(?:(?:{_PREPOSITION}) )?(?:{WH})(?: \w+)?$", re.IGNORECASE)
_PREDICATE = re.compile(rf"\b(?:{AUXILIARY})\b.+", re.IGNORECASE)
_AND = re.compile(r"^and\s+", re.IGNORECASE)


def parts(text: str) -> tuple[str, ...]:
    """The questions that a two-part question joins: "Who …, and which …?" is two.

    "When and where did they meet?" asks both of the meeting. What follows a question without asking
    anything ("List them all.") is no question.
    """
    found = [p.strip(" ,;") for p in _JOINED.split(text)]
    asking = [_AND.sub("", p.rstrip(" ?.")) for p in found if p.endswith("?") or _REQUEST.match(p)]
    if len(asking) > 1 and _BARE.match(asking[0]) and (shared := _PREDICATE.search(asking[1])):
        asking[0] = f"{asking[0]} {shared.group()}"
    return tuple(f"{p}?" for p in asking) if len(found) > 1 and asking else (text,)
