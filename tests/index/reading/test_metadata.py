"""Titles apart, what articles state about themselves is recognised, and nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.metadata import front_matter, recognise
from index.reading.types import Metadata

DAY = date(2024, 12, 4)


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
        ("LILLE, Dec 4, 2024 (Northwire) - They met.", Metadata(outlet="Northwire", published=DAY)),
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


@pytest.mark.parametrize(
    "head", ["Lille Herald\n\nMinisters meet again", "Ministers meet again\n\nLille Herald"]
)
def test_a_masthead_beside_a_day_is_the_outlet(head: str) -> None:
    body = "Ministers from many countries came together in the city for two days of talks."
    assert recognise(f"{head}\n4 December 2024\n\n{body}") == Metadata(
        outlet="Lille Herald", published=DAY
    )
    assert recognise(f"{head}\n\n{body}") == Metadata()


def test_a_byline_at_the_end() -> None:
    text = "Ministers met on Tuesday in the city.\nThey agreed.\nThey left.\nBy Jane Doe"
    assert recognise(text) == Metadata(author="Jane Doe")


def test_front_matter() -> None:
    text = "---\ntitle: 'Ministers meet'\ndate: 2024-12-04\nlink: https://sea.org/a\n---\nThey met."
    says = Metadata("Ministers meet", DAY, None, "https://sea.org/a")
    assert front_matter(text) == (text.index("They"), says)
    assert recognise(text) == says
    assert front_matter("---\nA rule above: and below\n---\nText") == (0, Metadata())


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    recognise(text)
    front_matter(text)
