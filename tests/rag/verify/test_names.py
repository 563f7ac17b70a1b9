"""Names that the evidence holds, and names in another's place."""

from __future__ import annotations

import pytest

from rag.verify.names import name_findings, role_findings
from rag.verify.statement import read

SAID = "Ann Lee met Bob Ray in Paris after the European Union had asked Russia to leave."


@pytest.mark.parametrize(
    "claim",
    [
        "Lee met Ray in Paris.",
        "In France, Mr. Ray met Ann Lee.",
        "The EU had asked the Russian side to leave.",
        "Moscow was asked by the European Union to leave.",
    ],
)
def test_names_in_another_form_are_held(claim: str) -> None:
    found = [f for f in name_findings(read(claim), [SAID + " The French capital is Paris."])]
    assert found == []


@pytest.mark.parametrize("claim", ["Carl Fox met Bob Ray.", "Ann Lee met Bob Ray in Berlin."])
def test_a_name_from_nowhere_is_found(claim: str) -> None:
    assert [f.kind for f in name_findings(read(claim), [SAID])] == ["name"]


def test_whom_a_pronoun_means_is_known() -> None:
    claim = read("Ann Lee left.")
    assert list(name_findings(claim, ["She left."], "Ann Lee")) == []


def test_exchanged_names_are_found() -> None:
    told = read("On Monday the bank sued Acme Corp over a loan that Bolt Inc had guaranteed.")
    swapped = read("On Monday the bank sued Bolt Inc over a loan that Acme Corp had guaranteed.")
    assert {f.kind for f in role_findings(swapped, [told])} == {"role"}
    assert list(role_findings(told, [told])) == []


def test_the_passive_exchanges_nothing() -> None:
    told = read("Ann Lee praised the mayor of Boston during a visit to Texas.")
    passive = read("During a visit to Texas, the mayor of Boston was praised by Ann Lee.")
    assert list(role_findings(passive, [told])) == []
