"""What a question is about."""

from __future__ import annotations

import pytest

from rag.subjects import acts, asked_kind, counted, subject, things


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("How much did the stadium cost", "the stadium"),
        ("How much did the new stadium in Tarn cost", "the new stadium"),
        ("What was the ferry called", "the ferry"),
        ("What is the name of the ferry", "the ferry"),
        ("Who is the chief executive of Haldane Cells", "Haldane Cells"),
        ("When did Super Bowl 59 begin", "Super Bowl 59"),
        ("Who sank it", None),
        ("Is he ill", None),
    ],
)
def test_what_something_is_said_of(question: str, about: str | None) -> None:
    assert subject(question) == about


@pytest.mark.parametrize(
    ("question", "kind", "several"),
    [
        ("Which dairy made the cheese", "dairy", None),
        ("Which news agency reported it first", "news agency", None),
        ("What was the ferry called", None, None),
        ("Which senator won", None, None),
        ("What age was the limit", None, None),
        ("How many air defence systems did they ask for", None, "air defence systems"),
    ],
)
def test_what_is_asked_for_by_its_kind(
    question: str, kind: str | None, several: str | None
) -> None:
    assert (asked_kind(question), counted(question)) == (kind, several)


def test_what_else_is_called_by_name_or_by_the() -> None:
    asked = "What did the captain of the ferry tell France about Storm Ada and the old harbour"
    assert things(asked) == ["the old harbour", "the ferry", "Storm Ada"]


def test_who_acts_is_not_what_the_question_is_about() -> None:
    assert acts("What did Texas ban")
    assert not acts("When did Storm Ada land")
