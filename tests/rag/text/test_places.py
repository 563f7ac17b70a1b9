"""Countries by any of their names, and governments by the country that they stand for."""

from __future__ import annotations

import pytest

from rag.text.places import as_told_in, countries, countries_meant


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Berlin and the Germans", {"Germany"}),
        ("The U.S. package", {"United States"}),
        ("New Zealand's White House visit", {"New Zealand", "United States"}),
        ("turkey with jordan almonds", set()),
        ("The Great Debate was on Britain", {"Britain"}),
    ],
)
def test_countries_by_any_name(text: str, named: set[str]) -> None:
    assert countries(text) == named


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("What did Kyiv ask for?", "Ukraine asked for tanks.", "What did Ukraine ask for?"),
        ("What is Kyiv’s plan?", "Ukraine has one.", "What is Ukraine’s plan?"),
        ("Did the White House agree?", "America agreed.", "Did the United States agree?"),
        ("Was the Kremlin surprised?", "Russia was.", "Was Russia surprised?"),
        ("What have the Americans sent?", "The US sent it.", "What have the United States sent?"),
        ("What is the Russians' aim?", "Russia has one.", "What is Russia's aim?"),
        ("Berlin said what to Kyiv?", "Germany told Ukraine.", "Germany said what to Ukraine?"),
        ("What did Berlin say?", "Berlin hid, Germany spoke.", "What did Germany say?"),
        ("Help for Kyiv from Washington?", "The US, Ukraine", "Help for Ukraine from Washington?"),
    ],
)
def test_a_government_is_called_by_its_country(text: str, other: str, expected: str) -> None:
    assert as_told_in(text, other) == expected


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("What did Berlin say?", "Berlin was silent."),
        ("What did Berlin say?", "Nobody said anything in Rome."),
        ("How many people were killed in Kyiv?", "Ukraine said the strike on Odesa killed nine."),
        ("What is the population of London?", "Britain has 68 million people."),
        ("What did the Washington Post say?", "US papers said it."),
        ("Where is Washington, D.C.?", "It is in the US."),
        ("What does Kyiv-based Elm make?", "Elm makes tanks in Ukraine."),
        ("What did Jack London write?", "A British writer wrote it."),
        ("Did he loathe Germany?", "Berlin did."),
        ("Which German chancellor resigned?", "Berlin's did."),
        ("How many Americans died?", "Twenty in the US."),
        ("What is in Latin America?", "The US is not."),
        ("TELL US WHAT LONDON SAID", "Britain said it."),
        ("What did Ms White tell the House?", "America agreed."),
    ],
)
def test_what_may_mean_something_else_is_left_alone(text: str, other: str) -> None:
    assert as_told_in(text, other) == text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("They met in Brussels to thank Estonia.", {"Estonia"}),
        ("Kyiv thanked them in Berlin.", {"Ukraine"}),
        ("The Kremlin was silent.", {"Russia"}),
    ],
)
def test_a_city_as_a_place_is_no_country(text: str, meant: set[str]) -> None:
    assert countries_meant(text) == meant
