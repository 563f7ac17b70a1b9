"""Who acts on whom, from and to, where and when."""

from __future__ import annotations

import pytest

from rag.verify.exact.exchanges import agent_findings, place_findings, voice_findings
from rag.verify.statement import read


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
        ("A driver attacked two riders.", "A driver was attacked by two riders.", True),
        ("A driver was attacked by two riders.", "A driver attacked two riders.", True),
        ("Two riders attacked a driver.", "A driver was attacked by two riders.", False),
        ("A driver attacked a guard.", "A driver was attacked by two riders.", False),
        ("A driver saw two riders.", "A driver was attacked by two riders.", False),
        ("The race was called off by ten.", "By ten they had called the race off.", False),
    ],
)
def test_a_passive_turned_round(claim: str, evidence: str, found: bool) -> None:
    assert any(voice_findings(read(claim), [read(evidence)])) is found


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("It sailed from Kent to Oslo.", "It sailed from Oslo to Kent.", True),
        ("It sailed to Oslo from Kent.", "It sailed from Kent to Oslo.", False),
        ("They met in Kent in May, in Oslo in June.", "In Oslo in May and in Kent in June.", True),
        ("They met in Oslo in May, in Kent in June.", "In Oslo in May and in Kent in June.", False),
        ("They met in Kent in June.", "In Oslo in May and in Kent in June.", False),
    ],
)
def test_places_exchanged(claim: str, evidence: str, found: bool) -> None:
    assert any(place_findings(read(claim), [read(evidence)])) is found
