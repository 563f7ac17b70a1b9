"""Names that the evidence holds, and names in another's place."""

from __future__ import annotations

import pytest

from rag.verify.exact.names import name_findings, role_findings
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


@pytest.mark.parametrize(
    "claim",
    [
        "Everyone saw Lee.",
        "Gratitude was expressed by Lee.",
        "Fewer people met Ray than Lee.",
        "Like Lee, Bob Ray was in Paris.",
        "Nobody but Ann Lee met Ray.",
    ],
)
def test_a_plain_word_that_opens_a_sentence_is_no_name(claim: str) -> None:
    assert list(name_findings(read(claim), [SAID])) == []


def test_a_city_where_something_happens_is_not_its_country() -> None:
    told = "Germany and France met in Rome on Tuesday, said Berlin."
    assert list(name_findings(read("Paris met Berlin."), [told])) == []
    found = [f.reason for f in name_findings(read("They met in Paris."), [told])]
    assert found == ["“Paris” is not in the evidence"]


@pytest.mark.parametrize("claim", ["Carl Fox met Bob Ray.", "Ann Lee met Bob Ray in Berlin."])
def test_a_name_from_nowhere_is_found(claim: str) -> None:
    assert [f.kind for f in name_findings(read(claim), [SAID])] == ["name"]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The attack was condemned by the UN.", "The attack was condemned until November."),
        ("The attack was condemned by the EU.", "Every unit condemned the attack."),
        ("The attack was seen by Mr Li.", "The attack was the last incident."),
        ("The attack was seen by Ann Wu.", "Ann Lee saw the attack, which was unusual."),
    ],
)
def test_any_words_with_the_letters_of_a_name_do_not_spell_it_out(
    claim: str, evidence: str
) -> None:
    assert [f.kind for f in name_findings(read(claim), [evidence])] == ["name"]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It was condemned by the UN.", "The United Nations condemned it."),
        ("It was condemned by the U.N.", "The United Nations condemned it."),
        ("It was condemned by the EU’s leaders.", "Leaders of the European Union condemned it."),
        ("They spend 2% of GDP.", "They spend 2% of their gross domestic product."),
        ("European states approved it.", "It was approved by states in Europe."),
        ("NATO approved it.", "The foreign ministers of the alliance approved it."),
        ("The Bureau of Land Management saw it.", "The BLM saw it."),
        ("It was seen by the FBI.", "The Federal Bureau of Investigation saw it."),
    ],
)
def test_an_abbreviation_is_held_by_its_words(claim: str, evidence: str) -> None:
    assert list(name_findings(read(claim), [evidence])) == []


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


def test_who_is_hired_does_not_stand_where_the_employer_does() -> None:
    told = read("The Bears hired Lee in May to lead the club.")
    assert list(role_findings(read("Lee, hired in May, leads the club."), [told])) == []
