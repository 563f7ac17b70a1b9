"""Reports of one event are compared and follow-ups understood: the gate on both."""

from __future__ import annotations

import pytest

from evals.events import EVENTS, KINDS, Asked, ask, converse, figures, load, open_reports
from rag.pipeline import Pipeline
from rag.types import Answer, Citation, Disagreement, Side


def test_both_parts_hold_what_they_say() -> None:
    for part in ("dev", "test"):
        for event in load(EVENTS / f"{part}.jsonl"):
            kinds = [question["kind"] for question in event["questions"]]
            assert [kinds.count(kind) for kind in KINDS] == [5, 5, 2, 2, 3]
            assert len(event["conversations"]) == 2
            turns = [turn for turns in event["conversations"] for turn in turns]
            for question in [*event["questions"], *turns]:
                for told in question["answers"]:
                    sentence = event["articles"][told["article"]]["sentences"][told["sentence"]]
                    assert told["words"] in sentence


def test_a_difference_counts_if_two_answering_sentences_are_its_sides() -> None:
    one, other = (Citation(n, f"{n}.txt", "", None, None, 0, 5, f"It is {n}.") for n in (1, 2))
    sides = (Side("1", (one,)), Side("2", (other,)))
    shown = Answer("How many?", "answered", (), (one, other), (Disagreement("How many?", sides),))
    stated = (("1.txt", "It is 1."), ("2.txt", "It is 2."))
    right, beside = Asked("differ", stated, shown), Asked("differ", stated[:1], shown)
    assert (right.cited, right.shows_this_difference) == (2, True)
    assert (beside.cited, beside.shows_difference, beside.shows_this_difference) == (1, True, False)
    counted = figures([right, beside])["differ"]
    assert (counted["two cited"], counted["difference shown"], counted["this one"]) == (1, 2, 1)


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return open_reports(load(EVENTS / "dev.jsonl"), tmp_path_factory.mktemp("events"))


@pytest.mark.model
def test_what_is_shown_to_differ_does(pipeline: Pipeline) -> None:
    counted = figures(list(ask(load(EVENTS / "dev.jsonl"), pipeline)))
    assert counted["differ"]["this one"] >= 2
    beside = (
        sum(counted[kind]["difference shown"] for kind in KINDS) - counted["differ"]["this one"]
    )
    assert beside <= 1
    assert counted["agree"]["two cited"] >= 8


@pytest.mark.model
def test_follow_ups_lead_to_what_answers_them(pipeline: Pipeline) -> None:
    counted = figures(list(converse(load(EVENTS / "dev.jsonl"), pipeline)))
    assert [row["questions"] for row in counted.values()] == [8, 29, 8]
    assert counted["opening"]["cited"] == 8
    assert counted["follow-up"]["cited"] >= 18
    assert counted["follow-up, none"]["refused"] >= 2
