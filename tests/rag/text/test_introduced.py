"""Who somebody is: asked for, and told beside a name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rag import Settings, answer, build_index
from rag.text.introduced import asked_person, introduces, is_told_of, names_person


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Who is Ann Lee?", "Ann Lee"),
        ("who was Lee", "Lee"),
        ("Who’s Mrs. Lee?", "Lee"),
        ("And who is Sir Bob Ray?", "Bob Ray"),
        ("Who is President Lee?", "Lee"),
        ("Who is Ursula von der Leyen?", "Ursula von der Leyen"),
        ("Who is the mayor of Elmton?", ""),
        ("Who is Ann Lee's husband?", ""),
        ("Who is Prime Minister?", ""),
        ("Who is CEO of Elm Corp?", ""),
        ("Who is Ann Lee suing?", ""),
        ("Where is Ann Lee?", ""),
    ],
)
def test_whether_a_person_is_asked_about(question: str, person: str) -> None:
    assert asked_person(question) == person


@pytest.mark.parametrize(
    "text",
    [
        "Elmton Mayor Ann Lee opened the bridge.",
        "Former Senator Ann Lee opened the bridge.",
        "Elmton police chief Ann Lee said it is safe.",
        "Engineer Ann Lee said it is safe.",
        "It is safe, said Ann Lee, a spokeswoman for the town.",
        "Ann Lee, Elmton Airport’s fire chief, said it is safe.",
        "Ann Lee, 41, associate professor of engineering, said so.",
        "Ann Lee (left), head of the inquiry, said so.",
        "Ann Lee is now the mayor of Elmton.",
        "The bridge was opened by President-elect Ann Lee.",
        "The bridge is safe, Mayor Lee said.",
        "U.S. Secretary of State Ann Lee opened the bridge.",
    ],
)
def test_a_description_beside_the_name_introduces(text: str) -> None:
    assert introduces("Ann Lee", text)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee opened the bridge.",
        "Ann Lee, however, opened the bridge.",
        "Ann Lee, Bob Ray and Cy Fox opened the bridge.",
        "Ann Lee, speaking in Elmton, opened the bridge.",
        "The bridge is safe, said Ann Lee.",
        "The town quickly thanked Ann Lee.",
        "The bridge was opened by Ann Lee.",
        "Mayor Bob Ray met Ann Lee.",
        "Mr. Lee opened the bridge.",
        "Their son Lee opened the bridge.",
        "Governor Bob Lee opened the bridge.",
        "Ann Leeds, a mayor, opened the bridge.",
    ],
)
def test_a_name_alone_does_not(text: str) -> None:
    assert not introduces("Ann Lee", text)


def test_a_family_name_is_anyone_who_has_it() -> None:
    assert introduces("Lee", "Elmton Mayor Ann Lee opened the bridge.")
    assert not introduces("Lee", "Ann Lee opened the bridge.")
    assert names_person("Ann Lee", "Mr. Lee left.")
    assert names_person("Ann Lee", "She is the mayor of Elmton.")
    assert not names_person("Ann Lee", "She left.")
    assert is_told_of("Ann Lee", "Mayor Ann B. Lee left.")
    assert not is_told_of("Ann Lee", "Mayor Bob Lee left, and Ann stayed.")


def test_the_answer_is_the_sentence_that_introduces(fast: Settings, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    text = (
        "Bridge opens\n\nIt was a day for Ann Lee. "
        "Ann Lee and Ann Lee only, Ann Lee said, is who Ann Lee is. "
        "This bridge was opened by Elmton police chief Ann Lee on Monday. Who Ann Lee is nobody knew.\n"
    )
    (tmp_path / "articles" / "bridge.txt").write_text(text, encoding="utf-8")
    settings = replace(fast, corpus=tmp_path / "articles")
    build_index(settings=settings)
    found = answer("Who is Ann Lee?", settings=settings)
    assert [s.text for s in found.sentences] == [
        "This bridge was opened by Elmton police chief Ann Lee on Monday."
    ]
