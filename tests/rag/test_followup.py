"""Follow-up questions, written out."""

from __future__ import annotations

import pytest

from rag.followup import standalone

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
        ("And when?", [STORM], "Where did Storm Ada land: And when?"),
        ("How strong was it?", [STORM], "How strong was Storm Ada?"),
        (
            "Which company builds them?",
            [("What did the neighbours deliver?", "Tents. [1]")],
            "Which company builds them (What did the neighbours deliver)?",
        ),
        (
            "And its range?",
            [("What is the new missile?", "A rocket.")],
            "And the new missile's range?",
        ),
        (
            "Whose estimate is that?",
            [("What will the vote in Porto cost?", "Two million.")],
            "Whose estimate is that (What will the vote in Porto cost)?",
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
