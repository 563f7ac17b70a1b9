"""Which sentences come along with those that a claim rests on."""

from __future__ import annotations

import pytest

from rag.verify.align import with_context
from rag.verify.statement import read

TOLD = [
    read("Bob Ray spoke on Monday."),
    read("He said the bridge is safe."),
    read("“This is a new bridge."),
    read("The council met in the old harbour."),
]
BEFORE = [None, 0, 1, None]


@pytest.mark.parametrize(
    ("claim", "places", "found"),
    [
        ("The council met.", [3], [3]),
        ("The bridge is safe.", [1], [0, 1]),
        ("It is a new bridge.", [2], [0, 1, 2]),
        ("Ray said the bridge is safe in May.", [0], [0]),
    ],
    ids=["stands alone", "he", "a quotation of him", "no name is missing"],
)
def test_a_sentence_brings_those_that_it_points_back_to(
    claim: str, places: list[int], found: list[int]
) -> None:
    assert with_context(read(claim), places, TOLD, BEFORE) == found


def test_a_sentence_without_names_brings_the_one_that_holds_a_missing_name() -> None:
    told = [read("“It is hard,” Ann Lee said."), read("Players are better today.")]
    assert with_context(read("Ann Lee says players are better."), [1], told, [None, 0]) == [0, 1]
    assert with_context(read("Players are better."), [1], told, [None, 0]) == [1]


def test_a_sentence_that_points_back_comes_along_for_a_missing_name() -> None:
    told = [read("Bob Ray spoke on Monday."), read("He praised Ann Lee.")]
    assert with_context(read("Ray praised Lee."), [0], told, [None, 0]) == [0, 1]
    assert with_context(read("Ray praised Lee."), [0], told, [None, None]) == [0]
