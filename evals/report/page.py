"""The report as one HTML page that needs nothing else. All text goes through `escape`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.figures import FIGURES, Figure, by_kind, confidence, figures, stages
from evals.report.cards import section
from evals.report.charts import calibration, kinds, latency, legend, range_bar, stage_bar
from evals.rows import Report
from evals.statistics import Interval
from rag.page.html import escape

HERE = Path(__file__).parent
HEADLINES = ("right", "abstention_recall", "supported", "exact", "recall@10", "total")
"""The figures that stand large at the top."""


def page(report: Report) -> str:
    """The whole page."""
    found = {model: figures(report.of(model)) for model in report.models}
    style = (HERE / "style.css").read_text(encoding="utf-8")
    behaviour = (HERE / "behaviour.js").read_text(encoding="utf-8")
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>Evaluation: {escape(', '.join(report.models))}</title><style>{style}</style></head>"
        f"<body><main>{_header(report)}{_headlines(found)}{_charts(report)}{_table(found)}"
        f"{_verifier(report.about)}{section(report)}{_about(report.about)}</main>"
        f"<script>{behaviour}</script></body></html>\n"
    )


def _header(report: Report) -> str:
    about = report.about
    count, articles = about["cases"]["count"], about["corpus"]["articles"]
    day, clock = about["started"][:10], about["started"][11:16]
    names = " · ".join(escape(model) for model in report.models)
    return (
        f"<header><h1>{names}</h1><p>{count} questions about {articles} articles · "
        f"{escape(day)} {escape(clock)} UTC · {about['seconds']:,.0f} s</p></header>"
    )


def _headlines(found: Mapping[str, Mapping[str, Interval]]) -> str:
    tiles = []
    for figure in (f for f in FIGURES if f.name in HEADLINES):
        values = "".join(
            f'<p class="value s{series}">{figure.write(of[figure.name].value)}'
            f"<small>{figure.range(of[figure.name])}</small></p>"
            for series, of in enumerate(found.values())
            if figure.name in of
        )
        tiles.append(
            f"<li><h3>{escape(figure.label)}</h3>{values}<p>{escape(figure.about)}</p></li>"
        )
    many = " many" if len(found) > 1 else ""
    note = "The range beside a figure is its 95 % interval."
    return (
        f'<section aria-label="Headline figures"><ul class="tiles{many}">{"".join(tiles)}</ul>'
        f'{legend(list(found))}<p class="note">{note}</p></section>'
    )


def _charts(report: Report) -> str:
    rows = {model: report.of(model) for model in report.models}
    bars = kinds({model: by_kind(of) for model, of in rows.items()})
    speed, sure = "", ""
    for series, (model, of) in enumerate(rows.items()):
        name = f"<h3>{escape(model)}</h3>" if len(rows) > 1 else ""
        speed += name + latency(of, series) + stage_bar(stages(of))
        if (stated := confidence(of))["bins"]:
            error = f"Expected calibration error {stated['error']:.0%}."
            sure += f'{name}{calibration(stated, series)}<p class="note">{error}</p>'
    return (
        '<section class="charts">'
        f"<div><h2>By kind of case</h2><p>Share with the verdict right.</p>{bars}"
        f"{legend(report.models)}</div>"
        f"<div><h2>Time</h2><p>Milliseconds for an answer; below, the medians of its stages.</p>{speed}"
        "</div><div><h2>Calibration</h2><p>Across: the probability that the evidence score states for "
        f"a given answer. Up: the share that is right.</p>{sure}</div></section>"
    )


def _table(found: Mapping[str, Mapping[str, Interval]]) -> str:
    body, group = "", ""
    for figure in FIGURES:
        if not any(figure.name in of for of in found.values()):
            continue
        if figure.group != group:
            group = figure.group
            body += f'<tr class="group"><th colspan="{2 + len(found)}">{escape(group)}</th></tr>'
        cells = "".join(_cell(figure, of, n) for n, of in enumerate(found.values()))
        body += (
            f'<tr><th scope="row">{escape(figure.label)}</th>{cells}'
            f"<td>{escape(figure.about)}</td></tr>"
        )
    models = "".join(f'<th scope="col">{escape(model)}</th>' for model in found)
    return (
        '<section><h2>All figures</h2><div class="scroll"><table class="figures"><thead><tr>'
        f'<th scope="col">Figure</th>{models}<th scope="col">What it is</th></tr></thead>'
        f"<tbody>{body}</tbody></table></div></section>"
    )


def _cell(figure: Figure, of: Mapping[str, Interval], series: int) -> str:
    if figure.name not in of:
        return "<td>–</td>"
    interval = of[figure.name]
    bar = range_bar(interval, series) if figure.unit == "share" else ""
    return (
        f"<td><b>{figure.write(interval.value)}</b> <small>{figure.range(interval)}, "
        f"n {interval.n}</small>{bar}</td>"
    )


def _verifier(about: Mapping[str, Any]) -> str:
    """How far the verifier's figures can be trusted."""
    told = about["verifier"]
    rows = "".join(
        f"<tr><th>{escape(what)}</th><td>{of['value']:.0%} of {of['n']}</td></tr>"
        for what, of in told["planted"].items()
    )
    rows += "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(_measured(of))}</td></tr>"
        for name, of in told.get("scorer", {}).items()
    )
    agreement = "".join(
        f"<p>{escape(model)}: {escape(text)}</p>" for model, text in about.get("judge", {}).items()
    )
    return (
        f"<section><h2>The verifier, verified</h2><p>Faithfulness is judged by "
        f"<code>{escape(told['name'])}</code>. Given the gold quotes, word for word and with an error "
        f'planted, it judged rightly:</p><table class="small">{rows}</table>{agreement}</section>'
    )


def _measured(of: Mapping[str, Any]) -> str:
    """Figures of `rag eval scorer` in a line."""
    numbers = {name: value for name, value in of.items() if isinstance(value, int | float)}
    return " · ".join(f"{name.replace('_', ' ')} {value:.3g}" for name, value in numbers.items())


def _about(about: Mapping[str, Any]) -> str:
    """What is needed to make this run again."""
    told = json.dumps(dict(about), ensure_ascii=False, indent=2)
    return (
        "<section><h2>To make it again</h2><details><summary>Versions, hashes, settings, seeds"
        f"</summary><pre>{escape(told)}</pre></details></section>"
    )
