"""From the scores of single cases to figures with their 95 % intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from evals.rows import Row
from evals.statistics import Array, Interval, bootstrap, calibration, mean

Rows = Sequence[Row]
Unit = Literal["share", "words", "ms"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a report: how it is called, what it means, and how it comes from the rows.

    It is the ``statistic`` of what ``of`` says of each row, None being left out; without ``of``, of
    the metric of the same name.
    """

    name: str
    group: str
    label: str
    about: str
    of: Callable[[Row], float | None] | None = None
    statistic: Callable[[Array], float] = np.mean
    unit: Unit = "share"

    def values(self, rows: Rows) -> Array:
        """``(len(rows),)``, NaN where it does not apply."""
        found = [self.of(row) if self.of else row.value(self.name) for row in rows]
        return np.array([np.nan if value is None else value for value in found], dtype=float)

    def value(self, values: Array) -> float:
        """The figure of some rows' values; NaN if it applies to none of them."""
        known = values[~np.isnan(values)]
        return float(self.statistic(known)) if len(known) else float("nan")

    def interval(self, rows: Rows) -> Interval:
        """The figure over these rows, with its interval."""
        values = self.values(rows)
        known = [float(value) for value in values[~np.isnan(values)]]
        if self.statistic is np.mean:
            return mean(known)
        return bootstrap(lambda a: self.value(a[:, 0]), [known])

    def write(self, value: float) -> str:
        """The value as people read it: ``80 %``, ``52``, ``303 ms``."""
        if self.unit == "share":
            return f"{100 * value:.0f} %" if value in (0, 1) else f"{100 * value:.1f} %"
        return f"{value:,.0f} ms" if self.unit == "ms" else f"{value:.0f}"

    def range(self, interval: Interval) -> str:
        """The interval as people read it: ``73.0–86.1 %``."""
        low, high = self.write(interval.low), self.write(interval.high)
        number, _, unit = low.partition(" ")
        return f"{number if unit else low}–{high}"


def _metric(name: str) -> Callable[[Row], float | None]:
    return lambda row: row.value(name)


def _time(stage: str) -> Callable[[Row], float | None]:
    return lambda row: row.milliseconds.get(stage)


def _refused_unanswerable(row: Row) -> float | None:
    return None if row.answerable else float(row.refused)


def _refused_answerable(row: Row) -> float | None:
    return float(row.refused) if row.answerable else None


def _right_refusal(row: Row) -> float | None:
    return float(not row.answerable) if row.refused else None


def _both(row: Row) -> float | None:
    """1 if refused and unanswerable, 0 if only one of them."""
    return float(row.refused and not row.answerable) if row.refused or not row.answerable else None


def _f1(both: Array) -> float:
    """F1 = 2 TP / (2 TP + FP + FN), from the share TP / (TP + FP + FN)."""
    jaccard = float(np.mean(both))
    return 2 * jaccard / (1 + jaccard)


def _p95(values: Array) -> float:
    return float(np.percentile(values, 95))


FIGURES = (
    Figure("right", "Answers", "Answered right and cited",
           "every asked-for fact, nothing wrong, a file that states it cited; of answerable cases"),
    Figure("correct", "Answers", "Answered right", "the same, whatever is cited"),
    Figure("complete", "Answers", "Complete",
           "share of the asked-for facts that are stated, where several are asked for"),
    Figure("abstention_recall", "Abstention", "Rightly refused",
           "of the cases that the articles do not answer", _refused_unanswerable),
    Figure("abstention_precision", "Abstention", "Refusals that are right", "of all refusals",
           _right_refusal),
    Figure("abstention_f1", "Abstention", "Abstention F1", "harmonic mean of the two",
           _both, _f1),
    Figure("false_refusals", "Abstention", "False refusals", "of answerable cases; less is better",
           _refused_answerable),
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
    Figure("words", "Length and speed", "Words in an answer", "median", _metric("words"), np.median,
           "words"),
    Figure("first", "Length and speed", "First sentence after", "median", _time("first"), np.median, "ms"),
    Figure("total", "Length and speed", "Answer after", "median", _time("total"),
           np.median, "ms"),
    Figure("total_p95", "Length and speed", "Answer after, p95", "nineteen of twenty are quicker",
           _time("total"), _p95, "ms"),
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
        if name not in ("first", "first_sentence", "total")
    }


def confidence(rows: Rows) -> dict[str, Any]:
    """How well the evidence score of given answers foretells that the answer is right."""
    given = [row for row in rows if row.confidence is not None and not row.refused]
    stated = [1 / (1 + np.exp(-float(row.confidence or 0))) for row in given]
    error, bins = calibration(stated, [row.verdict == "right" for row in given])
    return {"error": round(error, 4), "bins": [[b.stated, b.true, b.n] for b in bins]}
