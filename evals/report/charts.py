"""Charts as inline SVG, coloured by the page's style; every number is also there as text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from evals.figures import Rows
from evals.statistics import Interval
from rag.page.html import escape

BINS = 24
"""Bars of the latency chart."""


def range_bar(found: Interval, series: int = 0) -> str:
    """A share on a line from 0 to 1: the interval as a band, the value as a tick."""
    low, value, high = (100 * v for v in (found.low, found.value, found.high))
    return (
        f'<svg class="range s{series}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" x="0" y="4.5" width="100" height="1"/>'
        f'<rect class="band" x="{low:.2f}" y="2" width="{max(high - low, 0.6):.2f}" height="6"/>'
        f'<rect class="tick" x="{min(value, 99) - 0.4:.2f}" y="0" width="1" height="10"/></svg>'
    )


def kinds(by_model: Mapping[str, Mapping[str, Interval]]) -> str:
    """The share of right verdicts for each kind of case, a bar for each model."""
    order = dict.fromkeys(kind for found in by_model.values() for kind in found)
    rows = []
    for kind in order:
        for series, (model, found) in enumerate(by_model.items()):
            if kind not in found:
                continue
            name = escape(kind) if not series else ""
            count = f"{round(found[kind].value * found[kind].n)} of {found[kind].n}"
            title = escape(f"{kind}, {model}: {count}")
            rows.append(
                f'<div class="bar" title="{title}"><span>{name}</span>'
                f"{range_bar(found[kind], series)}<span>{count}</span></div>"
            )
    return f'<div class="bars">{"".join(rows)}</div>'


def latency(rows: Rows, series: int = 0) -> str:
    """How long answers took: a histogram with the median and the 95th percentile."""
    taken = sorted(ms for row in rows if (ms := row.milliseconds.get("total")) is not None)
    if not taken:
        return ""
    top = _round_up(taken[-1])
    counts = [0] * BINS
    for ms in taken:
        counts[min(int(BINS * ms / top), BINS - 1)] += 1
    tall, wide = 90 / max(counts), 320 / BINS
    bars = "".join(
        f'<rect class="column" x="{20 + at * wide + 0.5:.1f}" y="{110 - count * tall:.1f}" '
        f'width="{wide - 1:.1f}" height="{count * tall:.1f}"><title>{count}</title></rect>'
        for at, count in enumerate(counts)
    )
    marks = "".join(
        _mark(20 + 320 * taken[min(int(share * len(taken)), len(taken) - 1)] / top, label)
        for share, label in ((0.5, "p50"), (0.95, "p95"))
    )
    ticks = "".join(
        f'<text x="{20 + 320 * part / 4:.0f}" y="126" text-anchor="middle">{top * part / 4:,.0f}</text>'
        for part in range(5)
    )
    label = f"Milliseconds for {len(taken)} answers"
    return (
        f'<svg class="chart s{series}" viewBox="0 0 360 132" role="img" aria-label="{label}">'
        f'<line class="axis" x1="20" y1="110" x2="340" y2="110"/>{bars}{marks}{ticks}</svg>'
    )


def calibration(found: Mapping[str, Any], series: int = 0) -> str:
    """Probability stated by the evidence score against the share that is right, by tenths."""
    dots = "".join(
        f'<circle class="dot" cx="{30 + 200 * stated:.1f}" cy="{210 - 200 * true:.1f}" '
        f'r="{2 + math.sqrt(count):.1f}"><title>{count} answers: stated {stated:.0%}, '
        f"right {true:.0%}</title></circle>"
        for stated, true, count in found["bins"]
    )
    ticks = "".join(
        f'<text x="{30 + 200 * part:.0f}" y="224" text-anchor="middle">{part:.0%}</text>'
        f'<text x="24" y="{214 - 200 * part:.0f}" text-anchor="end">{part:.0%}</text>'
        for part in (0, 0.5, 1)
    )
    return (
        f'<svg class="chart square s{series}" viewBox="-8 0 256 230" role="img" '
        'aria-label="Calibration of the evidence score">'
        '<rect class="frame" x="30" y="10" width="200" height="200"/>'
        f'<line class="ideal" x1="30" y1="210" x2="230" y2="10"/>{dots}{ticks}</svg>'
    )


def stage_bar(medians: Mapping[str, float]) -> str:
    """The stages of an answer by their median time, with a legend."""
    whole = sum(medians.values()) or 1
    place, parts, names = 0.0, [], []
    for number, (stage, ms) in enumerate(medians.items()):
        width = 100 * ms / whole
        parts.append(
            f'<rect class="part p{number}" x="{place:.2f}" y="0" width="{width:.2f}" height="10"/>'
        )
        names.append(f'<li><i class="key p{number}"></i>{escape(stage)} {ms:,.1f} ms</li>')
        place += width
    return (
        '<svg class="stages" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'{"".join(parts)}</svg><ul class="legend">{"".join(names)}</ul>'
    )


def legend(models: Sequence[str]) -> str:
    """Which colour is which model; nothing for a single one."""
    if len(models) < 2:
        return ""
    keys = (f'<li><i class="key s{n}"></i>{escape(model)}</li>' for n, model in enumerate(models))
    return f'<ul class="legend">{"".join(keys)}</ul>'


def _mark(x: float, label: str) -> str:
    return (
        f'<line class="mark" x1="{x:.1f}" y1="12" x2="{x:.1f}" y2="110"/>'
        f'<text x="{x:.1f}" y="9" text-anchor="middle">{label}</text>'
    )


def _round_up(value: float) -> float:
    """The next of 1, 2, 4, 5, 10 times a power of ten."""
    power = 10 ** math.floor(math.log10(max(value, 1)))
    return float(next(step * power for step in (1, 2, 4, 5, 10) if value <= step * power))
