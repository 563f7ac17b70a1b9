"""What the commands print."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from textwrap import indent, wrap
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from index.build import BuildReport
from index.build import Progress as OnProgress
from rag.config import Settings
from rag.pipeline import Event, Finished, Proven, Searched
from rag.text.words import plural
from rag.types import Answer, Citation, Hit

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

_NARROWEST = 20
"""Text is never wrapped to fewer columns."""


@contextmanager
def progress_bar(doing: str = "Indexing", what: str = "files") -> Iterator[OnProgress]:
    """A bar on standard error, for as long as it takes."""
    columns = (
        SpinnerColumn(),
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(what),
    )
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def build_first(settings: Settings, *, report: bool = True) -> None:
    """Build a missing index with a progress bar, before anything else is printed."""
    from rag.compose import build_missing, needs_building

    if not needs_building(settings):
        return
    with progress_bar() as progress:
        made = build_missing(settings, progress)
    if report and made is not None:
        build_report(made, as_json=False)


def build_report(report: BuildReport, *, as_json: bool) -> None:
    """What indexing did, and each file that was left out with the reason."""
    if as_json:
        _json({**asdict(report), "problems": [asdict(p) for p in report.problems]})
        return
    if report.rebuilt:
        err.print(f"Rebuilt everything: {escape(report.rebuilt)}.")
    err.print(
        f"{plural(report.articles, 'article')} in {plural(report.chunks, 'passage')} "
        f"({plural(report.added, 'file')} added, {report.changed} changed, {report.removed} removed, "
        f"{report.unchanged} unchanged) in {report.seconds:.1f} s."
    )
    if report.problems:
        err.print(f"{len(report.problems)} left out:")
        for problem in report.problems:
            err.print(f"  {escape(problem.path)}: {escape(problem.reason)}", soft_wrap=True)


def answer_events(events: Iterable[Event], *, as_json: bool) -> None:
    """An answer as it is made, then its sources."""
    for event in events:
        if isinstance(event, Finished):
            _json(event.answer.to_dict()) if as_json else _ending(event.answer)
        elif not as_json:
            _event(event)


def _event(event: Event) -> None:
    if isinstance(event, Proven):
        marks = "".join(f"[{c.number}]" for c in event.sentence.citations)
        before, focus, after = map(escape, event.sentence.parts)
        text = f"{before}[bold]{focus}[/bold]{after}"
        out.print(f"{text} [cyan]{escape(marks)}[/cyan]", soft_wrap=True)
    elif isinstance(event, Searched):
        out.print()


def _ending(answer: Answer) -> None:
    if answer.missing:
        out.print(f"[yellow]{escape(answer.missing)}[/yellow]", soft_wrap=True)
    for disagreement in answer.disagreements:
        out.print(f"\nThe articles differ on “{escape(disagreement.about)}”:")
        for side in disagreement.sides:
            marks = "".join(f"[{c.number}]" for c in side.citations)
            out.print(f"  {escape(side.value)} [cyan]{escape(marks)}[/cyan]", soft_wrap=True)
    for note in answer.notes:
        out.print(f"[dim]{escape(note)}[/dim]", soft_wrap=True)
    if answer.closest:
        out.print("\nClosest passages, which do not answer it:")
    for citation in answer.citations or answer.closest:
        _source(citation)
    if answer.model != "quotes":
        out.print(f"\n[dim]Written by {escape(answer.model)}.[/dim]", soft_wrap=True)


def _source(citation: Citation) -> None:
    day = citation.published.isoformat() if citation.published else None
    parts = [citation.title, *(p for p in (citation.outlet, day) if p)]
    place = f"{citation.source}, characters {citation.start}–{citation.end}"
    out.print(f"\n[cyan]\\[{citation.number}][/cyan] {escape(' · '.join(parts))}", soft_wrap=True)
    out.print(f"    [dim]{escape(place)}[/dim]", soft_wrap=True)
    _indented(citation.quote, 4)


def _indented(text: str, by: int) -> None:
    """Text wrapped to the width there is. (rich would pad its lines with blanks, which are copied along.)"""
    room = max(out.width - by, _NARROWEST)
    lines = wrap(text, room, break_long_words=False, break_on_hyphens=False)
    out.print(escape(indent("\n".join(lines), " " * by)), soft_wrap=True)


def hits(found: Sequence[Hit], *, as_json: bool) -> None:
    """Passages with what put them where they are."""
    if as_json:
        _json([_hit(rank, h) for rank, h in enumerate(found, start=1)])
        return
    if not found:
        out.print("No passage was found.")
    for rank, hit in enumerate(found, start=1):
        ranks = f"by meaning {_rank(hit.dense_rank)} · by words {_rank(hit.lexical_rank)}"
        why = f"score {hit.score:.4f} · {ranks}"
        out.print(f"\n[bold]{rank}. {escape(hit.article.title)}[/bold]", soft_wrap=True)
        place = f"{hit.article.path}, characters {hit.chunk.start}–{hit.chunk.end}"
        out.print(f"   [cyan]{why}[/cyan]\n   [dim]{escape(place)}[/dim]", soft_wrap=True)
        _indented(hit.chunk.text, 3)


def _rank(rank: int | None) -> str:
    return f"#{rank}" if rank else "not found"


def _hit(rank: int, hit: Hit) -> dict[str, Any]:
    return {
        "rank": rank,
        "score": round(hit.score, 5),
        "dense_rank": hit.dense_rank,
        "lexical_rank": hit.lexical_rank,
        "source": hit.article.path,
        "title": hit.article.title,
        "published": hit.article.published.isoformat() if hit.article.published else None,
        "start": hit.chunk.start,
        "end": hit.chunk.end,
        "text": hit.chunk.text,
    }


def _json(value: Any) -> None:  # noqa: ANN401
    out.print(
        json.dumps(value, ensure_ascii=False, indent=2), markup=False, soft_wrap=True, emoji=False
    )
