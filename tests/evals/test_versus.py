"""The comparison with another engine, on a server that says the same to both."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from evals.versus import main
from tests.rag.models.hostile import Hostile, hostile_server

pytestmark = pytest.mark.model


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    with hostile_server() as running:
        yield running


def asked(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["versus", *arguments])
    main()


def test_both_are_asked_and_what_they_did_is_counted(
    hostile: Hostile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile.says = ["The pope paid for all of it in gold. [1] ", "It rained."]
    asked(monkeypatch, hostile.name, "2", "-v")
    here, theirs, ratio = capsys.readouterr().out.splitlines()[-3:]
    assert "citations that hold 0 of 0" not in here
    assert "sentences without citation 0" in here
    assert "citations that hold 0 of 2, sentences without citation 2" in theirs
    assert ratio.startswith("of theirs:")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["quotes"], "quotes is no language model"),
        (["gpt"], "There is no model 'gpt'"),
        (["gguf:nothing"], "rag pull nothing"),
        (["http://127.0.0.1:9/v1#m", "1"], "cannot be reached"),
    ],
    ids=["quotes", "unknown", "not pulled", "nobody there"],
)
def test_an_error_is_a_sentence(
    arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit, match=message):
        asked(monkeypatch, *arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["-h"], "the language model that writes"), (["m", "0"], "'0' is not 1 or more")],
    ids=["help", "no questions"],
)
def test_how_it_is_used(
    arguments: list[str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        asked(monkeypatch, *arguments)
    assert said in "".join(capsys.readouterr())
