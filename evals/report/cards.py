"""The cases of a report, one by one. All text goes through `escape`."""

from __future__ import annotations

from collections.abc import Iterable

from evals.metrics.answers import VERDICTS
from evals.rows import Report, Row
from rag.page.html import escape

_MEANING: dict[str, str] = {str(verdict): meaning for verdict, meaning in VERDICTS.items()}


def section(report: Report) -> str:
    """Every case, with a filter; the failures come first to the eye."""
    rows = report.rows
    failures = sum(row.verdict != "right" for row in rows)
    choices = (
        _choice("verdict", "any verdict", (row.verdict for row in rows)),
        _choice("kind", "any kind", (row.case["kind"] for row in rows)),
        _choice("model", "any model", report.models) if len(report.models) > 1 else "",
    )
    return (
        f'<section id="cases"><h2>Cases</h2><form class="filter"><label><input type="checkbox" '
        f'name="failures"{" checked" * bool(failures)}> failures only</label>{"".join(choices)}'
        '<input type="search" name="words" placeholder="words" aria-label="Words in a case">'
        f'<output>{len(rows)} cases</output></form><p class="note"><mark class="cited">cited</mark> and '
        '<mark class="gold">gold</mark> evidence are marked.</p><ol class="cases">'
        f"{''.join(_case(row) for row in rows)}</ol></section>"
    )


def _choice(name: str, every: str, values: Iterable[str]) -> str:
    options = "".join(f"<option>{escape(v)}</option>" for v in dict.fromkeys(values))
    return f'<select name="{name}" aria-label="{name}"><option value="">{every}</option>{options}</select>'


def _case(row: Row) -> str:
    case = row.case
    data = {"verdict": row.verdict, "kind": case["kind"], "model": row.model}
    attributes = " ".join(f'data-{name}="{escape(value)}"' for name, value in data.items())
    good = "good" if row.verdict == "right" else "bad"
    return (
        f'<li {attributes}><details><summary><span class="verdict {good}" '
        f'title="{escape(_MEANING.get(row.verdict, ""))}">{escape(row.verdict)}</span>'
        f'<span class="question">{escape(case["question"])}</span>'
        f'<span class="kind">{escape(case["kind"])} · {escape(case["id"])} · {escape(row.model)}</span>'
        f"</summary>{_body(row)}</details></li>"
    )


def _body(row: Row) -> str:
    before = "".join(f"{escape(q)} — {escape(a)} " for q, a in row.case["history"])
    items = [
        ("Verdict", escape(row.reason)),
        ("After", before),
        ("Searched", escape(_other(row.answer["searched"], row.case["question"]))),
        ("Answer", _answer(row)),
        ("Expected", _expected(row)),
        ("Evidence", _evidence(row)),
        ("Why asked", escape(row.case["note"])),
        ("Time", f"{row.milliseconds['total']:,.0f} ms"),
        ("Scores", _scores(row)),
    ]
    return f"<dl>{''.join(f'<dt>{name}</dt><dd>{text}</dd>' for name, text in items if text)}</dl>"


def _other(searched: str, question: str) -> str:
    return "" if searched == " ".join(question.split()) else searched


def _answer(row: Row) -> str:
    sentences = "".join(
        f'<p title="{escape(s["reason"])}">{escape(s["text"])} '
        f"<small>{''.join(f'[{n}]' for n in s['citations'])}</small></p>"
        for s in row.answer["sentences"]
    )
    missing = row.answer["missing"]
    return sentences + (f'<p class="missing">{escape(missing)}</p>' if missing else "")


def _expected(row: Row) -> str:
    if not row.answerable:
        return "that the articles do not say"
    groups = "; and ".join(
        " or ".join(f"“{escape(alias)}”" for alias in group) for group in row.case["answers"]
    )
    wrong = ", ".join(f"“{escape(alias)}”" for alias in row.case["wrong"])
    part = "; and that a part is not in the articles" if row.case["expects"] == "partial" else ""
    return groups + part + (f"; not {wrong}" if wrong else "")


def _evidence(row: Row) -> str:
    shown = ""
    for item in row.evidence:
        pieces = "".join(
            f'<mark class="{"gold" * p["gold"]} {"cited" * p["cited"]}">{escape(p["text"])}</mark>'
            for p in item["pieces"]
        )
        shown += f"<blockquote>{pieces}<cite>{escape(item['source'])}</cite></blockquote>"
    return shown


def _scores(row: Row) -> str:
    lines = "".join(
        f"<tr><th>{escape(name)}</th><td>{score['value']:.3g}</td><td>{escape(score['reason'])}</td></tr>"
        for name, score in row.scores.items()
        if score["value"] is not None
    )
    return (
        f"<details><summary>{len(row.scores)} metrics</summary>"
        f'<table class="small">{lines}</table></details>'
    )
