"""Articles into chunks: runs of whole sentences, with exact offsets.

Offsets come from the sentence spans themselves; nothing is ever looked up in the text afterwards.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from operator import attrgetter

from index.reading.headings import headings
from index.sentences import sentence_spans
from index.types import Article, Chunk, Span, chunk_id

SPLITTER = "sentences-2"
"""Names the rules below, and those of what is no evidence; an index made under another name is rebuilt.
Change it with them."""

TARGET_WORDS = 90
"""A chunk is closed once it has this many words. Measured with the packaged encoder, which was
trained on passages of up to 128 tokens."""

MAX_WORDS = 170
"""No sentence is added that would take a chunk beyond this; the encoder reads 256 tokens."""


def evidence_spans(article: Article) -> tuple[Span, ...]:
    """The sentences that may serve as evidence: not furniture, not headings."""
    barred = _merged((*article.furniture, *headings(article.text)))
    spans = []
    for span in sentence_spans(article.text):
        kept = _outside(article.text, span, barred)
        if kept is not None and any(c.isalnum() for c in article.text[kept.start : kept.end]):
            spans.append(kept)
    return tuple(spans)


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The same characters as spans in order, none of which touch."""
    merged: list[Span] = []
    for span in sorted(spans, key=attrgetter("start")):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _outside(text: str, span: Span, barred: list[Span]) -> Span | None:
    """What is left of ``span`` beside the barred spans: a barred beginning or end is cut off."""
    start, end = span.start, span.end
    for number in range(bisect_right(barred, start, key=attrgetter("end")), len(barred)):
        bar = barred[number]
        if bar.start >= end:
            break
        if bar.start <= start:
            start = bar.end
        else:
            end = bar.start
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def split(article: Article, sentences: tuple[Span, ...] | None = None) -> tuple[Chunk, ...]:
    """Chunks of about ``TARGET_WORDS`` words; each begins with the last sentence of the one before.

    A chunk spans from its first to its last sentence, so headings between them are in its text.
    Furniture is not: a chunk ends where furniture begins.
    """
    spans = evidence_spans(article) if sentences is None else sentences
    chunks = []
    run: list[Span] = []
    fresh = False  # whether the run holds a sentence that no earlier chunk has
    for span in spans:
        crosses = bool(run) and _furniture_between(article, run[-1].end, span.start)
        too_long = bool(run) and _words(article, run) + _words(article, [span]) > MAX_WORDS
        if run and (crosses or too_long):
            if fresh:
                chunks.append(_chunk(article, run))
            run, fresh = [], False
        run.append(span)
        fresh = True
        if _words(article, run) >= TARGET_WORDS:
            chunks.append(_chunk(article, run))
            run, fresh = [span], False
    if fresh:
        chunks.append(_chunk(article, run))
    return tuple(chunks)


def _words(article: Article, spans: list[Span]) -> int:
    return sum(len(article.text[s.start : s.end].split()) for s in spans)


def _furniture_between(article: Article, start: int, end: int) -> bool:
    after = bisect_right(article.furniture, start, key=attrgetter("end"))
    return after < len(article.furniture) and article.furniture[after].start < end


def _chunk(article: Article, run: list[Span]) -> Chunk:
    start, end = run[0].start, run[-1].end
    text = article.text[start:end]
    return Chunk(chunk_id(article.path, start, text), article.id, text, start, end)
