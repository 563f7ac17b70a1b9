"""Titles apart, what articles state about themselves is recognised, and nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.metadata import (
    Metadata,
    byline,
    date_in_path,
    front_matter,
    is_outlet,
    is_person,
    metadata_of,
    parse_date,
    recognise,
    stated,
)

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
def test_no_text_makes_the_recognisers_raise(text: str) -> None:
    parse_date(text)
    stated(text)
    recognise(text)
    front_matter(text)
    is_person(text)
    is_outlet(text)


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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("BRUSSELS (Reuters) — Ministers met.", Metadata(outlet="Reuters")),
        ("WASHINGTON (AP) — Ministers met.", Metadata(outlet="AP")),
        ("LONDON, Dec 3 (Reuters) - Ministers met.", Metadata(outlet="Reuters")),
        ("KYIV, Dec 4, 2024 (UNIAN) - They met.", Metadata(outlet="UNIAN", published=DAY)),
        ("New York CNN —\n\nMinisters met.", Metadata(outlet="CNN")),
        ("(AP) Ministers met.", Metadata(outlet="AP")),
        ("Museum of Sea Art (MOSA) — 8 p.m. on Friday.", Metadata()),
        ("Meatballs (1979) — a comedy.", Metadata()),
        ("BRUSSELS (NATO) — Ministers met.", Metadata()),
    ],
)
def test_datelines(text: str, says: Metadata) -> None:
    assert recognise(text) == says


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("He made the remarks on Tuesday, Sea.Az reports, citing Western media.", "Sea.Az"),
        ("He called for aid, TASR writes according to an AFP report.", "TASR"),
        ("Ministers met.\nRead more from Sea News:\nHead one\nHead two", "Sea News"),
        ("Ministers met, Reuters reported, citing two officials.", None),
        ("Ministers met, Reuters reports, citing two officials.", None),
        ("NATO writes according to an AFP report that it met.", None),
        ("Ministers met.\nRead more from Jane Doe:\nHead one\nHead two", None),
        ("According to the agency RBC-Ukraine, ministers met.", None),
    ],
)
def test_an_outlet_is_known_by_what_it_says_of_itself(text: str, outlet: str | None) -> None:
    assert recognise(text) == Metadata(outlet=outlet)


def test_dates_and_names_in_the_body_are_not_metadata() -> None:
    text = (
        "Ministers from many countries came together in the city for two days of talks.\n"
        "The treaty that they discussed was signed by Jane Doe in Paris on 4 December 2024.\n"
        "2 May 2023\n"
        "That was the day of an earlier meeting, which had ended without any result at all.\n"
        "A third meeting is planned for the spring, when the ministers will meet once again.\n"
        "Nobody would say where it will be, or whether all of the ministers will come to it."
    )
    assert recognise(text) == Metadata()


def test_key_value_lines_at_the_top() -> None:
    text = "Title: Ministers meet\nDate: 4 Dec 2024\nSource: Sea Times\nBy: Jane Doe\n\nThey met."
    assert recognise(text) == Metadata("Ministers meet", DAY, "Sea Times", None, "Jane Doe")


def test_one_key_value_line_must_prove_itself() -> None:
    assert recognise("Source: Rutte to stay\nHe said so.") == Metadata()
    assert recognise("Source: Reuters\nHe said so.") == Metadata(outlet="Reuters")
    assert recognise("Link: https://sea.org/a\nHe said so.") == Metadata(url="https://sea.org/a")


def test_a_name_over_an_outlet_is_a_byline() -> None:
    text = "Jane Doe and John Roe\n\nSpecial to The Sea Times\n\nMinisters met on Tuesday."
    assert recognise(text) == Metadata(author="Jane Doe, John Roe", outlet="Sea Times")


def test_a_byline_at_the_end() -> None:
    text = "Ministers met on Tuesday in the city.\nThey agreed.\nThey left.\nBy Jane Doe"
    assert recognise(text) == Metadata(author="Jane Doe")


def test_front_matter() -> None:
    text = "---\ntitle: 'Ministers meet'\ndate: 2024-12-04\nlink: https://sea.org/a\n---\nThey met."
    says = Metadata("Ministers meet", DAY, None, "https://sea.org/a")
    assert front_matter(text) == (text.index("They"), says)
    assert recognise(text) == says
    assert front_matter("---\nA rule above: and below\n---\nText") == (0, Metadata())


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (
            {"Headline": " Ministers  meet ", "publishedAt": "2024-12-04T01:00:00Z"},
            Metadata("Ministers meet", DAY),
        ),
        ({"source": {"id": None, "name": "Sea News"}}, Metadata(outlet="Sea News")),
        ({"authors": ["Jane Doe", {"name": "John Roe"}]}, Metadata(author="Jane Doe, John Roe")),
        ({"BYLINE": "By Jane Doe"}, Metadata(author="Jane Doe")),
        ({"source": "https://sea.org/a"}, Metadata(url="https://sea.org/a")),
        ({"date": 1733270400}, Metadata(published=DAY)),
        ({"date": 1733270400000}, Metadata(published=DAY)),
        ({"date": 20241204}, Metadata(published=DAY)),
        ({"date": 2024}, Metadata()),
        ({"date": True, "title": 7, "url": [], "source": ""}, Metadata()),
        ({"title": "", "headline": "Ministers meet"}, Metadata("Ministers meet")),
    ],
)
def test_fields_of_records(record: dict[str, object], says: Metadata) -> None:
    assert metadata_of(record) == says


def test_gaps_are_filled_and_nothing_is_overwritten() -> None:
    first = Metadata(title="A", outlet="Reuters")
    second = Metadata(title="B", author="Jane Doe")
    assert first.or_else(second) == Metadata(title="A", outlet="Reuters", author="Jane Doe")


@pytest.mark.parametrize("name", ["Reuters", "The Sea Times", "AP", "sea.org", "BBC News"])
def test_names_of_outlets(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["", "NATO", "Times", "Jane Doe", "a@sea-news.org", "XYZ", "EU"])
def test_names_of_something_else(name: str) -> None:
    assert not is_outlet(name)


def test_a_byline_of_an_outlet_has_no_author() -> None:
    assert byline("By Reuters") == Metadata(outlet="Reuters")
