"""Two small articles, a case about them, and answers made by hand."""

from __future__ import annotations

from evals.cases import Case, Gold
from evals.metrics import Seen
from index.types import Article, Chunk
from rag.types import Answer, Citation, Hit, Sentence

BRIDGE = "Ann Lee opened the bridge on 3 May 2024. It cost $2.5 million."
TUNNEL = "Bob Ray praised the bridge that Ann Lee opened. Nobody spoke of a tunnel."
ARTICLES = {
    path: Article(path, path, path, None, None, None, text, path)
    for path, text in (("bridge.txt", BRIDGE), ("tunnel.txt", TUNNEL))
}
CASE = Case(
    "who",
    "single",
    "Who opened the bridge?",
    answers=(("Ann Lee",),),
    evidence=(
        Gold("bridge.txt", "Ann Lee opened the bridge on 3 May 2024."),
        Gold("tunnel.txt", "Bob Ray praised the bridge that Ann Lee opened."),
    ),
)


def cite(number: int, source: str, quote: str, shift: int = 0) -> Citation:
    start = ARTICLES[source].text.index(quote) + shift
    return Citation(number, source, source, None, None, start, start + len(quote), quote)


def say(
    case: Case, *sentences: tuple[str, tuple[Citation, ...]], hits: tuple[Hit, ...] = ()
) -> Seen:
    """A case as answered with these sentences; refused if there are none."""
    said = tuple(Sentence(text, cited, "supported", "") for text, cited in sentences)
    cited = tuple(dict.fromkeys(c for s in said for c in s.citations))
    status = "answered" if said else "not_in_articles"
    return Seen(case, Answer(case.question, status, said, cited), hits, ARTICLES)


def hit(source: str, start: int = 0, end: int | None = None) -> Hit:
    article = ARTICLES[source]
    end = len(article.text) if end is None else end
    chunk = Chunk(f"{source}{start}", article.id, article.text[start:end], start, end)
    return Hit(chunk, article, 1.0, 1, 1)
