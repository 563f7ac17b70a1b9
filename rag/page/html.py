"""Answers and articles as HTML. Every piece of text from outside goes through `escape`."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from datetime import date

from index.types import Article, Span
from rag.page.shelf import Entry, Example, Shelf
from rag.text.words import plural
from rag.types import Answer, Citation, Disagreement, Sentence

LONGEST_SHOWN = 160
"""Characters of a question that are repeated above its answer."""


def escape(text: str) -> str:
    """Text that stays text, character for character; a parser would turn a bare CR into LF."""
    return html.escape(text).replace("\r", "&#13;")


def day(published: date | None) -> str:
    """``3 December 2024``."""
    return f"{published.day} {published:%B %Y}" if published else "undated"


def origin(outlet: str | None, published: date | None, source: str) -> str:
    """Who printed it, when, and in which file: ``Sky News · 3 December 2024 · a.txt``."""
    return " · ".join([outlet or "outlet not named", day(published), source])


# --- answers -------------------------------------------------------------------------------------


def turn(question: str, said: str, after: str = "", searched: str = "", busy: bool = False) -> str:
    """One question with what is said to it.

    ``said`` is announced to screen readers as it grows; ``after`` (sources, buttons) is not.
    """
    shown = question if len(question) <= LONGEST_SHOWN else question[:LONGEST_SHOWN].rstrip() + "…"
    note = f'<p class="searched">Searched for: {escape(searched)}</p>' if searched else ""
    return (
        f'<article class="turn" aria-busy="{str(busy).lower()}">'
        f'<h2 class="question">{escape(shown)}</h2>{note}'
        f'<div class="said" aria-live="polite">{said}</div>{after}</article>'
    )


def prose(sentences: Iterable[Sentence], progress: str = "") -> str:
    """Proven sentences with their citation buttons, and what is going on meanwhile."""
    spans = "".join(_sentence(s) for s in sentences)
    text = f'<p class="prose">{spans}</p>' if spans else ""
    return text + (f'<p class="progress">{escape(progress)}</p>' if progress else "")


def answered(answer: Answer) -> tuple[str, str]:
    """An answer's ``said`` and ``after``, the latter with its sources and the copy button."""
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in answer.notes)
    if answer.status == "not_in_articles":
        missing = escape(answer.missing or "The articles do not answer this.")
        return f'<div class="unanswered"><p>{missing}</p></div>{notes}', _closest(answer.closest)
    said = prose(answer.sentences)
    if answer.missing:
        said += f'<p class="missing">{escape(answer.missing)}</p>'
    said += "".join(_disagreement(d) for d in answer.disagreements) + notes
    copy = (
        f'<p class="actions"><button type="button" data-copy="{escape(citable(answer))}">'
        f"Copy with citations</button><span>{_trust(answer)}</span></p>"
    )
    return said, _sources(answer.citations) + copy


def failed(message: str) -> str:
    """What went wrong, in the place of an answer or of an article."""
    return f'<p class="failed">{escape(message)}</p>'


def follow_up(question: str, examples: Sequence[Example]) -> str:
    """A button with the question that an example goes on with, if it does."""
    then = escape(next((e.then for e in examples if e.question == question), ""))
    button = f'<button type="button" data-ask="{then}">{then}</button>'
    return f'<p class="next">Ask next {button}</p>' if then else ""


def differs(question: str, searched: str) -> str:
    """The question as looked up, if that is not as asked."""
    return "" if " ".join(question.split()) == searched.strip() else searched


def citable(answer: Answer) -> str:
    """Plain text to paste elsewhere: the prose with ``[n]`` and what each number stands for."""
    lines = [answer.question, "", answer.text, "", "Sources"]
    for c in answer.citations:
        quote = " ".join(c.quote.split())
        where = ", ".join(filter(None, [c.outlet, day(c.published), c.source]))
        lines.append(f"[{c.number}] “{quote}” {c.title} ({where})")
    return "\n".join(lines)


