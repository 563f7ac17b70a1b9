"""Amounts, alone and joined, and what they come to."""

from __future__ import annotations

import pytest

from rag.text.quantities import amounts, in_base


@pytest.mark.parametrize(
    ("text", "value", "unit", "words"),
    [
        (
            "It was an hour and ten minutes before they came.",
            70,
            "minut",
            "an hour and ten minutes",
        ),
        ("It took two hours and 20 minutes.", 140, "minut", "two hours and 20 minutes"),
        ("1 hour, 42 minutes", 102, "minut", "1 hour, 42 minutes"),
        ("five years and four months", 64, "month", "five years and four months"),
        ("half an hour later", 0.5, "hour", "half an hour"),
        ("a day and a half", 1.5, "day", "a day and a half"),
        ("three quarters of an hour", 0.75, "hour", "three quarters of an hour"),
        ("Of them fifteen are missing.", 15, "", "fifteen"),
        ("$284m and more", 284e6, "$", "$284m"),
    ],
)
def test_one_amount(text: str, value: float, unit: str, words: str) -> None:
    (found,) = amounts(text)
    assert (found.value, found.unit, found.text) == (value, unit, words)


@pytest.mark.parametrize(
    "text", ["5 years and 3 children", "seven hours. Twenty minutes", "6 feet 3 inches"]
)
def test_two_amounts_stay_two(text: str) -> None:
    assert len(amounts(text)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("two hours", "120 minutes"),
        ("three weeks", "21 days"),
        ("three years", "thirty-six months"),
        ("two decades", "20 years"),
        ("1.30 metres", "130 centimetres"),
        ("£5", "five pounds"),
        ("40 %", "40 percent"),
    ],
)
def test_one_base_unit(one: str, other: str) -> None:
    ours, theirs = (in_base(amounts(text)[0]) for text in (one, other))
    assert ours.unit == theirs.unit
    assert ours.value == pytest.approx(theirs.value)
