"""A language model as judge: its verdicts are read, and its agreement is told beside them."""

from __future__ import annotations

from typing import Any

import pytest

from evals.judge import JudgedCorrect, JudgedFaithful, agreement, kappa
from evals.metrics.answers import Correct
from evals.rows import Row
from evals.run import scored
from tests.evals.made import CASE, cite, say

OPENED = "Ann Lee opened the bridge on 3 May 2024."
SEEN = say(CASE, (OPENED, (cite(1, "bridge.txt", OPENED),)))


@pytest.fixture
def llm() -> Any:
    """A local llama-index LLM that says what it is told to: `llm(text)`."""
    from llama_index.core.llms import CompletionResponse, CustomLLM, LLMMetadata

    class Parrot(CustomLLM):
        reply: str

        @property
        def metadata(self) -> LLMMetadata:
            return LLMMetadata(model_name="parrot")

        def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:
            return CompletionResponse(text=self.reply)

        def stream_complete(self, prompt: str, formatted: bool = False, **_: Any) -> Any:
            yield CompletionResponse(text=self.reply, delta=self.reply)

    return lambda reply: Parrot(reply=reply)


@pytest.mark.parametrize(
    ("reply", "value"),
    [("5.0\nThe same person is named.", 1.0), ("2\nNo.", 0.0), ("I would rather not say", None)],
    ids=["good", "bad", "unreadable"],
)
def test_a_grade_becomes_a_score(llm: Any, reply: str, value: float | None) -> None:
    found = JudgedCorrect(llm(reply)).score(SEEN)
    assert found.value == value
    assert found.reason


@pytest.mark.parametrize(("reply", "value"), [("YES", 1.0), ("NO", 0.0)])
def test_support_becomes_a_score(llm: Any, reply: str, value: float) -> None:
    assert JudgedFaithful(llm(reply)).score(SEEN).value == value


def test_a_refusal_is_not_judged(llm: Any) -> None:
    assert JudgedCorrect(llm("5\nGood.")).score(say(CASE)).value is None
    assert JudgedFaithful(llm("YES")).score(say(CASE)).value is None


def row(llm: Any, reply: str) -> Row:
    return scored(SEEN, [Correct(), JudgedCorrect(llm(reply))], reply, "quotes", 1.0)


def test_agreement_is_told_beside_the_opinion(llm: Any) -> None:
    rows = [row(llm, "5\nYes."), row(llm, "5\nYes."), row(llm, "1\nNo."), row(llm, "no grade")]
    assert agreement(rows) == {
        "judge_correct": "agrees with 'correct' on 2 of 3 answers, Cohen’s kappa 0.00"
    }
    assert agreement(rows[:0]) == {}


@pytest.mark.parametrize(
    ("pairs", "value"),
    [
        ([(True, True), (False, False)], 1.0),
        ([(True, False), (False, True)], -1.0),
        ([(True, True), (True, False), (False, True), (False, False)], 0.0),
        ([(True, True)], 1.0),
    ],
)
def test_kappa(pairs: list[tuple[bool, bool]], value: float) -> None:
    assert kappa(pairs) == value