def _sentence(sentence: Sentence) -> str:
    buttons = "".join(_number(c) for c in sentence.citations)
    before, focus, after = map(escape, sentence.parts)
    text = f"{before}<strong>{focus}</strong>{after}" if focus else before
    reason = escape(sentence.reason)
    # the joiner keeps the first number on the line of the last word
    return f'<span class="sentence" title="{reason}">{text}&#8288;{buttons}</span> '


def _number(citation: Citation) -> str:
    label = f"Source {citation.number}: {citation.outlet or citation.title}"
    return (
        f'<button type="button" class="cite" {_place(citation)} aria-label="{escape(label)}">'
        f"[{citation.number}]</button>"
    )


def _place(citation: Citation) -> str:
    return (
        f'data-source="{escape(citation.source)}" '
        f'data-start="{citation.start}" data-end="{citation.end}"'
    )


def _sources(citations: Sequence[Citation]) -> str:
    """The cited articles, each once, in order of first citation."""
    by_source: dict[str, list[Citation]] = {}
    for citation in citations:
        by_source.setdefault(citation.source, []).append(citation)
    items = "".join(
        f'<li><span class="numbers">{"".join(_number(c) for c in cited)}</span>'
        f'<button type="button" class="title" {_place(cited[0])}>{escape(cited[0].title)}</button>'
        f'<span class="origin">{escape(origin(cited[0].outlet, cited[0].published, source))}</span>'
        "</li>"
        for source, cited in by_source.items()
    )
    return f'<ol class="sources" aria-label="Sources">{items}</ol>' if items else ""


def _closest(passages: Sequence[Citation]) -> str:
    if not passages:
        return ""
    items = "".join(
        f"<li><blockquote>{escape(' '.join(c.quote.split()))}</blockquote>"
        f'<button type="button" class="title" {_place(c)}>{escape(c.title)}</button>'
        f'<span class="origin">{escape(origin(c.outlet, c.published, c.source))}</span></li>'
        for c in passages
    )
    return (
        '<section class="closest"><h3>Closest passages, which do not answer it</h3>'
        f"<ol>{items}</ol></section>"
    )


def _disagreement(disagreement: Disagreement) -> str:
    rows = ""
    for side in disagreement.sides:
        outlets = dict.fromkeys(c.outlet or c.source for c in side.citations)
        numbers = "".join(_number(c) for c in side.citations)
        rows += (
            f"<div><dt>{escape(side.value)}</dt>"
            f"<dd>{escape(', '.join(outlets))} {numbers}</dd></div>"
        )
    return (
        f'<section class="disagreement"><h3>The articles differ: {escape(disagreement.about)}</h3>'
        f"<dl>{rows}</dl></section>"
    )


def _trust(answer: Answer) -> str:
    """How the words stand to the articles. A further citation may say the same in other words."""
    count = plural(len(answer.sources), "article")
    if any(s.support != "quoted" for s in answer.sentences):
        return f"Written by {escape(answer.model)}, each sentence checked against {count}."
    added = any("named before" in s.reason for s in answer.sentences)
    return f"In the articles’ own words; {count} cited." + (
        " Names in [brackets] are added." if added else ""
    )


# --- articles ------------------------------------------------------------------------------------


def article(item: Article, cited: Span) -> str:
    """An article with the cited span marked. The marks together hold exactly that text.

    Lines become paragraphs without losing a character: each keeps its line end inside.
    """
    place = 0
    lines = []
    for line in item.text.splitlines(keepends=True):
        lines.append(_paragraph(item, Span(place, place + len(line)), cited))
        place += len(line)
    link = ""
    if item.url and item.url.startswith(("https://", "http://")):
        link = f' · <a href="{escape(item.url)}" rel="noreferrer" target="_blank">original</a>'
    author = f"{escape(item.author)} · " if item.author else ""
    return (
        f'<header><h2 tabindex="-1">{escape(item.title)}</h2>'
        f'<p class="origin">{author}{escape(origin(item.outlet, item.published, item.path))}{link}'
        f'</p></header><div class="text" lang="">{"".join(lines)}</div>'
    )


