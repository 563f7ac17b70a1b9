"""Who holds an office still, already or for another; the biggest and one of the biggest."""

from __future__ import annotations

import pytest

from rag.verify.exact.qualifiers import office_findings, superlative_findings
from rag.verify.statement import read


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("Former mayor Ann Lee spoke.", "Mayor Ann Lee spoke.", True),
        ("Mayor Ann Lee spoke.", "Former mayor Ann Lee spoke.", True),
        ("The serving mayor spoke.", "The former mayor spoke.", True),
        ("The onetime mayor spoke.", "The former mayor spoke.", False),
        ("The interim manager left.", "The manager left.", True),
        ("The director spoke.", "The deputy director spoke.", True),
        ("The president spoke.", "The president-elect spoke.", True),
        ("The next president spoke.", "The president-elect spoke.", False),
        ("She becomes president in May.", "The president-elect takes office in May.", False),
        ("Late last week the mayor spoke.", "Last week the mayor spoke.", False),
        ("The mayor spoke.", "The current mayor spoke.", False),
        ("The former mayor met the mayor.", "The mayor met the former mayor.", False),
    ],
)
def test_the_status_of_an_office(claim: str, evidence: str, found: bool) -> None:
    assert any(office_findings(read(claim), [read(evidence)])) is found


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("It is the largest dam.", "It is one of the largest dams.", True),
        ("They put it ahead of all others.", "They named it one of the top 10 works.", True),
        ("It is among the largest dams.", "It is one of the largest dams.", False),
        ("It is the largest dam.", "It is the largest dam.", False),
        ("It is the least urgent matter.", "It is the most urgent matter.", True),
        ("It is one of the less urgent matters.", "It is the most pressing matter.", True),
    ],
)
def test_superlatives(claim: str, evidence: str, found: bool) -> None:
    assert any(superlative_findings(read(claim), [read(evidence)])) is found
