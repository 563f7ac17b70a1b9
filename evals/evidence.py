"""The gold and the cited words of one case, side by side, as they stand in their files."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from evals.metrics import Seen
from index.types import Span


def marked(seen: Seen) -> list[dict[str, Any]]:
    """For each file that is gold or cited, its quoted words in order.

    ``{"source", "title", "pieces": [{"text", "gold", "cited"}]}``; a piece that stands apart from the
    one before is preceded by " … ", neither gold nor cited.
    """
    gold = [(g.source, seen.span(g)) for g in seen.case.evidence]
    cited = [(c.source, Span(c.start, c.end)) for c in seen.answer.citations]
    return [
        {
            "source": source,
            "title": seen.articles[source].title,
            "pieces": _pieces(
                seen.articles[source].text,
                [span for path, span in gold if path == source],
                [span for path, span in cited if path == source],
            ),
        }
        for source in dict.fromkeys(path for path, _ in (*gold, *cited))
        if source in seen.articles
    ]


def _pieces(text: str, gold: list[Span], cited: list[Span]) -> list[dict[str, Any]]:
    edges = sorted({edge for span in (*gold, *cited) for edge in (span.start, span.end)})
    pieces: list[dict[str, Any]] = []
    for start, end in pairwise(edges):
        marks = {"gold": _within(start, gold), "cited": _within(start, cited)}
        if any(marks.values()):
            pieces.append({"text": text[start:end], **marks})
        else:
            pieces.append({"text": " … ", **marks})
    return pieces


def _within(place: int, spans: list[Span]) -> bool:
    return any(span.start <= place < span.end for span in spans)
