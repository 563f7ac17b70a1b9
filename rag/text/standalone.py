"""Makes an evidence sentence understandable away from its article.

"He affirmed that the process is irreversible" needs to say who. Where exactly one person comes into
question, the name is set beside the pronoun in brackets, as newspapers do; otherwise the sentence
before comes along, word for word. A wrong name would be worse than a longer answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.manifest import IndexedArticle
from index.types import Span
from rag.text.places import countries
from rag.text.words import LATIN_CAPITAL, STOP_WORDS, name_stems, names, stem

_LOOK_BACK = 3  # sentences

SPEECH = (
    "said|says|stated|told|added|adds|noted|warned|argued|claimed|declared|emphasi[sz]ed|stressed|"
    "condemned|urged|announced|confirmed|indicated|repeated|reiterated|asserted|conveyed|affirmed|"
    "expressed|underscored|highlighted|commented|explained|insisted|recalled|wrote|asked|replied|"
    "testified|tweeted|posted|joked|concluded|admitted|acknowledged|suggested|estimated|promised"
)
_PERSON = r"(?:Mr|Mrs|Ms|Dr|Sir|Dame|Lord|Lady)\.? (?:[A-Z][\w’'-]+ ?){1,3}"
_TITLE_WORDS = (
    r"(?:President|Prime Minister|Minister|Chancellor|Senator|Sen\.|Rep\.|Gov\.|Governor|Mayor|"
    r"King|Queen|Prince|Princess|Pope|Judge|Justice|General|Gen\.|Secretary(?: |-)General|Secretary|"
    r"Chief|Director|Chairman|Chairwoman|Coach|Captain|Capt\.|Detective|Officer|Professor|Prof\.|"
    r"Representative|Ambassador|Commissioner|Sheriff|CEO|founder|leader|envoy|spokes(?:man|woman))"
)
_CAPITAL = rf"{LATIN_CAPITAL}[\w’'-]+"
_NAME = rf"{_CAPITAL}(?: (?:(?:de|van|von|der|al|bin|la|le) )?{_CAPITAL}){{0,3}}"
_NAMED_PERSON = (
    re.compile(rf"\b({_PERSON})"),
    re.compile(rf"\b{_TITLE_WORDS} ({_NAME})"),
    re.compile(
        rf"({_NAME})(?:,[^,.“\"]{{3,80}},)? (?:(?:\w+ly|also|has|had|once|again) ){{0,3}}(?:{SPEECH})\b"
    ),
    re.compile(rf"\b(?:{SPEECH}) ({_NAME})"),
)
_HE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im)\b")
_NAME_AFTER = re.compile(rf",\s+(?:[\w-]+\s+){{0,4}}{_NAME}")
_LEADING_TITLES = re.compile(rf"^.*\b{_TITLE_WORDS}\s+")
ONLY_TITLE = re.compile(rf"(?:{_TITLE_WORDS}|General)")
"""A word that is an office and no name."""

_ROLE = re.compile(rf"\b{_TITLE_WORDS}\b", re.IGNORECASE)
_SOMEBODY = re.compile(
    rf"\b(?:the|a|an|his|her|their|its) (?:[\w-]+ ){{0,3}}(?:{_TITLE_WORDS}|man|woman|boy|girl|player|"
    r"actor|actress|singer|suspect|victim|driver|teacher|doctor|soldier|father|mother|son|daughter|"
    r"brother|sister|husband|wife|friend|author|artist|politician|official)\b(?! of\b)"
)
_OPENS_BARE = re.compile(
    r"^[“\"‘']?(?:(?:And|But|So|Also|However|Nonetheless|Meanwhile|Then|Yet),? )?"
    r"(?:It|They|Their|Them|Both|This (?:is|was|has|will|means|comes|came|follows|followed|would)|"
    r"That (?:is|was|has|will|means|would)|These|Those|Such|The same|According to (?:him|her|them))\b"
)
_AFTER_PARTICIPLE = (
    r"(?:in|on|at|by|from|with|to|for|under|near|the|a|an|their|his|her|as|during|after|over)"
)
_JUDGED = (
    r"(?:clear|unclear|likely|unlikely|possible|impossible|important|expected|hoped|believed|known|unknown|said|"
    r"estimated|reported|thought|understood|true|obvious|certain|uncertain|essential|crucial|vital|necessary)"
)
_POINTS_BACK = re.compile(
    r"^[^,“\"]{0,40}(?:, [^,]{1,40}, |\b)(?:[Tt]his|[Tt]hese|[Tt]hose) (?!(?:past|last|coming|very|same)\b)"
    r"(?!(?:week|weekend|month|year|morning|afternoon|evening|night|spring|summer|autumn|fall|winter|time|days?|"
    r"decade|century|world|planet|who|whose|that|of|in)\b)"
    rf"(?!(?<=hose )(?:from|with|without|\w+(?:ing|ed) {_AFTER_PARTICIPLE})\b)"
    r"(?![\w ]{3,30} – [A-Z])[a-z]+\b"
)
_TELLS_ITSELF = re.compile(
    r"^[“\"‘']?(?:(?:And|But|So|Also|However|Meanwhile|Yet),? )?(?:"
    r"(?:This|That|It) (?:also )?(?:follow(?:s|ed)|(?:comes|came|happen(?:s|ed)) (?:just |only )?"
    r"(?:as(?! an? | no )|after|amid|despite|following|while|when|ahead of|before)) (?:\S+ ){6}"
    rf"|It (?:is|was|remains|remained|(?:is|was) not|isn[’']t|wasn[’']t) (?:\w+ly )?{_JUDGED} (?:\w+ ){{0,2}}"
    r"(?:that|whether|if|how|who|what|when|where|why|to) "
    r"|Both (?:(?:the |an? )?[\w’'-]+ and |(?:the )?[A-Z][^,.]{0,60} and )"
    rf"|Those (?:who|whose|that|of|in|from|with|without|\w+(?:ing|ed) {_AFTER_PARTICIPLE})\b"
    r"|.{1,40} (?:made|delivered|gave|issued|voiced) (?:this|these|those) "
    r"(?:comments?|remarks?|statements?|speech) "
    r"(?:as|at|during|in|on|after|before|while|to|ahead|following|when)\b)"
)
"""What looks as if it pointed back and says itself what is meant: "This follows remarks by …", "It is unclear
whether …", "Both Ann and Bob", "those living nearby"."""

