"""Countries by any of their names, and one text in another's names for them."""

from __future__ import annotations

import pytest

from rag.text.places import as_named_in, countries


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Berlin and the Germans", {"Germany"}),
        ("The U.S. package", {"United States"}),
        ("New Zealand's White House visit", {"New Zealand", "United States"}),
        ("turkey with jordan almonds", set()),
    ],
)
def test_countries_by_any_name(text: str, named: set[str]) -> None:
    assert countries(text) == named


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("Who leads the army in Kyiv?", "The Ukrainian army is led by her.", "Ukraine"),
        ("What did the U.S. announce?", "On Monday, Washington announced it.", "did Washington a"),
        ("What have the Americans sent?", "The US sent tanks.", "the United States sent"),
        ("Did the White House agree?", "America agreed.", "the United States agree"),
        ("What did Berlin say?", "Berlin and all of Germany were silent.", "Berlin"),
        ("What did Berlin say?", "Nobody said anything in Rome.", "Berlin"),
        ("What did Berlin tell Kyiv?", "Germany told Ukraine to wait.", "Germany tell Ukraine"),
        ("What is Kyiv’s plan?", "Ukraine has one.", "is Ukraine’s plan?"),
        ("Which bridge opened?", "A bridge opened in Ukraine.", "Which bridge opened?"),
    ],
)
def test_a_question_in_the_names_of_a_passage(text: str, other: str, expected: str) -> None:
    found = as_named_in(text, other)
    assert expected in found
    assert (found == text) is (expected in text)
