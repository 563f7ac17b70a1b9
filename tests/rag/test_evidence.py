"""Which sentences come first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rag import Settings, build_index
from rag.compose import open_pipeline

TOLD = "The Elm Street bridge was closed on {day}, because its cables had rusted."


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Why was the Elm Street bridge closed?", "2024-11-04.txt"),
        ("Why was the Elm Street bridge closed in 2014?", "2014-03-05.txt"),
    ],
)
def test_of_two_that_are_as_good_the_newer_comes_first(
    question: str, first: str, settings: Settings, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, day in (("2014-03-05.txt", "Wednesday"), ("2024-11-04.txt", "Monday")):
        text = f"Bridge closed\n\n{TOLD.format(day=day)}\n\nNobody was hurt.\n"
        (corpus / name).write_text(text, encoding="utf-8")
    chosen = replace(settings, home=tmp_path / "home", corpus=corpus)
    build_index(settings=chosen)
    answer = open_pipeline(chosen).answer(question)
    assert answer.sentences[0].citations[0].source == first


def test_no_name_is_set_off_as_the_answer_to_who_somebody_is(settings: Settings) -> None:
    answer = open_pipeline(settings).answer("Who is Keith Kellogg?")
    assert "former general" in answer.sentences[0].text
    assert answer.sentences[0].focus is None