_OPENS_WITHIN_QUOTE = re.compile(r"^[“\"]")
_QUOTED = re.compile(r"“[^”“]*[”“]?|\"[^\"]*\"?")


_LONGEST_HEADING = 120
_ANSWERS = re.compile(
    r"^(?:Yes|No|Not|Only|Nothing|Nobody|None|Because|Probably|Possibly|Maybe|Perhaps|Unclear|That|It|They|Both)\b"
)
_FEW_WORDS = 8
"""Up to so many words, what follows a question of the article's own says next to nothing without it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A sentence ready to be shown: its span in the article and the words to show.

    ``shown`` is the article's text at the span, with bracketed names added.
    """

    span: Span
    shown: str
    note: str


def stand_alone(item: IndexedArticle, at: int) -> Standing:
    """Sentence number ``at`` with what it needs to be understood."""
    span = item.sentences[at]
    text = item.article.text[span.start : span.end]
    if _needs_speaker(item, at):
        return _with_neighbour(item, at, "with the sentence that says who speaks")
    if heading := question_before(item, at):
        both = Span(heading.start, span.end)
        shown = item.article.text[both.start : both.end]
        return Standing(both, shown, "with the question that it answers")
    pronoun = unbound_pronoun(text)
    if pronoun is not None:
        person = only_person_before(item.article.text, item.sentences, at)
        if person:
            shown = with_name(item.article.text, item.sentences, at, span)
            return Standing(span, shown, f"{pronoun.group()} is {person}, the only person before")
        return _with_neighbour(item, at, f"with the sentence before, for {pronoun.group()!r}")
    if _opens_with_reference(text):
        return _with_neighbour(item, at, "with the sentence before, which it refers to")
    return Standing(span, text, "")


def question_before(item: IndexedArticle, at: int) -> Span | None:
    """The heading that a sentence says next to nothing without, if that is a question.

    Explainers ask and answer themselves: "Will she lose her pension?" – "Only if she is convicted."
    """
    span = item.sentences[at]
    text = item.article.text[span.start : span.end]
    is_line = text[-1:] not in ".!”\"’')"  # of a table
    if is_line or not (_ANSWERS.match(text) or len(text.split()) <= _FEW_WORDS):
        return None
    since = item.sentences[at - 1].end if at else 0
    between = item.article.text[since : span.start].rstrip(" \t\r\n*_")
    heading = between[between.rfind("\n") + 1 :].lstrip(" \t#*_")
    if not heading.endswith("?") or len(heading) > _LONGEST_HEADING:
        return None
    end = since + len(between)
    return Span(end - len(heading), end)


