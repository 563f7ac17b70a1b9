"""What a web page leaves in an article's text that is not the article.

Lists of other headlines, newsletter lines, credits: never evidence. Precision comes first: a line
that stays costs a little, a sentence of the article that is taken for furniture is lost to every
answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.reading.bylines import dateline, stated
from index.reading.lines import (
    Line,
    blank_between,
    is_body,
    is_short,
    is_wrapped,
    lines_of,
    shared_words,
)
from index.reading.metadata import DATE_PREFIX, front_matter, header
from index.types import Span


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)


# A line over a list of links to other articles.
_LINK_LIST = re.compile(
    r"(?:"
    r"(?:read|see|watch) (?:more|also|next)(?: (?:from|on|about|in) [^:.]{2,50})?(?: here)?"
    r"|more (?:from|on|about) [^:.]{2,50}|more on this(?: story)?|more|latest news|top stories"
    r"|related(?: (?:stories|articles|content|topics|news|links|reading|coverage))?"
    r"|(?:you )?(?:may|might) also (?:like|be interested in)|also read|also in the news"
    r"|recommended(?: (?:stories|reading|articles|for you))?|most (?:read|popular|viewed)"
    r"|trending(?: now)?|editor['’]?s['’]? picks|don['’]t miss|what to read next"
    r"|(?:further|keep) reading"
    r")\s*(?P<colon>[:|»>]?)",
    re.I,
)
# A line that opens with a label and names one: "More: Headline", "READ MORE | Headline".
_LINK_LINE = re.compile(
    r"(?:read (?:more|also|next)(?: (?:on|about|here|from) [^:|.]{2,40}| here)?|see also|also read"
    r"|also see|more|related(?: (?:story|stories|article|coverage|video))?|watch|listen|must read"
    r"|recommended|don['’]t miss|read the full story|for subscribers|more from [^:|.]{2,40}"
    r"|more on this(?: story)?)\s*[:|»>]\s*(?=\S)",
    re.I,
)
_UPDATES = _any(
    r"(?:[^.:?!]{1,60}[:|–—-]\s*)?(?:follow |get |see |read )?(?:the )?"
    r"(?:latest|live) (?:updates|news)(?: (?:here|and analysis))?",
    r"(?:follow|get|see|read) (?:along for )?(?:our )?live (?:updates|coverage|blog)\b[^:]{0,40}",
)
_LETTER = re.compile(
    r"(?:[^.!?]{0,60}[?!] )?(?:sign up|subscribe|register|get (?:the|our|all|a|breaking)|download"
    r"|join (?:us|our)|don['’]t miss|click here|want more|enjoy(?:ing)?)\b"
    r"(?=.*\b(?:newsletters?|inbox|e-?mails?|alerts|briefing|free daily|push notifications"
    r"|our (?:app|podcast|channel|whatsapp|telegram)|on (?:twitter|facebook)"
    r"|(?:the|this) .{1,20} app)\b)",
    re.I,
)
_NETWORK = (
    r"(?:facebook|twitter|x|e-?mail|whatsapp|linkedin|reddit|copy link|print|telegram|pinterest"
    r"|messenger|share)"
)
_AGENCY = r"(?:AP|AFP|Reuters|EPA|EFE|Getty Images|Shutterstock)"
_ACCOUNTS = _any(
    r"(?:subscribe|sign up)(?: (?:now|here|today|to .{2,40}|for free))?[.!]?",
    r"follow (?:us|me|him|her|them)\b.{0,120}",
    r"follow .{2,110}?(?:\bon\b|:|,) ?.{0,40}(?:twitter|facebook|instagram|bluesky|threads|tiktok"
    r"|linkedin|whatsapp|telegram|google news|\bx\b|@\w).{0,100}",
)
_CREDITS = _any(
    r"\(?(?:photo(?:graph)?|image|picture|video|illustration|pic)s?"
    r"(?: (?:credit|courtesy|source))?s?(?::| by | courtesy of ).{2,110}",
    r"\(?(?:credit|source for image)s?: .{2,110}",
    r"\(?(?:AP|REUTERS|AFP|EPA|EFE|Getty)(?: (?:File )?Photo| Images?)?\s?/\s?.{2,60}",
    rf"[^.!?]{{0,60}}(?:/|\bvia )\s?{_AGENCY}\b[^.!?]{{0,30}}",
)
_PAGE = _any(
    # advertising, sharing, audio
    r"advertise?ments?|advertising|advert|sponsored(?: content)?",
    r"(?:article|story) continues (?:after|below).*|scroll to continue.*|continue reading.{0,40}",
    r"skip (?:past )?(?:advert\w*|promotion|newsletter|to (?:main )?content).*",
    r"share (?:this|on|via|article|story)\b.{0,40}|copy link|(?:print|save) this.*",
    rf"(?:share )?{_NETWORK}(?:[ ,|/·•]+{_NETWORK})+",
    r"listen to (?:this|the) (?:article|story|podcast|episode)\b.{0,40}",
    r"(?:estimated )?reading time:?.{0,20}|\d{1,2}[ -]min(?:ute)?s?(?: read| listen)",
    r"listen\s*[-•·|(]?\s*\d{1,2}[: ]?\d{0,2} ?min\w*\)?",
    # rights and consent
    r"(?:©|\(c\)|copyright\b).{0,20}\b(?:19|20)\d{2}\b.{0,250}|©\s?\S.{2,150}",
    r".{0,120}\ball rights reserved\b.{0,200}",
    r"(?:this (?:web)?site uses cookies|we(?: and our partners)? use cookies"
    r"|accept (?:all )?cookies|manage (?:cookie|your) (?:preferences|settings)"
    r"|cookie (?:policy|settings|notice)\b).{0,250}",
    r"by (?:clicking|signing up|subscribing|continuing|using this)\b.{0,120}"
    r"\b(?:agree|consent|accept)\b.{0,200}",
)
_MAKERS = _any(
    r"\(?(?:additional |with )?reporting by [A-Z][^.]{2,150}(?:(?:;|\. )?\s?(?:writing|editing)"
    r".{0,150}|\.?\)?)",
    r"contribut(?:ing|ors?): .{2,200}",
    r"(?:(?:from|by) )?(?:(?:our )?staff|[\w ]{2,30} network)(?: and wire)? (?:reports|services)",
    r"read more (?:on|about) [^.]{2,90} here\.?",
    r"our standards: the thomson reuters.*",
    r"\(?this (?:story|article|page|report) (?:was|has been|is being|will be) "
    r"(?:first |originally |last )?(?:updated|published|posted)\b.{0,120}",
    r"editor['’]s note:.*(?:\bsign up\b|newsletter|view more|(?:opinions|views) expressed).*",
)
_BIO = re.compile(
    r"(?=.*(?:\S@\S|@\w|\b(?:reach|contact|follow|email) (?:him|her|them|at)\b))"
    r"(?:[A-Z]\S+ ){2,4}(?:is|covers|reports|writes)\b.{0,60}\b(?:reporter|editor|journalist|writer"
    r"|columnist|correspondent|covers|news|producer|contributor|fellow).*"
    r"|(?:[A-Z]\S+ ){2,4}(?:covers|reports on|writes about) .{3,100}"
    r"|(?:[Rr]each|[Cc]ontact|E-?mail|You can (?:reach|follow)) .{2,80}(?:\S@\S|@\w).{0,160}"
)
_TRAILING = _any(
    r"\s\((?:photo|image|picture|illustration|(?:additional )?reporting)(?: credit)?(?::| by )"
    r"[^()]{2,150}\)$",
    r"(?<=[.!?”\"]) (?:photo|image|picture|credit)(?: credit)?: [^.!?]{2,60}\.?$",
    rf"(?<=[.!?”\"]) \w[^.!?]{{2,60}}/{_AGENCY}(?:/\w+)?$",
)
_ALMOST = 110  # characters a linked headline may have
_MOST = 6  # linked headlines in one block


def furniture(text: str) -> tuple[Span, ...]:
    """The spans of page furniture, in order, without overlap; adjoining lines make one span."""
    lines = lines_of(text)
    start = front_matter(text)[0]
    spans = [Span(0, start)] if start else []
    whole = furniture_lines(lines, text)
    for number, line in enumerate(lines):
        if line.end <= start:
            continue
        if number in whole:
            if spans and number - 1 in whole and lines[number - 1].start >= start:
                spans[-1] = Span(spans[-1].start, line.end)
            else:
                spans.append(Span(max(line.start, start), line.end))
        else:
            spans.extend(_clause(text, line, first=number == 0))
    return tuple(spans)


def _clause(text: str, line: Line, *, first: bool) -> Iterator[Span]:
    """A clause of a line: the date before the title, a credit behind the last sentence."""
    if first and (match := DATE_PREFIX.match(text, line.start, line.end)):
        yield Span(*match.span())
    elif match := _TRAILING.search(line.text):
        behind = text[line.start : line.end].index(line.text) + match.start()
        yield Span(line.start + behind, line.end)


def furniture_lines(lines: Sequence[Line], text: str) -> set[int]:
    """The numbers of the lines that are furniture from end to end."""
    found = set(header(lines)[1])
    wrapped = is_wrapped(lines)
    for number, line in enumerate(lines):
        if number in found:
            continue
        words = line.text
        if number and (match := _LINK_LIST.fullmatch(words)):
            linked = _linked(lines, number, text, wrapped)
            if linked or match["colon"]:
                found.update((number, *linked))
        elif _is_furniture(words, number, len(lines)):
            found.add(number)
    return found


def _is_furniture(words: str, number: int, count: int) -> bool:
    if (begins := dateline(words)) and begins[0] == len(words):
        return True
    if len(words) <= 500 and any(p.fullmatch(words) for p in (_ACCOUNTS, _CREDITS, _PAGE, _MAKERS)):
        return True
    if len(words) <= 250 and _LETTER.match(words):
        return True
    if not number:  # the title may say "More: …" or end in "live updates"
        return False
    if count - number <= 3 and stated(words):
        return True
    return (
        (len(words) <= 200 and bool(_LINK_LINE.match(words)))
        or (len(words) <= 80 and bool(_UPDATES.fullmatch(words)))
        or (count - number <= 8 and bool(_BIO.fullmatch(words)))
    )


def _linked(lines: Sequence[Line], number: int, text: str, wrapped: bool) -> list[int]:
    """The lines below "Read more:" that are headlines of other articles."""
    run: list[int] = []
    for other in range(number + 1, min(number + 1 + _MOST, len(lines))):
        line = lines[other]
        if wrapped and run and blank_between(text, lines[other - 1], line):
            break
        if len(line.text) > _ALMOST or not is_short(line.text) or len(line.text.split()) < 3:
            break
        run.append(other)
    behind = run[-1] + 1 if run else len(lines)
    if len(run) > 1 and behind < len(lines) and is_body(lines[behind].text):
        # The last line may be the next heading of the article itself: then its words are the
        # article's words too.
        near = range(max(0, number - 100), min(len(lines), number + 100))
        rest = "\n".join(lines[n].text for n in near if n not in run)
        if shared_words(lines[run[-1]].text, rest) >= 2 / 3:
            run.pop()
    return run
