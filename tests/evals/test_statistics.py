"""Figures and their intervals, on data whose answer is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from evals.statistics import Bin, auc, balanced_accuracy, calibration, mean


@pytest.mark.parametrize(
    ("scores", "labels", "expected"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], 1.0),
        ([4, 3, 2, 1], [0, 0, 1, 1], 0.0),
        ([1, 1, 1, 1], [0, 1, 0, 1], 0.5),
        ([1, 2, 2, 3], [0, 0, 1, 1], 0.875),
    ],
    ids=["apart", "reversed", "ties", "one tie"],
)
def test_auc(scores: list[float], labels: list[float], expected: float) -> None:
    assert auc(np.array([scores, labels]).T) == expected


def test_one_label_has_no_auc() -> None:
    assert math.isnan(auc(np.array([[1.0, 1.0], [2.0, 1.0]])))


def test_balanced_accuracy_weighs_both_labels_alike() -> None:
    said, labels = [1, 1, 1, 1, 0], [1, 1, 1, 1, 0]
    assert balanced_accuracy(np.array([said, labels]).T) == 1.0
    assert balanced_accuracy(np.array([[1] * 5, labels]).T) == 0.5


def test_an_interval_holds_its_value_and_narrows_with_more_items() -> None:
    few, many = mean([0, 1] * 10), mean([0, 1] * 1000)
    assert few.low < few.value == 0.5 < few.high
    assert many.high - many.low < few.high - few.low
    assert mean([0, 1] * 10) == few


def test_nothing_has_no_figure() -> None:
    assert mean([]).to_dict() == {"value": None, "low": None, "high": None, "n": 0}


def test_calibration() -> None:
    error, bins = calibration([0.95, 0.95, 0.15, 0.15], [True, False, False, False])
    assert bins == (Bin(pytest.approx(0.15), 0.0, 2), Bin(pytest.approx(0.95), 0.5, 2))
    assert error == pytest.approx((0.15 + 0.45) / 2)
