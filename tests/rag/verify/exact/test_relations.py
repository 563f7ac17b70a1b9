"""Causes and effects, before and after, who acts on whom, one of two things."""

from __future__ import annotations

import pytest

from rag.verify.exact.relations import (
    agent_findings,
    choice_findings,
    direction_findings,
    order_findings,
)
from rag.verify.statement import read


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        (
            "Because the harbour froze over, the grain price doubled.",
            "The grain price doubled, so the harbour froze over.",
            True,
        ),
        (
            "The harbour froze because the grain price doubled.",
            "The frozen harbour led to a doubled grain price.",
            True,
        ),
        (
            "The doubled grain price is due to the frozen harbour.",
            "The frozen harbour led to a doubled grain price.",
            False,
        ),
        (
            "A better harvest leads to a deeper well.",
            "The deeper the well, the better the harvest.",
            True,
        ),
        (
            "They gave fresh fish in exchange for sweet wine.",
            "Sweet wine was given in return for fresh fish.",
            True,
        ),
        ("It broke because of the storm.", "The storm broke it.", False),
    ],
)
def test_cause_and_effect(claim: str, evidence: str, found: bool) -> None:
    assert any(direction_findings(read(claim), [read(evidence)])) is found


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("He spoke before taking office.", "He spoke upon taking office.", True),
        ("He spoke after the town fair.", "He spoke ahead of the town fair.", True),
        ("He spoke after entering office.", "He spoke upon taking office.", False),
        ("He ate after he slept.", "He slept before he ate.", False),
        ("It ends after the members vote.", "It lasts until the members vote.", False),
    ],
)
def test_before_and_after(claim: str, evidence: str, found: bool) -> None:
    assert any(order_findings(read(claim), [read(evidence)])) is found


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("Bob Ray congratulated Ann Lee.", "A video shows Ann Lee congratulating Bob Ray.", True),
        ("Lee was endorsed by Ray.", "Lee was the first to endorse Ray.", True),
        ("Ray was congratulated by Lee.", "Ann Lee congratulated Bob Ray.", False),
        ("Lee congratulated Ray.", "Lee congratulated Ray, and Ray congratulated Lee.", False),
        ("Acme invited Lee.", "Lee invited a reporter to Boston.", False),
        ("Kent is known for hops.", "Kent is also known for hops.", False),
        ("Lee, hired in May, left.", "Acme hired Lee in May.", False),
    ],
)
def test_who_acts_on_whom(claim: str, evidence: str, found: bool) -> None:
    assert any(agent_findings(read(claim), [read(evidence)])) is found


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("Ten cows were drowned.", "Ten cows were drowned or stranded.", True),
        ("Ten cows were drowned or lost.", "Ten cows were drowned or stranded.", False),
        ("No cows were drowned.", "No cows were drowned or stranded.", False),
        ("Ten cows were hit.", "Ten cows were drowned or stranded.", False),
    ],
)
def test_one_of_two_things(claim: str, evidence: str, found: bool) -> None:
    assert any(choice_findings(read(claim), [read(evidence)])) is found
