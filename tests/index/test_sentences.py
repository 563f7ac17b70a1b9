"""Where sentences begin and end, and that every offset is exact."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import LONG_QUOTE, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text)]


def check_spans(text: str) -> None:
    """Ordered, apart from each other, trimmed, and nothing but white space left out."""
    spans = sentence_spans(text)
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(w == w.strip() for w in sentences(text))
    gaps = [0, *(place for s in spans for place in (s.start, s.end)), len(text)]
    assert not "".join(text[a:b] for a, b in zip(gaps[::2], gaps[1::2], strict=True)).strip()


MARKS = [
    *(". ", "? ", "! ", "... ", "… ", ".", ".” ", '." ', ".’ ", "\n", "\r\n", "\n\n", "\r", " "),
    *("“", "”", '"', "‘", "’", "«", "»", "„", "(", ")", "[", "]", "• ", "- ", "\u2028", "\x0c"),
    *("\xa0", "\u200b", "\x85", "\x1c"),
    *("Mr. ", "U.S. ", "No. ", "Dec. ", "p.m. ", "J. ", "3.14 ", "$5 ", "said ", "The ", "Žižek "),
    *("He", "rutte", "Éric", "Україна", "北约", "x" * 50, "word ", "😀"),
]


@given(st.lists(st.sampled_from(MARKS), max_size=60).map("".join))
def test_spans_are_exact_in_news_like_text(text: str) -> None:
    check_spans(text)


@given(st.text())
def test_spans_are_exact_in_any_text(text: str) -> None:
    check_spans(text)


@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
def test_the_same_text_gives_the_same_spans(text: str) -> None:
    assert sentence_spans(text) == sentence_spans(text)


@pytest.fixture(scope="module")
def seed_texts(seeds: Path) -> dict[str, str]:
    return {p.name: p.read_bytes().decode() for p in sorted(seeds.glob("*.txt"))}


def test_spans_of_the_samples(seed_texts: dict[str, str]) -> None:
    for text in seed_texts.values():
        check_spans(text)
    assert {name[:3]: len(sentences(text)) for name, text in seed_texts.items()} == {
        "000": 18,
        "001": 32,
        "002": 17,
        "003": 18,
        "004": 16,
    }


WHOLE = {  # one sentence each, however many full stops are in it
    "title": "Mr. Sybiha asserted it.",
    "titles-in-a-row": "Mr. and Mrs. Rutte met Prof. Dr. Kallas and Gen. Cavoli.",
    "country": "The U.S. Secretary of State left.",
    "country-possessive": "The U.S.’s offer was one of the U.N. General Assembly’s.",
    "initials": "J. R. R. Tolkien met George W. Bush and J.D. Vance.",
    "initial-of-another-alphabet": "Å. Berg and Ö. Ek were there.",
    "decimal": "It rose by 3.5 percent to $1.25 billion.",
    "month": "They met on Dec. 3 in Brussels and on Sept. 11 in Rome.",
    "number": "He lives at No. 5 Downing Street.",
    "numbers": "See nos. 4 and 5 in vol. 2, pp. 10 to 12.",
    "saint": "They flew to St. Petersburg and St. Louis.",
    "clock-inside": "The talks began at 5 p.m. Monday and at 9 a.m. Tuesday.",
    "company": "Apple Inc. said so, and Co. Ltd. Partners agreed.",
    "latin": "Many arms, e.g. Patriot launchers, i.e. Western ones, vs. Russia, etc. came.",
    "versus": "It was Russia v. Ukraine.",
    "ellipsis-going-on": "He waited... and then he left.",
    "ellipsis-sign-going-on": "He waited… and then he left.",
    "exclamation-in-a-name": "Yahoo! is a company.",
    "address": "Write to press@nato.int or see www.nato.int.",
    "no-stop-at-the-end": "NATO chief urges allies to act",
    "question-then-who-asked": "“Will they join?” asked Mr. Rutte.",
    "question-then-name": "“Will they join?” Mark Rutte asked.",
    "straight-question-then-name": '"Will they join?" Mark Rutte asked.',
    "exclamation-then-who": "“Never!” he shouted.",
    "stop-inside-then-who": "“It is over.” Rutte said.",
    "two-sentences-in-a-quotation": "“We want peace. It must last,” he said.",
    "two-straight": '"We want peace. It must last," he said.',
    "two-in-guillemets": "«We want peace. It must last», he said.",
    "two-in-low-quotes": "„We want peace. It must last”, he said.",
    "quotation-in-a-quotation": "“He told me: ‘Stop. Go home.’ So I went,” she said.",
    "straight-in-curly": '“He told me "no". So I went,” she said.',
    "cut-short": "He said “We will. (…) We must. We shall” on Monday.",
}


@pytest.mark.parametrize("text", [pytest.param(v, id=k) for k, v in WHOLE.items()])
def test_one_sentence(text: str) -> None:
    assert sentences(text) == [text]


SEVERAL = {  # "|" is where they part
    "plain": "It is over.| They left.",
    "title-after": "It is over.| Mr. Sybiha left.",
    "country-at-the-end": "It was made in the U.S.| The talks go on.",
    "clock-at-the-end": "They met at 5 p.m.| The talks go on.",
    "clock-after-quote": "They met at 5 p.m.| “We talked,” he said.",
    "company-at-the-end": "He works for Apple Inc.| He is rich.",
    "month-at-the-end": "They met in Dec.| Nobody came.",
    "no-at-the-end": "Asked again, he said no.| The vote failed.",
    "street-at-the-end": "He lives in Wall St.| The house is old.",
    "letter-at-the-end": "There is a plan B.| The council knows.",
    "me": "It was I.| Nobody else came.",
    "decimal-at-the-end": "It rose to 3.5.| It fell to 2.",
    "year-at-the-end": "It began in 2022.| Since then it went on.",
    "number-first": "They left.| 700,000 soldiers were killed.",
    "money-first": "They agreed.| $725 million was sent.",
    "pounds-first": "They agreed.| £570 million was sent.",
    "euros-first": "They agreed.| €570 million was sent.",
    "hashtag-first": "They left.| #Ukraine was everywhere.",
    "spanish": "Se fueron.| ¿Quién viene?| ¡Nadie!",
    "question": "Will they join?| Nobody knows.",
    "interrobang": "They did what?!| Nobody knows.",
    "ellipsis": "He waited...| Then he left.",
    "ellipsis-sign": "He waited…| Then he left.",
    "four-dots": "He waited....| Then he left.",
    "curly-quotation": "“We want peace,” he said.| “It must last.”| The talks go on.",
    "straight-quotation": '"We want peace," he said.| "It must last."| The talks go on.',
    "single-quotation": "‘We want peace.’| The talks go on.",
    "guillemets": "«Wir gehen.»| Er ging.",
    "low-quotes": "Er ging.| „Wir auch.”",
    "bracket-first": "It is over.| (So he said.)| They left.",
    "accents": "Élysée fell.| Émile left.| Österreich stayed.| Žižek wrote.",
    "cyrillic": "Це кінець.| Вони пішли.",
    "greek": "Τέλος.| Έφυγαν.",
    "wrong-closing-mark": "“He is testing missiles in this conflict.“|\nRussia’s weapon",
    "unclosed": "“He is testing.| It goes on.|\nNobody knows.",
    "lines": "One line|\nAnother line|\n\nA third",
    "windows-lines": "One line.|\r\nAnother. |Both.|\r\n\r\nA third",
    "old-mac-lines": "One line.|\rAnother.",
    "bullets": "They agreed on:|\n• More aid|\n• Less talk. |At once|\n- Peace|\n* War",
    "bullets-in-a-line": "It covers aid.| • Arms.| • Money.",
    "numbered-list": "They agreed:|\n1) aid|\n2) arms",
    "emoji": "It is over.| 😀 Yes.",
    "nbsp": "It is over.|\xa0They left.",
}


@pytest.mark.parametrize("marked", [pytest.param(v, id=k) for k, v in SEVERAL.items()])
def test_several_sentences(marked: str) -> None:
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


def test_a_quotation_over_several_paragraphs_is_cut_at_each() -> None:
    text = "He said: “First. Second.\n“Third. Fourth.”\nThe end."
    assert sentences(text) == ["He said: “First.", "Second.", "“Third. Fourth.”", "The end."]


def test_a_very_long_quotation_is_cut_at_its_sentences() -> None:
    inside = ["We shall go on, whatever it takes and however long."] * (LONG_QUOTE // 50 + 1)
    text = f"He said: “{' '.join(inside)}” Then he left."
    assert len(sentences(text)) == len(inside) + 1


WRAPPED = [
    "The secretary general of the alliance, Mr. Mark Rutte, has said that the",
    "allies must give more. He spoke at a meeting of ministers in the capital of",
    "Belgium, where the ministers of thirty-two countries met for two days of",
    "talks about the war and about the winter that is to come in the east of",
    "the continent.",
    "",
    "Nobody knows what the new president of the United States will do about it,",
    "and nobody asked.",
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old-mac"])
def test_hard_wrapped_text_parts_at_blank_lines_only(end: str) -> None:
    text = end.join(WRAPPED)
    check_spans(text)
    assert [" ".join(s.split()) for s in sentences(text)] == [
        " ".join(WRAPPED[:2]).partition(" He")[0],
        "He" + " ".join(WRAPPED[1:5]).partition("He")[2],
        " ".join(WRAPPED[6:]),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The minister said “no more” and “it is over”. " * 20_000, id="one-long-line"),
        pytest.param("." * 100_000 + "x", id="dots"),
        pytest.param("Item " + ". " * 50_000, id="spaced-dots"),
        pytest.param(".”" * 50_000, id="dots-and-quotes"),
        pytest.param("word " * 100_000, id="no-stop"),
        pytest.param("x" * 500_000 + ". The", id="one-word"),
        pytest.param("a.b" * 100_000 + ". The", id="dotted-word"),
        pytest.param(" " * 300_000 + "x" + " " * 300_000, id="spaces"),
        pytest.param("A.\n" * 100_000, id="many-lines"),
    ],
)
def test_takes_time_in_proportion_to_the_text(text: str) -> None:
    started = time.process_time()
    check_spans(text)
    assert time.process_time() - started < 5
