"""Lines that state who wrote an article and when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.bylines import byline, stated
from index.reading.types import Metadata

DAY = date(2024, 12, 4)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("By Jane Doe", Metadata(author="Jane Doe")),
        ("by Jane van der Doe and JOHN ROE", Metadata(author="Jane van der Doe, JOHN ROE")),
        ("By Jane Doe, Staff Writer | 4 Dec 2024", Metadata(author="Jane Doe", published=DAY)),
        ("By Jane Doe, Associated Press", Metadata(author="Jane Doe", outlet="Associated Press")),
        ("By Jane Doe for The Sea Post", Metadata(author="Jane Doe", outlet="Sea Post")),
        ("Published: 4 December 2024", Metadata(published=DAY)),
        ("Updated 5 Dec 2024", Metadata(published=date(2024, 12, 5))),
        ("Dec. 4, 2024 Updated Dec. 5, 2024, 9:00 a.m. ET", Metadata(published=DAY)),
        ("Reuters | December 4, 2024 • 3 min read", Metadata(published=DAY, outlet="Reuters")),
        (
            "Market Post | 4 Dec 2024 | Jane Doe",
            Metadata(author="Jane Doe", published=DAY, outlet="Market Post"),
        ),
        ("The Tarn Islander | 4 Dec 2024", Metadata(published=DAY, outlet="The Tarn Islander")),
        ("Words: Jane Doe | 4 Dec 2024", Metadata(author="Jane Doe", published=DAY)),
        ("The Tarn Islander | Jane Doe", None),
        ("EXCLUSIVE by Jane Doe", Metadata(author="Jane Doe")),
        ("Author: Jane Doe", Metadata(author="Jane Doe")),
        (
            "By our health reporter, Jane Doe — Sea Post",
            Metadata(author="Jane Doe", outlet="Sea Post"),
        ),
        ("By our count, Jane Doe", None),
        ("By Tuesday", None),
        ("By The Numbers", None),
        ("By Monday morning, the snow had melted.", None),
        ("Reuters", None),
        ("December 3", None),
        ("The treaty was signed on 4 December 2024", None),
    ],
)
def test_lines_that_state_metadata(line: str, says: Metadata | None) -> None:
    assert stated(line) == says


def test_a_byline_of_an_outlet_has_no_author() -> None:
    assert byline("By Reuters") == Metadata(outlet="Reuters")


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    stated(text)
