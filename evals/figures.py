"""From the scores of single cases to figures with their 95 % intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from evals.rows import Row
from evals.statistics import Array, Interval, bootstrap, calibration, mean

Rows = Sequence[Row]
Unit = Literal["share", "words", "ms"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a report: how it is called, what it means, and how it comes from the rows.

    Without ``of`` it is the mean of the metric of the same name.
    """

    name: str
    group: str
    label: str
    about: str
    of: Callable[[Rows], Interval] | None = None
    unit: Unit = "share"

    def interval(self, rows: Rows) -> Interval:
        """The figure over these rows."""
        return self.of(rows) if self.of else mean(_values(rows, self.name))

    def write(self, value: float) -> str:
        """The value as people read it: ``80 %``, ``52``, ``303 ms``."""
        if self.unit == "share":
            return f"{100 * value:.0f} %" if value in (0, 1) else f"{100 * value:.1f} %"
        return f"{value:,.0f} ms" if self.unit == "ms" else f"{value:.0f}"


def _median(metric: str) -> Callable[[Rows], Interval]:
    return lambda rows: bootstrap(lambda a: float(np.median(a)), [_values(rows, metric)])


def _values(rows: Rows, metric: str) -> list[float]:
    return [value for row in rows if (value := row.value(metric)) is not None]


def _time(stage: str, percent: float) -> Callable[[Rows], Interval]:
    def of(rows: Rows) -> Interval:
        taken = [ms for row in rows if (ms := row.milliseconds.get(stage)) is not None]
        return bootstrap(lambda a: float(np.percentile(a, percent)), [taken])

    return of


def _abstention(
    statistic: Callable[[Array], float], of: Callable[[Row], bool]
) -> Callable[[Rows], Interval]:
    """A statistic of ``(n, 2)`` items: refused, unanswerable, each 1 or 0; ``of`` which rows."""

    def interval(rows: Rows) -> Interval:
        columns = [[r.refused for r in rows], [not r.answerable for r in rows]]
        return replace(bootstrap(statistic, columns), n=sum(of(row) for row in rows))

    return interval


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")


def _precision(items: Array) -> float:
    return _ratio((items[:, 0] * items[:, 1]).sum(), items[:, 0].sum())


def _recall(items: Array) -> float:
    return _ratio((items[:, 0] * items[:, 1]).sum(), items[:, 1].sum())


def _f1(items: Array) -> float:
    return _ratio(2 * (items[:, 0] * items[:, 1]).sum(), items.sum())


def _false(items: Array) -> float:
    return _ratio((items[:, 0] * (1 - items[:, 1])).sum(), (1 - items[:, 1]).sum())


FIGURES = (
    Figure("right", "Answers", "Answered right and cited",
           "every asked-for fact, nothing wrong, a file that states it cited; of answerable cases"),
    Figure("correct", "Answers", "Answered right", "the same, whatever is cited"),
    Figure("complete", "Answers", "Complete",
           "share of the asked-for facts that are stated, where several are asked for"),
    Figure("abstention_recall", "Abstention", "Rightly refused",
           "of the cases that the articles do not answer", _abstention(_recall, lambda row: not row.answerable)),
    Figure("abstention_precision", "Abstention", "Refusals that are right", "of all refusals",
           _abstention(_precision, lambda row: row.refused)),
    Figure("abstention_f1", "Abstention", "Abstention F1", "harmonic mean of the two",
           _abstention(_f1, lambda row: row.refused or not row.answerable)),
    Figure("false_refusals", "Abstention", "False refusals", "of answerable cases; less is better",
           _abstention(_false, lambda row: row.answerable)),
    Figure("supported", "Faithfulness", "Sentences supported",
           "by the text they cite, says the verifier; also ALCE’s citation recall"),
    Figure("faithful", "Faithfulness", "Answers with nothing unsupported", "says the verifier"),
    Figure("needed", "Faithfulness", "Citations needed",
           "says the verifier; ALCE’s citation precision"),
    Figure("exact", "Citations", "Citations exact", "the file holds the quote at these offsets"),
    Figure("citation_precision", "Citations", "Citation precision",
           "share of the citations that quote gold evidence"),
    Figure("citation_recall", "Citations", "Citation recall",
           "share of the gold evidence that is cited"),
    Figure("several_sources", "Citations", "Several sources cited",
           "at least two, where several files state it"),
    Figure("recall@5", "Retrieval", "Recall@5", "gold evidence in the first five passages"),
    Figure("recall@10", "Retrieval", "Recall@10", "in the first ten"),
    Figure("mrr", "Retrieval", "MRR", "one over the rank of the first passage with gold evidence"),
    Figure("ndcg@10", "Retrieval", "nDCG@10", "of the files that state it"),
    Figure("words", "Length and speed", "Words in an answer", "median", _median("words"), "words"),
    Figure("first", "Length and speed", "First sentence after", "median", _time("first", 50), "ms"),
    Figure("total", "Length and speed", "Answer after", "median", _time("total", 50), "ms"),
    Figure("total_p95", "Length and speed", "Answer after, p95", "nineteen of twenty are quicker",
           _time("total", 95), "ms"),
    Figure("judge_correct", "Judge", "Correct", "in a language model’s opinion"),
    Figure("judge_faithful", "Judge", "Faithful", "in a language model’s opinion"),
)  # fmt: skip
"""Every figure of a report, in the order shown."""


def figures(rows: Rows) -> dict[str, Interval]:
    """Every figure that applies to at least one of the rows."""
    found = {figure.name: figure.interval(rows) for figure in FIGURES}
    return {name: interval for name, interval in found.items() if interval.n}


def by_kind(rows: Rows) -> dict[str, Interval]:
    """The share of right verdicts for each kind of case, in order of first appearance."""
    kinds = dict.fromkeys(row.case["kind"] for row in rows)
    return {
        kind: mean([row.verdict == "right" for row in rows if row.case["kind"] == kind])
        for kind in kinds
    }


def stages(rows: Rows) -> dict[str, float]:
    """The median milliseconds of each stage, in the order they run."""
    names = dict.fromkeys(name for row in rows for name in row.milliseconds)
    return {
        name: float(np.median([ms for r in rows if (ms := r.milliseconds.get(name)) is not None]))
        for name in names
        if name not in ("first", "total")
    }


def confidence(rows: Rows) -> dict[str, Any]:
    """How well the evidence score of given answers foretells that the answer is right."""
    given = [row for row in rows if row.confidence is not None and not row.refused]
    stated = [1 / (1 + np.exp(-float(row.confidence or 0))) for row in given]
    error, bins = calibration(stated, [row.verdict == "right" for row in given])
    return {"error": round(error, 4), "bins": [[b.stated, b.true, b.n] for b in bins]}
