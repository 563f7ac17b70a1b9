"""Questions about a folder of news articles, answered with proof for every sentence.

>>> from rag import answer
>>> answer("Where did the NATO foreign ministers meet?").status
'answered'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rag import arguments
from rag.config import Settings
from rag.types import Answer, Citation

if TYPE_CHECKING:
    from index.build import BuildReport
    from rag.followup import History
    from rag.pipeline import Event

__all__ = ["Answer", "Citation", "Settings", "answer", "build_index", "stream_answer"]


def answer(
    question: str,
    *,
    history: History = (),
    as_of: date | str | None = None,
    sources: str | Sequence[str] | None = None,
    settings: Settings | None = None,
) -> Answer:
    """Answer a question about the indexed articles; with no index yet, one is built first.

    Args:
        question: one or two questions in plain words.
        history: earlier ``(question, answer text)`` pairs, oldest first, for follow-ups.
        as_of: only articles published by this day count; a date, or one written as 2024-12-03.
        sources: only articles whose path matches this glob pattern, or one of these, count.
        settings: where to look and how; unset: `rag.toml` and the environment.

    Raises:
        RagError: one of its kinds; the message says what to do next.
    """
    from rag.pipeline import Finished

    for event in stream_answer(
        question, history=history, as_of=as_of, sources=sources, settings=settings
    ):
        if isinstance(event, Finished):
            return event.answer
    raise AssertionError("a stream ends with Finished")


def stream_answer(
    question: str,
    *,
    history: History = (),
    as_of: date | str | None = None,
    sources: str | Sequence[str] | None = None,
    settings: Settings | None = None,
) -> Iterator[Event]:
    """The events of an answer as they happen; the last, `Finished`, holds the same `Answer`."""
    asked, turns = arguments.question(question), arguments.history(history)
    day, patterns = arguments.day(as_of), arguments.patterns(sources)
    chosen = arguments.settings(settings)

    def events() -> Iterator[Event]:
        from rag.compose import open_pipeline
        from rag.retrieve import Scope

        yield from open_pipeline(chosen).stream(asked, turns, Scope(day, patterns))

    return events()


def build_index(
    paths: str | Path | Sequence[str | Path] = (),
    *,
    settings: Settings | None = None,
    rebuild: bool = False,
) -> BuildReport:
    """Make the index hold exactly the articles under ``paths``, doing only what changed.

    Without paths: the configured corpus, else what the index held before, else the sample articles.

    Raises:
        CorpusError: a path does not exist or nothing in it can be read.
        IndexBusy: another process is writing the index.
    """
    from rag.compose import index_articles

    chosen = arguments.paths(paths)
    return index_articles(arguments.settings(settings), chosen, rebuild=rebuild)
