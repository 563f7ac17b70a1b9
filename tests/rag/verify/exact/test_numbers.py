"""Amounts that the evidence holds, and those that it does not."""

from __future__ import annotations

import pytest

from rag.verify.exact.numbers import exchange_findings, number_findings


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The package is worth 725 million dollars.", "A package valued at $725 million (£570m)."),
        ("It is worth $725m.", "A package valued at $725 million."),
        ("They spend 2% of GDP.", "They spend two percent of their gross domestic product."),
        ("About 700,000 soldiers fell.", "Some 698,000 soldiers were killed."),
        ("A 2-day meeting of thirty-two nations", "a two-day meeting of thirty-two nations"),
        ("One of them spoke.", "A man spoke."),
        ("At least 20 systems are needed.", "It needs at least 20 systems."),
        ("Dozens were hurt.", "Dozens of people were hurt."),
        ("The 3rd attempt failed.", "The third attempt failed."),
        ("25 people fled.", "Twenty-five people fled."),
        ("100,000 people fled.", "One hundred thousand people fled."),
        ("It fell to minus 5 degrees.", "It fell to -5 degrees."),
        ("At least 50 died.", "No less than 50 died."),
        ("No fewer than 50 died.", "At least 50 died."),
        ("No more than 50 died.", "At most 50 died."),
        ("The bridge is three decades old.", "It is a 30-year-old bridge."),
        ("It can cost up to $9.", "It carries a maximum fine of $9."),
        ("The maximum fine is $9.", "It carries a maximum fine of $9."),
        ("It lasted two weeks.", "It lasted 14 days."),
        ("He scored twice.", "He made two scores."),
        ("She won two medals.", "She won both."),
        ("Half of them left.", "50% of them left."),
        ("The three towns agreed.", "Acme, Bolt and Cove agreed."),
        ("Two senators wrote it.", "Sen. Ann Lee and Rep. Bob Ray wrote it."),
        ("The striker, 38, left.", "The 38-year-old striker left."),
        ("He waited three years.", "He has waited for the past three years."),
        ("It lasted three days.", "It was held over three days."),
        ("It rose to 5.6%.", "It edged up to 5.6 percent."),
        ("It took 70 minutes.", "It took an hour and ten minutes."),
        ("50 percent of them left.", "Half of them left."),
    ],
)
def test_the_same_amount_in_another_form_is_held(claim: str, evidence: str) -> None:
    assert list(number_findings(claim, [evidence])) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "kind"),
    [
        ("It is worth $752 million.", "It is worth $725 million.", "number"),
        ("It is worth $725 billion.", "It is worth $725 million.", "number"),
        ("It is worth €725 million.", "It is worth $725 million.", "number"),
        ("It rose 5 percent.", "It rose 5 dollars.", "number"),
        ("It lasted two months.", "It lasted two days.", "number"),
        ("Hundreds were hurt.", "Dozens of people were hurt.", "number"),
        ("The second attempt failed.", "The third attempt failed.", "number"),
        ("It needs at most 20 systems.", "It needs at least 20 systems.", "comparison"),
        ("More than 20 systems came.", "20 systems came.", "comparison"),
        ("It needs 20 systems.", "It needs at least 20 systems.", "comparison"),
        ("It cost $9 million.", "It cost less than $9 million.", "comparison"),
        ("Twenty-five people fled.", "Twenty people fled.", "number"),
        ("One hundred million people fled.", "One hundred thousand people fled.", "number"),
        ("It cost a billion dollars.", "It cost a million dollars.", "number"),
        ("It fell to 5 degrees.", "It fell to -5 degrees.", "number"),
        ("It cost $1.", "It cost nothing.", "number"),
        ("No less than 50 died.", "At most 50 died.", "comparison"),
        ("At most 50 died.", "No less than 50 died.", "comparison"),
        ("The bridge is two decades old.", "It is a 30-year-old bridge.", "number"),
        ("He scored twice.", "He made three scores.", "number"),
        ("The four towns agreed.", "Acme, Bolt and Cove agreed.", "number"),
    ],
)
def test_another_amount_is_found(claim: str, evidence: str, kind: str) -> None:
    assert [f.kind for f in number_findings(claim, [evidence])][:1] == [kind]


@pytest.mark.parametrize(
    ("claim", "evidence", "found"),
    [
        ("It lost 5 ships and 15 tanks.", "It lost 15 ships and 5 tanks.", True),
        ("It lost 5 ships.", "It lost 15 ships and 5 tanks.", True),
        ("It lost 15 ships.", "It lost 15 ships and 5 tanks.", False),
        ("It lost 20 soldiers.", "It lost 20 Russian soldiers and 15 soldiers of others.", False),
        ("It lost 20 guns.", "It lost 20 of them.", False),
        ("Twenty people were hurt.", "Twenty wounded were found, and 15 people died.", False),
    ],
)
def test_numbers_that_changed_places(claim: str, evidence: str, found: bool) -> None:
    assert any(exchange_findings(claim, [evidence])) is found
