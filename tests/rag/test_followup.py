"""Follow-up questions, written out."""

from __future__ import annotations

import pytest

from rag.followup import later_part, standalone

RUTTE = ("Who is the NATO chief?", "NATO Secretary-General Mark Rutte urged allies to do more. [1]")
STORM = (
    "Where did Storm Ada land?",
    "The storm reached Porto on Friday, mayor Rui Costa said. [1]",
)


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        ("What did he say about Georgia?", [RUTTE], "What did Mark Rutte say about Georgia?"),
        ("What was his last job?", [RUTTE], "What was Mark Rutte's last job?"),
        (
            "What did she want?",
            [("Who is the Secretary General of the club?", "Ann Lee leads it. [1]")],
            "What did Ann Lee want?",
        ),
        ("Who told him?", [RUTTE], "Who told Mark Rutte?"),
        ("And when?", [STORM], "When did Storm Ada land?"),
        ("How strong was it?", [STORM], "How strong was it (Storm Ada land)?"),
        (
            "Which company builds them?",
            [("What did the neighbours deliver?", "Tents. [1]")],
            "Which company builds them (the neighbours deliver)?",
        ),
        (
            "And its range?",
            [("What is the new missile?", "A rocket.")],
            "And its range (the new missile)?",
        ),
        (
            "Whose estimate is that?",
            [("What will the vote in Porto cost?", "Two million.")],
            "Whose estimate is that (the vote in Porto cost)?",
        ),
        ("What did Trump say?", [RUTTE], "What did Trump say?"),
        ("Did Putin say that he wants peace?", [RUTTE], "Did Putin say that he wants peace?"),
        ("What did he say?", [], "What did he say?"),
        ("Who won the World Cup?", [RUTTE], "Who won the World Cup?"),
        ("And who is the Pope?", [RUTTE], "And who is the Pope?"),
        ("How many in Germany?", [("How many died?", "")], "How many died: How many in Germany?"),
    ],
    ids=[
        "he",
        "his",
        "asked who",
        "him",
        "ellipsis",
        "it",
        "them",
        "its",
        "that",
        "stands alone",
        "bound pronoun",
        "no history",
        "a new question",
        "a new question after and",
        "half a question",
    ],
)
def test_a_follow_up_is_made_to_stand_alone(
    question: str, history: list[tuple[str, str]], expected: str
) -> None:
    assert standalone(question, history) == expected


DAIRY = ("Which dairy made the cheese?", "It came from Applegarth Dairy, the agency said. [1]")
FERRY = ("What was the ferry called?", "The ferry Corran Light hit a dredger. [1]")
CAPTAIN = ("How old is the captain?", "The captain, Osric Vane, is 54. [1]")
GEORGIA = ("What did he say about Georgia?", "Mark Rutte said that he is worried. [1]")


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        (
            "When was it last inspected?",
            [DAIRY],
            "When was it last inspected (dairy made the cheese)?",
        ),
        (
            "Who owns it?",
            [DAIRY, ("When was it last inspected?", "In 2022. [1]")],
            "Who owns it (dairy made the cheese)?",
        ),
        (
            "How many people were on it?",
            [FERRY, CAPTAIN],
            "How many people were on it (the ferry called)?",
        ),
        (
            "And when does it shut?",
            [
                ("Who is the chief executive?", "Gideon Marsk leads the firm. [1]"),
                ("Why is he closing the plant?", "Vans sell badly. [1]"),
            ],
            "And when does it shut (the chief executive)?",
        ),
        (
            "When did it pass?",
            [("What is Proposition 50?", "A map.")],
            "When did it pass (Proposition 50)?",
        ),
        (
            "When does it begin?",
            [("What did Texas ban?", "Phones at school. [1]")],
            "When does it begin (Texas ban)?",
        ),
        (
            "Who asked for them?",
            [("How many air defence systems were sent?", "20. [1]")],
            "Who asked for them (air defence systems were sent)?",
        ),
        (
            "Does she agree with him?",
            [("Who is Bo Lund?", "Ann Lee’s deputy. [1]")],
            "Does Bo Lund agree with him?",
        ),
        ("And about China?", [RUTTE, GEORGIA], "What did Mark Rutte say about China?"),
        (
            "What about New Mexico?",
            [("How many cases has Texas reported?", "481. [1]")],
            "How many cases has New Mexico reported?",
        ),
        (
            "And the staff?",
            [("How much will Orm pay for Tarn?", "63 million. [1]")],
            "And the staff (Orm pay for Tarn)?",
        ),
        ("Why?", [("Did the mayor resign?", "She did. [1]")], "Why did the mayor resign?"),
        (
            "Does the union agree with that number?",
            [("How many jobs will be lost?", "1,850. [1]")],
            "Does the union agree with that number (jobs will be lost)?",
        ),
        (
            "Which types did they mention?",
            [("How many air defence systems were sent?", "20. [1]")],
            "Which types did they mention (air defence systems were sent)?",
        ),
        (
            "How long did it last?",
            [("Where did the NATO ministers meet?", "In Brussels. [1]")],
            "How long did it last (the NATO ministers meet)?",
        ),
        (
            "Whose idea was it?",
            [("Why did California hold a vote?", "For its maps. [1]")],
            "Whose idea was it (California hold a vote)?",
        ),
        ("Who was hurt?", [FERRY], "Who was hurt (the ferry called)?"),
        ("Does anyone live there?", [STORM], "Does anyone live there (Storm Ada land)?"),
        (
            "Is there a plan for the old harbour?",
            [STORM],
            "Is there a plan for the old harbour (Storm Ada land)?",
        ),
        (
            "What happened there?",
            [("Where was the summit held?", "In Oslo."), ("Who attended?", "All. [1]")],
            "What happened there (the summit held)?",
        ),
    ],
)
def test_a_follow_up_leans_on_what_the_ones_before_were_about(
    question: str, history: list[tuple[str, str]], expected: str
) -> None:
    assert standalone(question, history) == expected