def _paragraph(item: Article, line: Span, cited: Span) -> str:
    text = item.text
    start, end = max(line.start, cited.start), min(line.end, cited.end)
    words = text[line.start : line.end].strip()
    if not words or (words == item.title and start >= end):  # the headline stands above already
        kind = ' class="gap"'
    elif any(f.start <= line.start and line.end <= f.end + 1 for f in item.furniture):
        kind = ' class="furniture"'
    else:
        kind = ""
    if start >= end:
        return f"<p{kind}>{escape(text[line.start : line.end])}</p>"
    return (
        f"<p{kind}>{escape(text[line.start : start])}"
        f'<mark tabindex="-1">{escape(text[start:end])}</mark>{escape(text[end : line.end])}</p>'
    )


def listing(shelf: Shelf, wanted: str = "") -> str:
    """The articles whose title, outlet, date or file holds all the wanted words."""
    entries, total = shelf.find(wanted)
    if not total:
        return '<p class="none">No article matches.</p>'
    more = f'<p class="none">{len(entries):,} of {total:,}. Type to narrow the list.</p>'
    items = "".join(_entry(e) for e in entries)
    return f'<ol class="listing">{items}</ol>' + (more if total > len(entries) else "")


def _entry(entry: Entry) -> str:
    return (
        f'<li><button type="button" class="title" data-source="{escape(entry.source)}">'
        f'{escape(entry.title)}</button><span class="origin">'
        f"{escape(origin(entry.outlet, entry.published, entry.source))}</span></li>"
    )


def catalogue(shelf: Shelf) -> str:
    """The list of all articles, with a filter when it is long."""
    box = (
        '<input type="search" class="filter" data-filter aria-label="Filter the articles" '
        'placeholder="Filter by title, outlet, date or file">'
        if len(shelf) > 12
        else ""
    )
    return (
        f'<header><h2 tabindex="-1">{plural(len(shelf), "article")}</h2>'
        f'<p class="origin">{escape(shelf.period())}</p>{box}</header>'
        f"<div data-listing>{listing(shelf)}</div>"
    )


# --- the frame -----------------------------------------------------------------------------------


def masthead(shelf: Shelf) -> str:
    """What this is and what it answers from, in one line."""
    count = plural(len(shelf), "news article")
    when = f", {shelf.period()}" if shelf.period() else ""
    return (
        "<header><h1>Ask the articles</h1>"
        f"<p>Every sentence is cited from {escape(count + when)}.</p>"
        '<button type="button" class="quiet" data-articles aria-controls="reader">Articles</button>'
        '</header><p id="announce" class="unseen" role="status"></p>'
    )


def welcome(examples: Sequence[Example]) -> str:
    """What an empty conversation shows."""
    if not examples:
        return '<div class="welcome"><p>Ask about anything the articles report.</p></div>'
    items = "".join(
        f"<li><span>{escape(e.kind)}</span>"
        f'<button type="button" data-ask="{escape(e.question)}">{escape(e.question)}</button></li>'
        for e in examples
    )
    return (
        '<div class="welcome"><p>Ask about anything the articles report, for example</p>'
        f'<ul class="examples">{items}</ul></div>'
    )


def reader(shelf: Shelf) -> str:
    """The panel beside the conversation, showing the list of articles."""
    return (
        '<aside id="reader" aria-label="Articles" data-view="list"><nav>'
        '<button type="button" class="quiet" data-list>All articles</button>'
        '<button type="button" class="quiet" data-close>Close</button></nav>'
        f'<div class="pane" tabindex="-1">{catalogue(shelf)}</div></aside>'
    )


def log(turns: Iterable[str], empty: str = "") -> str:
    """The conversation, or what an empty one shows."""
    return f'<div class="turns">{"".join(turns) or empty}</div>'
