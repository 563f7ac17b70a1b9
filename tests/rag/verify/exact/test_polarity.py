"""What is denied, hedged or turned into its opposite."""

from __future__ import annotations

import pytest

from rag.verify.exact.polarity import (
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
        ("The shop is not open on Friday.", "The shop is closed on Friday.", False),
        ("Voters who were not named told him of it.", "Unnamed voters told him of it.", False),
        ("Bob could sue.", "It is not ruled out that Bob might sue.", False),
        ("It is ruled out that Bob might sue.", "It is not ruled out that Bob might sue.", True),
        ("Rain would not follow a lasting heat.", "The heat would not last.", False),
        ("No dam is higher than this.", "This is the highest dam.", False),
        ("He said no to the plan.", "He dismissed the plan.", False),
        ("It must not harm the well.", "It avoids steps that harm the well.", False),
        ("The guides were found.", "He did not say whether guides were found.", False),
        ("His name is yet to be told.", "His name was not told.", False),
        ("There is a crew on board.", "It did not carry a crew.", True),
        ("It not only grew, it doubled.", "It grew and doubled.", False),
        ("The town has no more need of pumps.", "The town has urgent need of pumps.", True),
        ("She no longer needs a visa.", "She still needs a visa.", True),
        ("She needs a visa.", "She no longer needs a visa.", True),
        ("It is not yet open.", "It is open.", True),
        ("No more than ten pumps are needed.", "At most ten pumps are needed.", False),
        ("At least ten pumps are running.", "Never fewer than ten pumps are running.", False),
        ("They did not take the 4.5 carat crown.", "They did not take the crown.", False),
        ("They did not tell Mr. Orton of it.", "They did not tell Orton of it.", False),
        ("He kept denying a row.", "He denied a row.", False),
        ("He left over a row.", "He left, denying a row.", True),
        ("It is the worst since the flood.", "Prices have not been seen since the flood.", False),
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
        ("She spoke at a planned meeting.", "A meeting was planned, at which she spoke.", False),
        ("The bank should close it.", "The most crucial thing is that the bank close it.", False),
        ("A deal would guarantee peace.", "The guarantee of peace is a deal.", False),
        ("They debate a deal.", "They speak of a potential deal.", False),
        ("There is no sign of him wishing to leave.", "He wishes to leave.", False),
        ("Children can inherit a house.", "Children inherit a house.", False),
        ("The town needs a new well.", "The new well of the town is missing.", False),
        ("In May production rose.", "Production rose in May.", False),
        ("The firm may raise prices in May.", "The firm raised prices in May.", True),
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
        ("Bob may threaten her with raising rents.", "He could cut or increase rents.", False),
        ("They fear a cut in aid from Rome.", "It is raising concerns on aid from Rome.", False),
        ("It will leave a stain on the carpet.", "She joined the choir in spring.", False),
        ("The young woman was held.", "The 22-year-old woman was held.", False),
        ("The young men were held.", "The old men were held.", True),
        ("It is the highest rate.", "It is the lowest rate.", True),
        ("Shares jumped on Monday.", "Shares slid on Monday.", True),
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
        ("He would leave the club.", "If he loses, he would leave the club.", True),
        ("If beaten, he would leave.", "If he loses, he would leave the club.", False),
        ("He would leave on losing.", "If he loses, he would leave the club.", False),
        ("The club was founded in Elmton.", "If he loses, he would leave the club.", False),
        ("Travel if you must leave.", "Travel only if you must leave.", True),
        ("Travel only if you must leave.", "Travel only if you must leave.", False),
        ("Taxes rise as some go.", "If 3,000 people go, taxes rise.", False),
        ("NATO is the strongest alliance.", "If anything, NATO is the strongest alliance.", False),
        ("The army withdrew.", "Only after the war ended, the army withdrew.", False),
    ],
)
def test_a_condition_that_the_claim_leaves_out(claim: str, evidence: str, found: bool) -> None:
    assert any(condition_findings(read(claim), [read(evidence)])) is found
