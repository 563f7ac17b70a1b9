"""A day is read where it has one reading, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.dates import date_in_path, parse_date

DAY = date(2024, 12, 4)


@pytest.mark.parametrize(
    "text",
    [
        "2024-12-04",
        "2024/12/4",
        "20241204",
        "2024-12-04T10:05:00Z",
        "2024-12-04T23:30:00.123+02:00",
        "2024-12-04 10:05",
        "4 December 2024",
        "4th of December, 2024",
        "04 Dec 2024",
        "4-Dec-2024",
        "December 4, 2024",
        "Dec. 4, 2024",
        "Wednesday, December 4th, 2024",
        "Wed, 04 Dec 2024 10:05:00 GMT",
        "Dec. 4, 2024, 5:05 p.m. ET",
        "5:05 AM EST, Wed December 4, 2024",
        "4 Dec 2024 - 10:05",
    ],
)
def test_a_date_with_one_reading_is_read(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "04/12/2024",
        "4.12.24",
        "December 3",
        "December 2024",
        "2024",
        "31 February 2024",
        "2024-13-01",
        "13/13/2024",
        "yesterday",
        "2024-12-04 and 2024-12-05",
        "4 December 1024",
        "on 4 December 2024 in Brussels",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert parse_date(text) is None


def test_numeric_dates_count_when_only_one_reading_exists() -> None:
    days = ("25/12/2024", "12/25/2024", "25.12.2024", "05-05-2024")
    assert [parse_date(day) for day in days] == [date(2024, 12, 25)] * 3 + [date(2024, 5, 5)]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_the_usual_ways_to_write_a_day_come_back_as_that_day(day: date) -> None:
    forms = (day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%b}. {day.day}, {day.year}")
    assert [parse_date(form) for form in forms] == [day] * 3


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    parse_date(text)
    date_in_path(text)


def test_letters_that_only_look_like_a_month_are_none() -> None:
    assert parse_date("4 Aprıl 2024") is None
    assert parse_date("4 ſep 2024") is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2024-12-04-rutte.txt", DAY),
        ("news/2024/12/04/rutte.html", DAY),
        ("20241204_rutte.txt", DAY),
        ("https://example.org/2024/12/04/rutte", DAY),
        ("ef7f20241204ce1.txt", None),
        ("2024-12-04-to-2024-12-05.txt", None),
        ("2024-12.txt", None),
        ("2024-1204.txt", None),
    ],
)
def test_a_date_in_a_path(path: str, day: date | None) -> None:
    assert date_in_path(path) == day
