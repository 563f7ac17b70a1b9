"""Amounts as they stand in a sentence."""

from __future__ import annotations

import pytest

from rag.values import quantities


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
    ],
)
def test_quantities_have_a_value_and_a_unit(text: str, expected: list[tuple[float, str]]) -> None:
    assert [(q.value, q.unit) for q in quantities(text)] == expected
