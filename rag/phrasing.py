"""What a user typed to the questions in it: what is said around them is left out, joined ones come apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.sentences import sentence_spans
from rag.question import ASKS, AUXILIARY, BEFORE, PREPOSITION, SETTING, WH
from rag.text.words import content_stems, names

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
    rf"(?=(?:(?:{PREPOSITION}) )?(?:{WH}|{AUXILIARY})\b)",
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


_NEXT = re.compile(r"(?<=\?)\s+(?=\w)")
_JOINED = re.compile(
    rf"[,;]?\s+and\s+(?:also\s+)?(?={ASKS})|[,;]\s+and\s+(?:also\s+)?(?=(?:{AUXILIARY})\s)"
    rf"|\s+and\s+(?:also\s+)?(?=(?:{AUXILIARY})\s+(?:he|she|it|they|there)\b)",
    re.IGNORECASE,
)
_LISTED = re.compile(rf",\s+(?={ASKS}(?: \w+)? (?:{AUXILIARY})\b)", re.IGNORECASE)
"""Between the first two of "what is it, who made it and when?"; after "When it rained" it is none."""

_REQUEST = re.compile(
    rf"^(?:and\b|(?:(?:also|please|{PREPOSITION}) )*"
    rf"(?:{WH}|{AUXILIARY}|tell|name|explain|describe)\b)",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?i:the|an?|his|her|its|their|this|that|these|those|he|she|it|they|we|you|there)|[A-Z]\S*"
)
_BARE = re.compile(
    rf"^{BEFORE}(?:whom?|when|where|why|(?:how|what|which|whose)(?: [\w’'-]+)?)$", re.IGNORECASE
)
_PREDICATE = re.compile(rf"\b(?:(?i:do|does|did)\s+\S+|(?i:{AUXILIARY})\s+(?:{_SUBJECT}))\s.+")
"""A verb, its subject and the rest: what "when" and "where" can share."""

_AND = re.compile(r"^and\s+", re.IGNORECASE)


def parts(text: str) -> tuple[str, ...]:
    """The questions that a two-part question joins: "Who …, and which …?" is two.

    "When and where did they meet?" asks both of the meeting. What is told before a question goes with each
    of its parts; what follows one without asking anything ("List them all.") is no question.
    """
    asked = [part for piece in _NEXT.split(text) for part in _joined(piece)]
    split = len(asked) > 1 or len(_NEXT.split(text)) > 1
    return tuple(asked) if split and asked else (text,)


def _joined(text: str) -> list[str]:
    """The questions of a text that asks at its end, if it asks at all."""
    spans = sentence_spans(text)
    start = spans[-1].start if text.endswith("?") and spans else 0
    told, question = text[:start], text[start:]
    if not told and not (question.endswith("?") or _REQUEST.match(question)):
        return []
    setting = SETTING.match(question)
    if setting:
        told, question = told + setting.group(), question[setting.end() :]
    asking = [_AND.sub("", part.strip(" ,;?.")) for part in _JOINED.split(question)]
    if len(asking) > 1:
        asking = [one for part in asking for one in _LISTED.split(part)]
        asking = [_with_predicate(part, asking) for part in asking]
    if not told or spans[-1].start == len(told):
        asking = [part[:1].upper() + part[1:] for part in asking]
    return [f"{told}{part}?" for part in asking]


def _with_predicate(part: str, others: Sequence[str]) -> str:
    """ "When" beside "where did they meet" is "When did they meet"."""
    whole = [other for other in others if not _BARE.match(other)]
    if not _BARE.match(part) or not whole:
        return part
    shared = next((found.group() for p in whole if (found := _PREDICATE.search(p))), None)
    return f"{part} {shared}" if shared else f"{part}: {whole[0][:1].lower()}{whole[0][1:]}"
