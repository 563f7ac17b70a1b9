"""A speaker's claim never becomes a fact, nor another's claim."""

from __future__ import annotations

import pytest

from rag.verify.attribution import speaker_findings
from rag.verify.statement import read

SAID = "Mark Rutte said on Tuesday that Ukraine is not strong enough to negotiate peace."
QUOTED = '"Ukraine is not strong enough to negotiate peace," Rutte added.'
WHOLE = "“Ukraine is not strong enough to negotiate peace with anybody.”"
SCARE = "The mayor opened the “green” bridge in the old harbour."
OWN = "Ukraine signed the treaty with Poland in the autumn."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Rutte said that Ukraine is not strong enough to negotiate peace.", SAID),
        ("According to Rutte, Ukraine is not strong enough to negotiate.", QUOTED),
        ("Ukraine is not strong enough to negotiate peace, Rutte stated.", QUOTED),
        ("Ukraine signed the treaty with Poland.", OWN),
        ("“Ukraine is not strong enough to negotiate peace.”", WHOLE),
        ("The mayor opened the bridge in the harbour.", SCARE),
        ("He said that Ukraine is not strong enough to negotiate peace.", SAID),
    ],
)
def test_the_speaker_stays(claim: str, evidence: str) -> None:
    assert list(speaker_findings(read(claim), [read(evidence)])) == []


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Ukraine is not strong enough to negotiate peace.", SAID),
        ("Ukraine is not strong enough to negotiate peace.", QUOTED),
        ("Ukraine is not strong enough to negotiate peace.", WHOLE),
        ("Putin said that Ukraine is not strong enough to negotiate peace.", SAID),
        ("Putin added that Ukraine is not strong enough to negotiate peace.", QUOTED),
        ("Rutte said that Ukraine signed the treaty with Poland.", OWN),
    ],
)
def test_a_lost_or_changed_speaker_is_found(claim: str, evidence: str) -> None:
    assert [f.kind for f in speaker_findings(read(claim), [read(evidence)])] == ["speaker"]
