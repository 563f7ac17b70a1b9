"""One rule says whether a text gives the gold answer."""

from __future__ import annotations

import pytest

from evals.outside.matching import contains, plain


@pytest.mark.parametrize(
    ("text", "gold"),
    [
        ("The ferry belongs to Marlow’s heirs.", "marlow"),
        ("It cost $10.4 billion.", "10.4bn"),
        ("Some 1,200 seats", "1200"),
        ("Twenty-one people voted.", "21 people"),
        ("three boats", "3"),
        ("25% of them", "25 per cent"),
        ("won by Tadej Pogačar", "Tadej Pogacar"),
        ("on the 10th of May", "10th of May"),
        ("at the Old Mill", "the old mill"),
    ],
    ids=lambda value: str(value),
)
def test_the_same_answer_in_other_spelling(text: str, gold: str) -> None:
    assert contains(text, gold)


@pytest.mark.parametrize(
    ("text", "gold"),
    [("15 boats", "5"), ("3.5 miles", "5"), ("Marlowe", "Marlow"), ("anything", "the"), ("", "x")],
    ids=lambda value: str(value),
)
def test_another_answer(text: str, gold: str) -> None:
    assert not contains(text, gold)


def test_numbers_in_words_become_digits() -> None:
    assert plain("Ninety nine, one hundred and five; twenty ten") == "99 1 hundred and 5 20 10"