def points_back(text: str) -> bool:
    """Whether a sentence cannot be understood without the one before it."""
    quoted = _OPENS_WITHIN_QUOTE.match(text) and not re.search(r"\w{2}", _QUOTED.sub("", text))
    return bool(quoted) or unbound_pronoun(text) is not None or _opens_with_reference(text)


def _opens_with_reference(text: str) -> bool:
    if _TELLS_ITSELF.match(text):
        return False
    return bool(_OPENS_BARE.match(text) or _POINTS_BACK.match(text))


def _with_neighbour(item: IndexedArticle, at: int, note: str) -> Standing:
    """The sentence and the one before it, where they are neighbours in one passage."""
    span = item.sentences[at]
    text = item.article.text
    if at == 0 or not _adjacent(item, at):
        return Standing(span, text[span.start : span.end], "")
    both = Span(item.sentences[at - 1].start, span.end)
    return Standing(both, with_name(text, item.sentences, at - 1, both), note)


def with_name(text: str, sentences: Sequence[Span], at: int, span: Span) -> str:
    """The words at ``span``, which begins with sentence number ``at``, as they are shown.

    If only one person can be meant by that sentence's pronoun, the name stands after it in brackets.
    """
    first, words = sentences[at], text[span.start : span.end]
    pronoun = unbound_pronoun(text[first.start : first.end])
    person = only_person_before(text, sentences, at) if pronoun else None
    if not pronoun or not person or pronoun.end() > len(words):
        return words
    return f"{words[: pronoun.end()]} [{person}]{words[pronoun.end() :]}"


def _adjacent(item: IndexedArticle, at: int) -> bool:
    """Whether nothing but white space stands between a sentence and the one before."""
    gap = item.article.text[item.sentences[at - 1].end : item.sentences[at].start]
    return not gap.strip()


def _needs_speaker(item: IndexedArticle, at: int) -> bool:
    """Whether the whole sentence is inside a quotation whose speaker is named before it."""
    text = item.article.text[item.sentences[at].start : item.sentences[at].end]
    if not _OPENS_WITHIN_QUOTE.match(text):
        return False
    outside = _QUOTED.sub("", text)
    return not re.search(r"[A-Za-z]{2,}", outside)


def unbound_pronoun(text: str) -> re.Match[str] | None:
    """The first he or she outside quotations that nobody named in the sentence binds."""
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    for match in _HE.finditer(text):
        if any(start <= match.start() < end for start, end in quoted):
            continue
        outside = _QUOTED.sub("", text[: match.start()])
        if names(outside) or _ROLE.search(outside):
            return None
        if match.group().lower() not in ("he", "she") and _NAME_AFTER.search(text[match.end() :]):
            return None  # "In his letter, Mr. Sybiha wrote"
        return match
    return None


def only_person_before(text: str, sentences: Sequence[Span], at: int) -> str | None:
    """The one person whom the nearest sentences before ``at`` speak of; None if in any doubt."""
    known = _article_persons(text)
    for back in range(at - 1, max(-1, at - 1 - _LOOK_BACK), -1):
        span = sentences[back]
        outside = _QUOTED.sub(" ", text[span.start : span.end])
        mentioned = names(outside)
        people = [n for n in mentioned if name_stems(n) & known.keys()]
        strangers = [n for n in mentioned if n not in people and len(n.split()) == 2]
        who = {known[s] for n in people for s in name_stems(n) & known.keys()}
        if len(who) == 1 and not strangers and not _SOMEBODY.search(outside):
            return who.pop()
        if mentioned or _SOMEBODY.search(outside):
            return None
    return None


@lru_cache(maxsize=512)
def _article_persons(text: str) -> dict[str, str]:
    """Stem of a family name to the fullest form in which the article names that person."""
    fullest: dict[str, str] = {}
    for person in persons(text):
        key = stem(person.split()[-1])
        if len(person) > len(fullest.get(key, "")):
            fullest[key] = person
    return fullest


def persons(text: str) -> list[str]:
    """People named in ``text`` by title or as speakers, outside quotations, in order."""
    outside = _QUOTED.sub(lambda m: " " * len(m.group()), text)
    found: list[tuple[int, str]] = []
    for pattern in _NAMED_PERSON:
        for match in pattern.finditer(outside):
            name = re.sub(r"[’']s?$", "", match.group(1).strip(" .,"))
            name = _LEADING_TITLES.sub("", name)
            if ONLY_TITLE.fullmatch(name):
                continue
            first = name.split()[0] if name else ""
            if (
                name
                and not name.isupper()
                and first.lower() not in STOP_WORDS
                and not countries(name)
            ):
                found.append((match.start(1), name))
    return [name for _, name in sorted(found)]
