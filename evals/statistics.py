"""Figures with their uncertainty: bootstrap intervals, ranking and classification measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isnan

import numpy as np

Array = np.ndarray

RESAMPLES = 1000
"""How many resamples an interval rests on."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the ends of its 95 % bootstrap interval, and of how many items it is."""

    value: float
    low: float
    high: float
    n: int

    def to_dict(self) -> dict[str, float | None]:
        """Plain JSON, rounded to four places; NaN (no items) becomes None."""
        figures = {"value": self.value, "low": self.low, "high": self.high}
        known = {name: None if isnan(v) else round(v, 4) for name, v in figures.items()}
        return {**known, "n": self.n}


def mean(values: Sequence[float], seed: int = 0) -> Interval:
    """The mean of ``values`` with its interval.

    Where all of them are 1, or all 0, resamples show no spread: then it is the exact binomial
    interval (Clopper and Pearson 1934).
    """
    found = bootstrap(lambda a: float(a[:, 0].mean()), [values], seed)
    if found.n and found.value in (0, 1) and found.low == found.high:
        end = 0.025 ** (1 / found.n)
        low, high = (end, 1.0) if found.value else (0.0, 1 - end)
        return replace(found, low=low, high=high)
    return found


def bootstrap(
    statistic: Callable[[Array], float], columns: Sequence[Sequence[float]], seed: int = 0
) -> Interval:
    """``statistic`` of the items ``(n, len(columns))``, by the percentile bootstrap over items.

    Resamples on which the statistic is not defined (NaN) are left out.
    """
    items = np.array(columns, dtype=float).T
    if not len(items):
        return Interval(float("nan"), float("nan"), float("nan"), 0)
    rng = np.random.default_rng(seed)
    drawn = [statistic(items[rng.integers(0, len(items), len(items))]) for _ in range(RESAMPLES)]
    kept = [value for value in drawn if value == value] or [float("nan")]
    low, high = np.percentile(kept, [2.5, 97.5])
    return Interval(statistic(items), float(low), float(high), len(items))


def auc(items: Array) -> float:
    """Area under the ROC curve of ``(n, 2)`` items: score, label 1 or 0. NaN with one label only.

    The share of (positive, negative) pairs in which the positive scores higher, ties half.
    """
    scores, labels = items[:, 0], items[:, 1] > 0.5
    positive, negative = int(labels.sum()), int((~labels).sum())
    if not positive or not negative:
        return float("nan")
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return float((ranks[labels].sum() - positive * (positive + 1) / 2) / (positive * negative))


def balanced_accuracy(items: Array) -> float:
    """Mean of sensitivity and specificity of ``(n, 2)`` items: said, label, each 1 or 0."""
    said, labels = items[:, 0] > 0.5, items[:, 1] > 0.5
    if labels.all() or not labels.any():
        return float("nan")
    return float((said[labels].mean() + (~said[~labels]).mean()) / 2)


@dataclass(frozen=True, slots=True)
class Bin:
    """Items whose stated probability lies in one tenth: mean probability, share that is true."""

    stated: float
    true: float
    n: int


def calibration(
    probabilities: Sequence[float], labels: Sequence[bool]
) -> tuple[float, tuple[Bin, ...]]:
    """Expected calibration error over ten equal bins (Naeini et al. 2015), and the bins in use."""
    stated, true = np.array(probabilities, dtype=float), np.array(labels, dtype=float)
    places = np.minimum((stated * 10).astype(int), 9)
    bins = tuple(
        Bin(float(stated[here].mean()), float(true[here].mean()), int(here.sum()))
        for here in (places == tenth for tenth in range(10))
        if here.any()
    )
    error = sum(b.n * abs(b.stated - b.true) for b in bins) / max(1, len(stated))
    return error, bins
