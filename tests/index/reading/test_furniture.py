"""What is marked as furniture, and above all what isn't."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill

import pytest

from index.reading.furniture import furniture
from index.types import Span

BODY = "Ministers from many countries met in the city on Tuesday to talk about aid for the region."
MORE = "They will meet again in the spring, when a new government is expected to be in office."


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def seed(seeds: Path, number: str) -> str:
    return next(seeds.glob(f"{number}_*.txt")).read_bytes().decode()


@pytest.mark.parametrize(
    ("number", "marked"),
    [
        ("000", []),
        (
            "001",
            [
                "Ukraine war: Latest updates",
                "Read more from Sky News:\n"
                "South Korean parliament votes to lift martial law order\n"
                "Property tycoon loses appeal against death sentence\n"
                "Syria announces strikes with Russia have resulted in a minimum of 400 fatalities",
            ],
        ),
        ("002", ["By Khagan Isayev"]),
        ("003", [" date 2024-12-04 "]),
        ("004", []),
    ],
)
def test_furniture_of_the_samples(seeds: Path, number: str, marked: list[str]) -> None:
    text = seed(seeds, number)
    assert words(text, furniture(text)) == marked


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Tycoon loses appeal",
        "MORE: Tycoon loses appeal",
        "READ MORE | Tycoon loses appeal",
        "Ukraine war: Latest updates",
        "Follow live updates",
        "Sign up for our morning newsletter.",
        "Want the news first? Subscribe to our daily briefing",
        "Subscribe now",
        "Follow us on Facebook and X.",
        "Follow Jane Doe on Twitter: @janedoe",
        "Photo: Jane Doe",
        "Image: EPA",
        "(Photo by Jane Doe / Getty Images)",
        "Credit: Jane Doe",
        "AP Photo/Jane Doe",
        "Jane Doe/Getty Images",
        "Advertisement",
        "Story continues below advertisement",
        "Share this article",
        "Facebook Twitter WhatsApp Email",
        "Listen to this article",
        "Reading time: 4 minutes",
        "3 min read",
        "© 2024 Sea Times",
        "Copyright 2024 The Sea Times. All rights reserved.",
        "This website uses cookies to give you the best experience.",
        "By clicking Accept, you agree to our terms.",
        "Reporting by Jane Doe; Editing by John Roe",
        "Contributing: Reuters",
        "This story has been updated with new information.",
        "Jane Doe is a reporter at The Sea Times. Reach her at jane@sea.org.",
        "Jane Doe covers the town hall for The Sea Times. Reach her at jane@sea.org.",
        "London CNN —",
    ],
)
def test_lines_of_furniture(line: str) -> None:
    text = f"{BODY}\n{MORE}\n{line}\n{BODY}"
    assert words(text, furniture(text)) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Follow the money, the minister said, and you will find out who paid for the war.",
        "Photo evidence was shown to the ministers, who did not doubt it.",
        "Images of the town were shared on Facebook and Twitter on Tuesday.",
        "Share prices fell by three percent on Tuesday.",
        "Sign up for the army, the minister told young people on Tuesday.",
        "Subscribers to the network lost their connection on Tuesday.",
        "Copyright law will be changed, ministers agreed on Tuesday.",
        "More than 400 people were killed, officials said.",
        "Related charges were dropped on Tuesday, the court said.",
        "By Tuesday, more than 400 people had been killed.",
        "Cookies and cakes were handed out to the soldiers on Tuesday.",
        "Advertisements for the party were taken down on Tuesday.",
        "Listen to the people, the minister told the parliament.",
        "“We use everything we have,” the minister said.",
        "Updated figures show that 400 people were killed.",
        "Credit card rates are set by the bank, the minister said.",
        "Contact with the ship was lost on Tuesday, the navy said.",
        "In March 2022 the two sides came close to an agreement.",
    ],
)
def test_sentences_of_an_article_are_never_furniture(line: str) -> None:
    for text in (f"{BODY}\n{line}\n{MORE}", f"{line}\n{BODY}", f"{BODY}\n{line}"):
        assert furniture(text) == ()


def test_a_list_of_links_ends_at_the_next_paragraph() -> None:
    text = f"{BODY}\n\nRelated stories\n\nTycoon loses his appeal\n\nIsland to vote again\n\n{MORE}"
    marked = "Related stories\n\nTycoon loses his appeal\n\nIsland to vote again"
    assert words(text, furniture(text)) == [marked]


def test_the_word_related_over_a_paragraph_is_left_alone() -> None:
    assert furniture(f"{BODY}\nRelated\n{MORE}") == ()
    text = f"{BODY}\nRead more:\n{MORE}"
    assert words(text, furniture(text)) == ["Read more:"]


def test_lines_broken_at_a_fixed_width_are_no_links() -> None:
    block = fill(f"{BODY} {MORE}", 60)
    text = f"{block}\n\nRead more:\nTycoon loses his appeal\n\n{block}\n\nA new start\n\n{block}"
    assert words(text, furniture(text)) == ["Read more:\nTycoon loses his appeal"]


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        (f"{BODY} (Photo by Jane Doe)", " (Photo by Jane Doe)"),
        (f"{BODY} (Image credit: A/B via Getty Images)", " (Image credit: A/B via Getty Images)"),
        (f"{BODY} Photo: Jane Doe", " Photo: Jane Doe"),
        (f"{BODY} Jane Doe/Sea/Getty Images", " Jane Doe/Sea/Getty Images"),
        (f"{BODY} (Reporting by Jane Doe)", " (Reporting by Jane Doe)"),
    ],
)
def test_a_credit_behind_a_sentence(line: str, marked: str) -> None:
    text = f"{MORE}\n  {line}  \n{MORE}"
    assert words(text, furniture(text)) == [f"{marked}  "]


def test_the_header_is_furniture() -> None:
    text = f"Title: A\nDate: 2024-12-04\n\nBy Jane Doe\n4 December 2024\n\n{BODY}"
    assert words(text, furniture(text)) == [text.partition("\n\nMin")[0]]


def test_front_matter_is_furniture() -> None:
    text = f"---\ntitle: A\n---\n# Ministers meet\n{BODY}"
    assert words(text, furniture(text)) == ["---\ntitle: A\n---\n"]
