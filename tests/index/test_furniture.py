"""What is marked as furniture or heading, and above all what isn't."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.furniture import furniture, headings, headline
from index.types import Span

SEEDS = Path(__file__).parents[2] / "seeds"
BODY = "Ministers from many countries met in the city on Tuesday to talk about aid for the region."
MORE = "They will meet again in the spring, when a new government is expected to be in office."


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def seed(number: str) -> str:
    return next(SEEDS.glob(f"{number}_*.txt")).read_bytes().decode()


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
def test_furniture_of_the_samples(number: str, marked: list[str]) -> None:
    text = seed(number)
    assert words(text, furniture(text)) == marked


@pytest.mark.parametrize(
    ("number", "marked"),
    [
        ("000", ["Full NATO membership"]),
        (
            "001",
            [
                "Russia’s novel weapon",
                "‘We must avoid errors’",
                "Increased military support for Ukraine",
                "Change in Starmer’s perspective",
            ],
        ),
        (
            "002",
            ["NATO chief urges allies to prioritise military aid to Ukraine over peace talks"],
        ),
        ("003", ["Rutte: Putin Shows No Interest in Peace Amid Rising Casualties in Ukraine"]),
        (
            "004",
            [
                "Rutte claims that Ukraine is currently not strong enough to negotiate peace "
                "with Russia.",
                "Rutte proposes more military aid from the EU and increased defense spending",
            ],
        ),
    ],
)
def test_headings_of_the_samples(number: str, marked: list[str]) -> None:
    text = seed(number)
    assert words(text, headings(text)) == marked


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


def test_a_heading_of_the_article_below_a_list_of_links_stays_a_heading() -> None:
    text = (
        f"{BODY}\nRead more:\nTycoon loses his appeal\nIsland to vote again\n"
        f"Ministers talk about aid\n{MORE}"
    )
    assert words(text, headings(text)) == ["Ministers talk about aid"]


def test_lines_broken_at_a_fixed_width_are_neither_links_nor_headings() -> None:
    block = fill(f"{BODY} {MORE}", 60)
    text = f"{block}\n\nRead more:\nTycoon loses his appeal\n\n{block}\n\nA new start\n\n{block}"
    assert words(text, furniture(text)) == ["Read more:\nTycoon loses his appeal"]
    assert words(text, headings(text)) == ["A new start"]


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


def test_front_matter_is_furniture_and_no_title() -> None:
    text = f"---\ntitle: A\n---\n# Ministers meet\n{BODY}"
    assert words(text, furniture(text)) == ["---\ntitle: A\n---\n"]
    assert words(text, headings(text)) == ["Ministers meet"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Ministers meet in the city\n{BODY}", "Ministers meet in the city"),
        (f"\r\n  Ministers meet in the city  \r\n{BODY}", "Ministers meet in the city"),
        (f"# Talks\n\n{BODY}", "Talks"),
        (f"By Jane Doe\nMinisters meet in the city\n{BODY}", "Ministers meet in the city"),
        (f"2024-12-04 Ministers meet in the city\n{BODY}", "Ministers meet in the city"),
        (f"Ministers from many countries talk about aid in the city.\n{BODY}", None),
        (f"{BODY}\n{MORE}", None),
        ("Ministers meet in the city", None),
        (f"Ministers said this:\n{BODY}", None),
        (f"Jane Doe and John Roe\n{BODY}", None),
        (f"1. Ministers meet in the city\n{BODY}", None),
        ("", None),
    ],
)
def test_the_headline(text: str, title: str | None) -> None:
    span = headline(text)
    if title is None and text.startswith("Ministers from many countries talk"):
        title = text.partition("\n")[0]  # a sentence that the next line repeats
    assert (text[span.start : span.end] if span else None) == title


def test_lists_are_the_articles_own_and_no_headings() -> None:
    text = f"{BODY}\nThe winners\nThe losers\nThe rest of them\n{MORE}"
    assert headings(text) == ()


def test_lines_that_introduce_or_quote_are_no_headings() -> None:
    text = (
        f"{BODY}\nHe added:\n{MORE}\n- a point\n{MORE}\nlower case\n{MORE}\nShort one. Two\n{BODY}"
    )
    assert headings(text) == ()


def test_a_question_is_a_heading() -> None:
    text = f"{BODY}\nWhat happens next?\n{MORE}"
    assert words(text, headings(text)) == ["What happens next?"]


LINES = st.lists(
    st.sampled_from(
        [BODY, MORE, "", "Read more:", "A short line here", "Photo: A B", "By Jane Doe", "---",
         "title: A", "# T", " date 2024-12-04 A line", "Advertisement", "CNN —", "Ta, ta:", "?"]
    )
    | st.text(max_size=30),
    max_size=25,
)  # fmt: skip


@given(LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
def test_spans_lie_in_the_text_in_order_without_overlap(lines: list[str], ending: str) -> None:
    text = ending.join(lines)
    for spans in (furniture(text), headings(text)):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= two.start for one, two in pairwise(spans))
    marked = {n for span in furniture(text) for n in range(span.start, span.end)}
    assert not marked & {n for span in headings(text) for n in range(span.start, span.end)}


@given(LINES)
def test_full_paragraphs_are_never_marked(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = (*furniture(text), *headings(text))
    for sentence in (BODY, MORE):
        for match in re.finditer(re.escape(sentence), text):
            whole_line = text[: match.start()].endswith("\n") or match.start() == 0
            if whole_line and not text.startswith("---"):
                assert all(s.end <= match.start() or s.start >= match.end() for s in spans)
