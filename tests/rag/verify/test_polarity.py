"""What is denied, hedged or turned into its opposite."""

from __future__ import annotations

import pytest

from rag.verify.polarity import (
    condition_findings,
    modality_findings,
    negation_findings,
    opposite_findings,
)
from rag.verify.statement import read


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("He shows no signs of leaving.", "He does not show signs of leaving.", False),
        ("The plan was not approved.", "The plan was approved.", True),
        ("The plan was approved.", "The plan was not approved.", True),
        ("He will leave.", "He will never leave.", True),
        ("They accept nothing less than peace.", "They accept only peace.", False),
        ("It not only grew, it doubled.", "It grew and doubled.", False),
    ],
)
def test_negation(claim: str, evidence: str, found: bool) -> None:
    assert any(negation_findings(read(claim), [read(evidence)])) is found


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("The bank may close the branch.", "The bank might close the branch.", False),
        ("The bank is expected to close it.", "The bank will close it.", False),
        ("The bank will close the branch.", "The bank could close the branch.", True),
        ("The bank closed the branch.", "The bank could close the branch.", True),
        ("The bank may have closed the branch.", "The bank closed the branch.", True),
        ("The bank closed the branch.", "The bank closed the branch, which could reopen.", False),
    ],
)
def test_modality(claim: str, evidence: str, found: bool) -> None:
    assert any(modality_findings(read(claim), [read(evidence)])) is found


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("Prices fell sharply.", "Prices rose sharply.", True),
        ("Prices did not fall.", "Prices rose.", False),
        ("The step is reversible.", "The step is irreversible.", True),
        ("He left before the vote.", "He left after the vote.", True),
        ("They want less aid.", "They want more aid.", True),
        ("Prices rose and wages fell.", "Wages fell, prices rose.", False),
    ],
)
def test_opposites(claim: str, evidence: str, found: bool) -> None:
    assert any(opposite_findings(read(claim), [read(evidence)])) is found


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("NATO will admit Ukraine.", "NATO will admit Ukraine if the war ends.", True),
        ("NATO will admit Ukraine.", "NATO will admit Ukraine only after the war ends.", True),
        ("NATO will admit Ukraine.", "NATO will admit Ukraine unless Russia objects.", True),
        ("If peace comes, NATO will admit Ukraine.", "NATO will admit Ukraine if it ends.", False),
        ("NATO will admit Ukraine after the war.", "It will only after the war ends.", False),
        ("NATO will admit Ukraine.", "NATO will admit Ukraine even if Russia objects.", False),
        ("NATO spoke.", "NATO spoke on Monday and may act if the war ends.", False),
    ],
)
def test_a_condition_that_the_claim_leaves_out(claim: str, evidence: str, found: bool) -> None:
    assert any(condition_findings(read(claim), [read(evidence)])) is found
