"""What the terminal shows of a report or a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.compare import Comparison
from evals.figures import FIGURES, Figure, by_kind, figures
from evals.rows import Report, Row
from evals.statistics import Interval


def show(report: Report, console: Console) -> None:
    """Every figure with its interval, a column for each model; the verifier's own; the kinds."""
    by_model = [figures(report.of(model)) for model in report.models]
    table = _table("Figure", *report.models)
    for figure in FIGURES:
        if any(figure.name in found for found in by_model):
            cells = (_cell(figure, found.get(figure.name)) for found in by_model)
            table.add_row(figure.label, *cells)
    console.print(table)
    told = report.about["verifier"]
    judged = (f"{what} {of['value']:.0%} of {of['n']}" for what, of in told["planted"].items())
    console.print(
        f"\n{told['name']} judges what is supported. Of gold with errors planted, it judged"
    )
    console.print(f"rightly: {', '.join(judged)}.\n", soft_wrap=True)
    kinds = _table("Right, by kind", *report.models)
    by_kinds = [by_kind(report.of(model)) for model in report.models]
    for kind in dict.fromkeys(kind for found in by_kinds for kind in found):
        counts = (f"{round(of[kind].value * of[kind].n)} of {of[kind].n}" for of in by_kinds)
        kinds.add_row(escape(kind), *counts)
    console.print(kinds)


def _cell(figure: Figure, found: Interval | None) -> str:
    if found is None:
        return "–"
    return f"{figure.write(found.value)}  ({figure.range(found)}, n {found.n})"


def show_failures(rows: Iterable[Row], console: Console) -> None:
    """Each case that was not answered right: why, and what was said."""
    for row in rows:
        if row.verdict != "right":
            case = {name: escape(str(row.case[name])) for name in ("id", "question")}
            why = f"{row.verdict}: {escape(row.reason)} ({escape(row.model)})"
            lines = (f"[bold]{case['id']}[/bold] {case['question']}", f"  {why}")
            said = f"  [dim]{escape(row.answer['text'])}[/dim]"
            console.print("\n".join((*lines, said, "")), soft_wrap=True)


def show_comparison(found: Comparison, console: Console) -> None:
    """The figures that changed and the cases that turned."""
    console.print(f"A {escape(found.a)}\nB {escape(found.b)}", soft_wrap=True)
    for warning in found.warnings:
        console.print(f"[yellow]{escape(warning)}[/yellow]", soft_wrap=True)
    table = _table("", "A", "B", "B - A, 95 % interval")
    for change in found.changes:
        figure, of = change.figure, change.difference
        if of.low or of.high:
            shown = f"{_signed(figure, of.value)}  ({_signed(figure, of.low)} to {_signed(figure, of.high)})"
            mark = "" if change.is_noise else " *"
            table.add_row(
                figure.label, figure.write(change.before), figure.write(change.after), shown + mark
            )
    console.print(table)
    console.print("* the interval leaves out no change. One figure in twenty does so by chance.\n")
    for title, pairs in (("Better", found.better), ("Worse", found.worse)):
        for before, after in pairs:
            case, turned = after.case, f"{before.verdict} → {after.verdict}"
            line = f"{title}: {case['id']} {case['question']} ({turned})"
            console.print(escape(line), soft_wrap=True)
    console.print(found.summary, soft_wrap=True)


def show_sets(found: Mapping[str, Mapping[str, Any]], console: Console) -> None:
    """Figures by data set, as `rag eval scorer` and `rag eval outside` return them; lists left out."""
    for name, of in found.items():
        table = _table(name)
        table.add_column(overflow="fold")
        for figure, value in of.items():
            if not isinstance(value, list):
                table.add_row(escape(figure.replace("_", " ")), escape(_plain(value)))
        console.print(table)
        console.print()


def _plain(value: Any) -> str:  # noqa: ANN401 - any JSON
    if isinstance(value, Mapping) and {"value", "low", "high"} <= value.keys():
        if value["value"] is None:
            return "–"
        return f"{_plain(value['value'])}  ({_plain(value['low'])} to {_plain(value['high'])})"
    if isinstance(value, Mapping):
        return ", ".join(f"{k} {_plain(v)}" for k, v in value.items())
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _signed(figure: Figure, value: float) -> str:
    number = figure.write(value).partition(" ")[0]
    return "–" if isnan(value) else ("+" if value > 0 else "") + number


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 3, 0, 0))
    for column in columns:
        table.add_column(escape(column), no_wrap=True)
    return table