@pytest.mark.parametrize(
    ("question", "first", "expected"),
    [
        ("who owns it?", "Which dairy made the cheese?", "who owns the dairy?"),
        ("who asked for them?", "How many buses were sent?", "who asked for the buses?"),
        ("how strong was it?", "Where did Storm Ada land?", "how strong was Storm Ada?"),
        ("who else took part?", "Where did they meet?", "Where did they meet: who else took part?"),
        ("what did Ann Lee say?", "Where did they meet?", "what did Ann Lee say?"),
    ],
)
def test_a_later_part_of_a_question_leans_on_its_first(
    question: str, first: str, expected: str
) -> None:
    assert later_part(question, first, "") == expected


def test_a_follow_up_that_names_something_keeps_its_own_words() -> None:
    assert standalone("Did it reach Spain?", [STORM]) == "Did Storm Ada reach Spain?"
    assert standalone("What did Costa promise?", [STORM]) == "What did Costa promise?"


WON = ("Who won the vote in Lund?", "Anna Berg, a teacher, won it on Sunday. [1]")
LOST = ("Whom did she beat?", "She beat the mayor, Erik Dahl. [1]")
MOVED = ("Where did he live?", "He moved to Stockholm in May. [1]")


@pytest.mark.parametrize(
    ("question", "history", "expected"),
    [
        ("How old is she?", [WON, LOST], "How old is Anna Berg?"),
        ("What does he say?", [WON, LOST], "What does Erik Dahl say?"),
        ("What did she do before?", [WON, LOST, MOVED], "What did Anna Berg do before?"),
        ("Is he married?", [WON, LOST, MOVED], "Is Erik Dahl married?"),
        (
            "How old is he?",
            [("Where was the boy in Paris found?", "In a house near Lyon. [1]")],
            "How old is he (the boy in Paris found)?",
        ),
        (
            "What did he study?",
            [("Which college did Erik Dahl attend?", "Lund University, in Sweden. [1]")],
            "What did Erik Dahl study?",
        ),
        (
            "How old is she?",
            [("Who moved out?", "Fernanda Lima left for Porto. [1]")],
            "How old is Fernanda Lima?",
        ),
    ],
    ids=["she still", "he", "she again", "he again", "no place", "no body", "a place in a name"],
)
def test_he_and_she_stay_the_same_people(
    question: str, history: list[tuple[str, str]], expected: str
) -> None:
    assert standalone(question, history) == expected
