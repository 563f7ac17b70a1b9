"""Reports of one event are compared: the gate on what is shown to differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.events import EVENTS, KINDS, Asked, ask, figures, load
from rag.types import Answer, Citation, Disagreement, Side


def test_both_parts_hold_what_they_say() -> None:
    for part in ("dev", "test"):
        for event in load(EVENTS / f"{part}.jsonl"):
            kinds = [question["kind"] for question in event["questions"]]
            assert [kinds.count(kind) for kind in KINDS] == [5, 5, 2, 2, 3]
            for question in event["questions"]:
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


@pytest.mark.model
def test_what_is_shown_to_differ_does(tmp_path: Path) -> None:
    counted = figures(list(ask(load(EVENTS / "dev.jsonl"), tmp_path)))
    assert counted["differ"]["this one"] >= 2
    beside = (
        sum(counted[kind]["difference shown"] for kind in KINDS) - counted["differ"]["this one"]
    )
    assert beside <= 1
    assert counted["agree"]["two cited"] >= 8
