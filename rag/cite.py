"""Numbers citations and looks every quote up in its article."""

from __future__ import annotations

from collections.abc import Iterable

from rag.types import Citation, Evidence


class Citations:
    """Hands out citation numbers: one for each quoted span, in order of first use."""

    def __init__(self) -> None:
        self._by_span: dict[tuple[str, int, int], Citation] = {}

    def cite(self, evidence: Iterable[Evidence]) -> tuple[Citation, ...]:
        """A citation for each piece of evidence; the same span keeps its number."""
        found = []
        for item in evidence:
            key = (item.article.path, item.start, item.end)
            if key not in self._by_span:
                self._by_span[key] = citation(len(self._by_span) + 1, item)
            found.append(self._by_span[key])
        return tuple(dict.fromkeys(found))

    @property
    def all(self) -> tuple[Citation, ...]:
        return tuple(self._by_span.values())


def citation(number: int, evidence: Evidence) -> Citation:
    """The citation of one piece of evidence; its quote is read from the article."""
    article = evidence.article
    return Citation(
        number,
        article.path,
        article.title,
        article.published,
        article.outlet,
        evidence.start,
        evidence.end,
        article.text[evidence.start : evidence.end],
    )
