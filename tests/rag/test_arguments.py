"""Arguments of a wrong type are told in a sentence, before anything is loaded or built."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from rag import Settings, answer, arguments, build_index, stream_answer
from rag.errors import ConfigError, CorpusError, QuestionError, RagError


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: answer(5), QuestionError, "The question is 5, no text."),
        (lambda: answer(None), QuestionError, "The question is None, no text."),
        (
            lambda: answer("Who?", as_of="2024"),
            QuestionError,
            "'2024' is no day. Write it as 2024-",
        ),
        (lambda: answer("Who?", as_of=2024), QuestionError, "2024 is no day."),
        (lambda: answer("Who?", sources=5), QuestionError, "sources is 5, no list of patterns."),
        (lambda: answer("Who?", sources=[Path("a")]), QuestionError, "no list of patterns."),
        (lambda: answer("Who?", history="He?"), QuestionError, "The history is no list of"),
        (lambda: answer("Who?", history=["ab"]), QuestionError, "The history is no list of"),
        (lambda: answer("Who?", history=[("He?", 1)]), QuestionError, "The history is no list of"),
        (lambda: answer("Who?", history=5), QuestionError, "The history is no list of"),
        (lambda: stream_answer(b"Who?"), QuestionError, "The question is b'Who?', no text."),
        (
            lambda: answer("Who?", settings="quotes"),
            ConfigError,
            "settings is 'quotes', no Settings.",
        ),
        (lambda: build_index(5), CorpusError, "5 names no files."),
        (lambda: build_index([None]), CorpusError, "[None] names no files."),
        (lambda: build_index(settings={}), ConfigError, "settings is {}, no Settings."),
        (lambda: Settings(passages=[]), ConfigError, "passages cannot be []."),
        (lambda: Settings(home=5), ConfigError, "home cannot be 5."),
    ],
)
def test_a_wrong_type_is_told(call: Callable[[], Any], kind: type[RagError], message: str) -> None:
    with pytest.raises(kind, match=re.escape(message)) as raised:
        call()
    assert type(raised.value) is kind
    assert not Path(".rag").exists()


@pytest.mark.parametrize(
    "given", ["2024-12-03", date(2024, 12, 3), datetime(2024, 12, 3, 9, 30)], ids=repr
)
def test_a_day_can_be_written(given: object) -> None:
    assert arguments.day(given) == date(2024, 12, 3)
    assert type(arguments.day(given)) is date


def test_one_alone_stands_for_a_list_of_one(tmp_path: Path) -> None:
    assert arguments.patterns("bbc/*") == ("bbc/*",)
    assert arguments.paths("articles") == arguments.paths(Path("articles")) == [Path("articles")]
    assert arguments.patterns(None) is None
    assert arguments.paths(()) == []


def test_settings_take_text_for_what_is_a_path_or_a_number() -> None:
    made = Settings(home="here", corpus=None, passages="5", chroma=None)
    assert made == Settings(home=Path("here"), passages=5)


def test_all_of_it_answers(fast: Settings, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    text = "Bridge opens\n\nDecember 3, 2024\n\nAnn Lee opened the bridge.\n"
    (tmp_path / "articles" / "bridge.txt").write_text(text, encoding="utf-8")
    build_index(str(tmp_path / "articles"), settings=fast)
    for day in ("2024-12-03", datetime(2024, 12, 3, 9, 30)):
        found = answer(
            "Who opened the bridge?",
            history=[["Which bridge?", "The Elm Street bridge."]],
            as_of=day,
            sources="bridge*",
            settings=fast,
        )
        assert "Ann Lee" in found.text
