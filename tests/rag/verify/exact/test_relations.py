"""Causes and effects, before and after, in spite of, one of two things."""

from __future__ import annotations

import pytest

from rag.verify.exact.relations import (
    choice_findings,
    despite_findings,
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
        (
            "The audit was published before the mayor resigned.",
            "The mayor resigned before the audit was published.",
            True,
        ),
        (
            "The audit was published after the mayor resigned.",
            "The mayor resigned before the audit was published.",
            False,
        ),
        (
            "Two days before the fair the old bridge gave way.",
            "The old bridge gave way two days before the fair.",
            False,
        ),
    ],
)
def test_cause_and_effect_and_order(claim: str, evidence: str, found: bool) -> None:
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
        ("Prices rose because of the flood.", "Prices rose despite the flood.", True),
        ("Owing to the flood, prices rose.", "Although the flood came, prices rose.", True),
        ("Prices rose in spite of the flood.", "Prices rose despite the flood.", False),
        ("Prices rose because of the war.", "Prices rose despite the flood.", False),
        (
            "Prices rose because of the flood.",
            "Despite the flood, prices rose because of the flood tax.",
            False,
        ),
    ],
)
def test_in_spite_of(claim: str, evidence: str, found: bool) -> None:
    assert any(despite_findings(read(claim), [read(evidence)])) is found


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
