"""What a question asks for."""

from __future__ import annotations

import pytest

from rag.question import parse
from rag.text.dates import PartialDate, dates_in
from rag.values import holds


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How many people died?", "count"),
        ("How much did the bridge cost?", "money"),
        ("How much more did the members agree on?", "amount"),
        ("By how much did output fall?", "amount"),
        ("What figure does she give for the dead?", "amount"),
        ("What were the yearly visitor numbers before the war?", "amount"),
        ("What's the range of the missile?", "measure"),
        ("What percentage of voters agreed?", "percent"),
        ("When did it open?", "date"),
        ("In which year did it open?", "year"),
        ("How long did it take?", "duration"),
        ("How long ago did it open?", "date"),
        ("How old is the mayor?", "age"),
        ("How high is the tower?", "measure"),
        ("How far into the match was it?", "other"),
        ("Who opened it?", "person"),
        ("When Ann Lee won the cup, what colour was it?", "other"),
        ("By May 3, how many came?", "count"),
        ("When was it, at the latest?", "date"),
        ("Ask Ann Lee when it began. What did it cost?", "money"),
        ("In which city is it?", "city"),
        ("Which country sent it?", "country"),
        ("Which other countries sent it?", "country"),
        ("Which governments did she thank?", "country"),
        ("Which government department sent it?", "other"),
        ("What do nations want?", "other"),
        ("Which two cities were hit?", "city"),
        ("Which leaders met?", "person"),
        ("Which West African countries left?", "country"),
        ("Which countries' flags flew?", "other"),
        ("Which United Nations agency sent it?", "other"),
        ("What led nations to war?", "other"),
        ("What worries leaders?", "other"),
        ("Where is it?", "place"),
        ("Why was it closed?", "reason"),
        ("Did it open?", "yes_no"),
        ("Could you tell me who opened it?", "person"),
        ("What did she say?", "other"),
    ],
)
def test_the_kind_of_thing_asked_for(question: str, kind: str) -> None:
    assert parse(question).kind == kind


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Which company built it?", True),
        ("Who opened it?", True),
        ("What is the name of the bridge?", True),
        ("What did she say?", False),
        ("In which year did it open?", False),
        ("Why did the company that built it close?", False),
    ],
)
def test_whether_a_name_is_asked_for(question: str, named: bool) -> None:
    assert parse(question).asks_name is named


@pytest.mark.parametrize(
    ("question", "newest"),
    [
        ("Which storm hit the coast this week?", True),
        ("What is the latest package worth?", True),
        ("Who now leads the party?", True),
        ("What is known of the storm?", False),
        ("Which storm hit the coast in 2019?", False),
        ("Which storm hit the coast last year?", False),
    ],
)
def test_whether_the_present_is_meant(question: str, newest: bool) -> None:
    assert parse(question).asks_newest is newest


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many people died?", "Seven people died.", True),
        ("How many people died?", "People died in May 2024.", False),
        ("How much did it cost?", "It cost $3 million.", True),
        ("How much did it cost?", "It cost a lot.", False),
        ("How much more oil was agreed on?", "They agreed on more oil.", False),
        ("How much did it fall?", "It fell by 43%.", True),
        ("How much did it help?", "It helped little.", True),
        ("When did it open?", "It opened on Friday.", True),
        ("When did it open?", "The bridge is open.", False),
        ("In which year did it open?", "It opened on Friday.", False),
        ("Who opened the Elm bridge?", "The Elm bridge is open.", False),
        ("Who opened the Elm bridge?", "Ann Lee opened the Elm bridge.", True),
        ("Why was it closed?", "It was closed.", True),
        ("Who took the painting?", "In 1911, a former employee made off with it.", True),
        ("Who stopped the train?", "A policewoman and two men stopped it.", True),
        ("Who made the painting?", "It was a painting of human hands, by common consent.", False),
        ("How long is the smallest snake?", "It measures 3 feet, 5 inches.", True),
        ("How long was the strike?", "It went on for two weeks.", True),
        ("How long was the strike?", "Pay rose by 5%.", False),
        ("How long was she in prison?", "The cell was 3 metres wide.", False),
        ("How long did the snake live?", "It measures 3 feet, 5 inches.", False),
    ],
)
def test_a_sentence_holds_what_is_asked_for_or_not(
    question: str, text: str, expected: bool
) -> None:
    asked = parse(question)
    assert holds(asked.kind, text, asked) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on December 3", (None, 12, 3)),
        ("on Dec. 3, 2024", (2024, 12, 3)),
        ("on the 3rd of December", (None, 12, 3)),
        ("2024-12-03", (2024, 12, 3)),
        ("in February 2022", (2022, 2, None)),
        ("in 2022", (2022, None, None)),
        ("in March", (None, 3, None)),
    ],
)
def test_dates_are_read(text: str, expected: tuple[int | None, ...]) -> None:
    assert [(d.year, d.month, d.day) for d in dates_in(text)] == [expected]


@pytest.mark.parametrize("text", ["at 3:15", "$2000", "12,000 people", "he may go", "1,2024.5"])
def test_what_is_no_date(text: str) -> None:
    assert list(dates_in(text)) == []


def test_partial_dates_agree_on_what_both_know() -> None:
    assert PartialDate(None, 12, 3).agrees(PartialDate(2024, 12, 3))
    assert not PartialDate(None, 12, 3).agrees(PartialDate(2024, 12, 4))
    assert not PartialDate(2024, None, None).agrees(PartialDate(None, 12, 3))


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Readers ask what Ann Lee did.", ("Ann Lee",)),
        ("Zelensky did what?", ("Zelensky",)),
        ("Ann Lee did what?", ("Ann Lee",)),
        ("What did Paris do?", ("Paris",)),
    ],
    ids=["capital of the sentence", "name", "two words", "inside"],
)
def test_a_capital_that_opens_the_question_makes_no_name(
    question: str, names: tuple[str, ...]
) -> None:
    assert parse(question).names == names
