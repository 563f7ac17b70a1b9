"""Titles and sub-headings; they and furniture never overlap, and no paragraph is either."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from textwrap import fill

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.reading.furniture import furniture
from index.reading.headings import headings, headline
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
def test_headings_of_the_samples(seeds: Path, number: str, marked: list[str]) -> None:
    text = seed(seeds, number)
    assert words(text, headings(text)) == marked


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
        (f"WORLD\nMinisters meet in the city\n{BODY}", "Ministers meet in the city"),
        (f"WORLD\n{BODY}", None),
        ("", None),
    ],
)
def test_the_headline(text: str, title: str | None) -> None:
    span = headline(text)
    if title is None and text.startswith("Ministers from many countries talk"):
        title = text.partition("\n")[0]  # a sentence that the next line repeats
    assert (text[span.start : span.end] if span else None) == title


def test_front_matter_is_no_title() -> None:
    text = f"---\ntitle: A\n---\n# Ministers meet\n{BODY}"
    assert words(text, headings(text)) == ["Ministers meet"]


def test_labels_beside_the_title_are_headings_and_the_summary_is_none() -> None:
    summary = "Ministers talk about aid for two days and part without any pact"
    title = "Ministers meet in the city"
    text = f"WORLD\n{title}\nJane Doe\nA Sea Post Explainer\n{summary}\nUp 54 percent\n{BODY}"
    labels = ["WORLD", title, "Jane Doe", "A Sea Post Explainer"]
    assert words(text, headings(text)) == labels


def test_a_heading_of_the_article_below_a_list_of_links_stays_a_heading() -> None:
    text = (
        f"{BODY}\nRead more:\nTycoon loses his appeal\nIsland to vote again\n"
        f"Ministers talk about aid\n{MORE}"
    )
    assert words(text, headings(text)) == ["Ministers talk about aid"]


def test_lines_broken_at_a_fixed_width_are_no_headings() -> None:
    block = fill(f"{BODY} {MORE}", 60)
    text = f"{block}\n\nRead more:\nTycoon loses his appeal\n\n{block}\n\nA new start\n\n{block}"
    assert words(text, headings(text)) == ["A new start"]


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
@example(["A short line here", "Ta, ta:", "A short line here", BODY], "\n")
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
