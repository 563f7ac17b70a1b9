"""Two runs side by side, case by case: what got better or worse, and is it more than noise?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb, isnan
from pathlib import Path
from typing import Any

from evals.figures import FIGURES, Figure
from evals.rows import Report, Row, read_report
from evals.statistics import Interval, bootstrap
from index.errors import CasesError

LEVEL = 0.05
"""A p-value below it counts as a difference larger than noise."""


@dataclass(frozen=True, slots=True)
class Change:
    """A figure in both runs and the difference with its 95 % interval, over the same cases.

    The interval is a paired bootstrap: each resample draws the same cases from both runs.
    """

    figure: Figure
    before: float
    after: float
    difference: Interval

    @property
    def is_noise(self) -> bool:
        """Whether no difference at all lies within the interval."""
        return self.difference.low <= 0 <= self.difference.high


@dataclass(frozen=True, slots=True)
class Comparison:
    """Run ``b`` against run ``a``: the figures, and the cases that turned right or wrong.

    ``p`` is McNemar's exact test on the turned cases: how likely a split at least this uneven is if
    each had turned either way by chance.
    """

    a: str
    b: str
    cases: int
    changes: tuple[Change, ...]
    better: tuple[tuple[Row, Row], ...]
    worse: tuple[tuple[Row, Row], ...]
    p: float
    warnings: tuple[str, ...]

    @property
    def summary(self) -> str:
        """The finding in one sentence."""
        turned = f"{len(self.better)} cases better, {len(self.worse)} worse of {self.cases}"
        noise = "no larger than noise" if self.p >= LEVEL else "larger than noise"
        p = f"p = {self.p:.3f}" if self.p >= 0.001 else "p < 0.001"
        return f"{turned}; the difference is {noise} (McNemar's exact test, {p})."

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        figures = {
            c.figure.name: {
                "before": round(c.before, 4),
                "after": round(c.after, 4),
                "difference": c.difference.to_dict(),
                "is_noise": c.is_noise,
            }
            for c in self.changes
        }
        return {
            "a": self.a,
            "b": self.b,
            "cases": self.cases,
            "figures": figures,
            "better": [row.case["id"] for _, row in self.better],
            "worse": [row.case["id"] for _, row in self.worse],
            "p": round(self.p, 6),
            "summary": self.summary,
            "warnings": list(self.warnings),
        }


def compare(a: str, b: str) -> Comparison:
    """Compare two runs, each named ``report.json`` or ``report.json#MODEL``.

    Raises:
        CasesError: a file is no report, a model is not in it, or the runs share no case.
    """
    (before, first), (after, second) = _named(a), _named(b)
    left = {row.case["id"]: row for row in before.of(first)}
    right = {row.case["id"]: row for row in after.of(second)}
    pairs = [
        (left[key], right[key])
        for key in left
        if key in right and left[key].case["question"] == right[key].case["question"]
    ]
    if not pairs:
        raise CasesError("The two reports share no case. Compare runs of the same case file.")
    turned = [(x, y) for x, y in pairs if (x.verdict == "right") != (y.verdict == "right")]
    better = tuple(pair for pair in turned if pair[1].verdict == "right")
    worse = tuple(pair for pair in turned if pair[0].verdict == "right")
    return Comparison(
        f"{a} ({first})",
        f"{b} ({second})",
        len(pairs),
        tuple(change for f in FIGURES if (change := _change(f, pairs))),
        better,
        worse,
        mcnemar(len(better), len(worse)),
        tuple(_warnings(before, after, len(pairs))),
    )


def mcnemar(better: int, worse: int) -> float:
    """The two-sided exact p-value (McNemar 1947): 1 where nothing turned."""
    turned, fewer = better + worse, min(better, worse)
    tail = sum(comb(turned, k) for k in range(fewer + 1)) / 2**turned
    return float(min(1.0, 2 * tail))


def _named(text: str) -> tuple[Report, str]:
    path, _, model = text.partition("#")
    report = read_report(Path(path))
    if not model and len(report.models) == 1:
        return report, report.models[0]
    if model not in report.models:
        known = ", ".join(f"{path}#{name}" for name in report.models)
        raise CasesError(f"Which model of {path} is meant? Name one: {known}.")
    return report, model


def _change(figure: Figure, pairs: Sequence[tuple[Row, Row]]) -> Change | None:
    """The figure in both runs; None if it does not apply to one of them."""
    before, after = (figure.values(rows) for rows in zip(*pairs, strict=True))
    found = bootstrap(
        lambda a: figure.value(a[:, 1]) - figure.value(a[:, 0]), [list(before), list(after)]
    )
    if isnan(found.value):
        return None
    return Change(figure, figure.value(before), figure.value(after), found)


def _warnings(a: Report, b: Report, shared: int) -> list[str]:
    """Whatever makes the comparison less than one of like with like."""
    what = {"cases": "case files", "corpus": "articles", "verifier": "verifiers"}
    found = [
        f"The {label} differ." for key, label in what.items() if _told(a, key) != _told(b, key)
    ]
    return [f"{text} Compared are the {shared} cases asked in both." for text in found]


def _told(report: Report, key: str) -> Any:  # noqa: ANN401 - any JSON
    about = report.about[key]
    return about.get("sha256") or about.get("name")
