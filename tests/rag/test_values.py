"""Amounts as they stand in a sentence."""

from __future__ import annotations

import pytest

from rag.text.quantities import quantities


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("valued at $725 million (£570 million)", [(725e6, "$"), (570e6, "£")]),
        ("the alliance's 32 nations", [(32, "nation")]),
        ("two percent of their GDP", [(2, "percent")]),
        ("700,000 soldiers in 2024", [(700_000, "soldier")]),
        ("a 30-year-old agreement", [(30, "year")]),
        ("on December 3, twelve people", [(12, "peopl")]),
        ("no number here", []),
        ("twenty-five men, twenty six women", [(25, "men"), (26, "women")]),
        ("one hundred thousand people", [(100_000, "peopl")]),
        ("one hundred and twenty-five cars", [(125, "car")]),
        ("two hundred and five thousand euros", [(205_000, "euro")]),
        ("a billion-dollar loan", [(1e9, "dollar")]),
        ("half a million euros", [(5e5, "euro")]),
        ("three and a half million yen", [(3.5e6, "yen")]),
        ("from -5 degrees to 5 degrees", [(-5, "degre"), (5, "degre")]),
        ("between 5-10 men", [(10, "men")]),
        ("13 km", [(13, "km")]),
    ],
)
def test_quantities_have_a_value_and_a_unit(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(q.value, q.unit) for q in quantities(text)] == expected
