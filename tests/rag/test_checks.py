"""What the exact checks find for and against a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index.types import Article
from rag.checks import answer_doubts, article_doubts, doubts, merits
from rag.question import parse

TEXT = (
    "Mayor Ann Lee opened the bridge on Monday. Governor Bob Rayburn, the head of the state council, "
    "stayed away. The gross domestic product grew by two percent in Germany."
)
ARTICLE = Article("a", "a.txt", "Bridge opens", None, None, None, TEXT, "")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who opened the bridge?", ()),
        ("How many people came?", ("holds no count",)),
        ("What did Bob Raeburn open?", ()),
        ("What did Joe Smith open?", ("its article does not mention Joe Smith",)),
        ("Who won the World Cup?", ("its article does not mention World Cup",)),
        ("What did the bridge cost?", ("holds no money",)),
        ("Did GDP grow in Berlin?", ()),
    ],
    ids=[
        "fine",
        "no number",
        "misspelt",
        "unknown person",
        "unknown event",
        "no amount",
        "other names",
    ],
)
def test_doubts(question: str, expected: tuple[str, ...]) -> None:
    sentence = "Mayor Ann Lee opened the bridge on Monday."
    asked = parse(question)
    assert (*doubts(asked, sentence), *article_doubts(asked, ARTICLE)) == expected


@pytest.mark.parametrize(
    ("question", "published", "doubted"),
    [
        ("Who opened it in 2018?", date(2024, 12, 3), True),
        ("Who opened it in 2024?", date(2024, 12, 3), False),
        ("Who opened it in 2018?", None, False),
    ],
    ids=["another year", "its year", "no year known"],
)
def test_a_year_that_is_not_the_article_s_is_doubted(
    question: str, published: date | None, doubted: bool
) -> None:
    found = article_doubts(parse(question), replace(ARTICLE, published=published))
    assert found == (("its article does not mention 2018",) if doubted else ())


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("The 86th Academy Awards were led by two films.", True),
        ("The 97th Academy Awards were led by two films.", False),
        ("Unlike the 86th Academy Awards, the 97th Academy Awards had one leader.", False),
        ("Two films led the Academy Awards on the 3rd floor.", False),
    ],
)
def test_another_one_of_a_numbered_series_is_doubted(text: str, doubted: bool) -> None:
    question = parse("Which film led the nominations for the 97th Academy Awards?")
    assert bool(doubts(question, text)) == doubted


@pytest.mark.parametrize(
    ("question", "text", "doubted"),
    [
        ("Who won Super Bowl 59?", "Super Bowl 58 went to Kansas City.", True),
        ("Who won Super Bowl 59?", "Two years after Super Bowl 57 came Super Bowl 59.", False),
        ("Who won Super Bowl 59?", "Kansas City won by 25 to 22.", False),
        ("What did Ann Lee say on 3 May?", "On May 4 Ann Lee said nothing.", False),
        ("Who drove Bus 12?", "Bus 12.5 is a model.", False),
    ],
    ids=["another", "among them", "none", "days", "no number of one"],
)
def test_so_is_another_one_of_a_name_with_a_number(question: str, text: str, doubted: bool) -> None:
    assert any(d.startswith("speaks of") for d in doubts(parse(question), text)) == doubted


def test_whose_figures_they_are_is_not_whom_they_count() -> None:
    question = parse("How many towns in Iran were hit, going by the UN?")
    assert not doubts(question, "More than 150 towns in Iran were hit, Turk said.")


def test_a_count_for_another_country_is_doubted() -> None:
    found = doubts(parse("How many French soldiers died?"), "Russia lost 700 soldiers.")
    assert "counts for another country" in found


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Who is the mayor?", "Mayor Ann Lee opened it.", True),
        ("Who is the mayor?", "The mayor said that Governor Bob Ray stayed away.", False),
        (
            "Who is the head of the state council?",
            "Bob Ray, head of the state council, left.",
            True,
        ),
        ("Who is France's president?", "French President Ann Lee spoke.", True),
        ("Who is France's president?", "German President Ann Lee spoke.", False),
        ("Who leads the Red Cross?", "Red Cross chief Ann Lee spoke.", True),
        (
            "Who is the head of the bank?",
            "The bank's Director General met President Ann Lee.",
            False,
        ),
        ("Who is the mayor?", "Ann Lee, the former mayor, left.", False),
        ("Who is the mayor?", "Ex-mayor Ann Lee left.", False),
        ("Who leads the Red Cross?", "Former Red Cross chief Ann Lee spoke.", False),
        ("Who was the mayor?", "Ann Lee, the former mayor, left.", True),
        ("Who is the former mayor?", "The former mayor Ann Lee left.", True),
        ("Who is the mayor?", "The former judge met mayor Ann Lee.", True),
    ],
    ids=[
        *("title", "somebody else", "apposition", "adjective", "other country", "verb", "no name"),
        *("no more", "ex", "former", "asked of the past", "asked of a former one"),
        "another's office",
    ],
)
def test_the_holder_of_an_office_is_seen(question: str, text: str, expected: bool) -> None:
    found = merits(parse(question), text)
    assert ("names the holder of the office" in found) is expected


def test_a_quoted_phrase_is_found() -> None:
    asked = parse('Who said "we must refrain from such errors"?')
    assert merits(asked, "“Hence we must refrain from (making) such errors,” she said.")
    assert not merits(asked, "She said nothing.")


@pytest.mark.parametrize(
    ("question", "doubted"),
    [("Why was the bridge opened?", False), ("Why did Ann Lee resign?", True)],
    ids=["speaks of it", "speaks of something else"],
)
def test_a_reason_must_be_one_for_what_is_asked(question: str, doubted: bool) -> None:
    sentence = "Mayor Ann Lee opened the bridge because the old one had cracks."
    found = doubts(parse(question), sentence)
    assert ("does not speak of what is asked about" in found) is doubted


def test_an_apostrophe_opens_no_quotation() -> None:
    question = parse("Who was Lee's co-author on the paper about Ghana's accession?")
    assert not merits(question, "Lee co-authored a paper about the accession of Ghana.")


@pytest.mark.parametrize(
    ("question", "answer", "doubted"),
    [
        ("What is the town's new bridge called?", "in the north", True),
        ("What is the town's new bridge called?", "Orton Bridge", False),
        ("What is the town's new bridge called?", "the “long span”", False),
        ("What was called off?", "in the north", False),
        ("Which pumps came with the order?", "£570 million", True),
        ("What pumps came with the order?", "£570 million", True),
        ("Which pumps came with the order?", "12 hand pumps", False),
        ("In which years did it rain?", "1881", False),
        ("What was a pump going for?", "£570", False),
    ],
)
def test_words_of_another_kind_than_asked_for_are_doubted(
    question: str, answer: str, doubted: bool
) -> None:
    assert bool(answer_doubts(parse(question), answer)) is doubted
