"""Metadata fills its gaps; a problem reads as a line."""

from __future__ import annotations

from index.reading.types import Metadata, Problem


def test_gaps_are_filled_and_nothing_is_overwritten() -> None:
    first = Metadata(title="A", outlet="Reuters")
    second = Metadata(title="B", author="Jane Doe")
    assert first.or_else(second) == Metadata(title="A", outlet="Reuters", author="Jane Doe")


def test_a_problem_reads_as_a_line() -> None:
    assert str(Problem("a", "It is so.", "empty")) == "a: It is so."
