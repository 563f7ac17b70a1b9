"""True sentences made false: one change each, the same ones every time."""

from __future__ import annotations

from typing import get_args

import pytest

from rag.training.mutations import Kind, Mutant, mutants

TRUE = (
    "Mayor Ann Lee said on Tuesday that the town of Acme could spend $3 million on more schools "
    "before the council of Bolt had agreed, and that Acme asked Bolt for most of the bricks."
)


def test_every_kind_of_change_is_made() -> None:
    kinds = {mutant.kind for mutant in mutants(TRUE, ["Carl Fox"])}
    assert kinds == set(get_args(Kind))


def test_the_same_seed_makes_the_same_mutants() -> None:
    assert mutants(TRUE, ["Carl Fox"], 1) == mutants(TRUE, ["Carl Fox"], 1)


def test_no_mutant_is_the_sentence_itself() -> None:
    made = [mutant.text for mutant in mutants(TRUE, ["Carl Fox"])]
    assert TRUE not in made
    assert len(made) == len(set(made))


@pytest.mark.parametrize(
    "mutant",
    [
        Mutant(TRUE.replace("Mayor Ann Lee", "Carl Fox"), "name"),
        Mutant(TRUE.replace("could spend", "will spend"), "modality"),
        Mutant(TRUE.replace("before", "after"), "comparison"),
        Mutant(TRUE.replace("could", "could not"), "polarity"),
        Mutant(TRUE.replace("most of", "all of"), "quantifier"),
        Mutant(TRUE.replace("Mayor", "Former Mayor", 1), "qualifier"),
        Mutant(TRUE.replace("Acme asked Bolt", "Acme was asked by Bolt"), "relation"),
    ],
    ids=lambda mutant: mutant.kind,
)
def test_a_change_is_a_small_one(mutant: Mutant) -> None:
    found = [m for m in mutants(TRUE, ["Carl Fox"]) if m.text == mutant.text]
    assert [m.text for m in found] == [mutant.text]


def test_names_of_one_country_are_not_exchanged() -> None:
    sentence = "Ukrainian officials handed over the new list while Ukraine waited."
    assert not [m for m in mutants(sentence, []) if m.kind == "role"]


@pytest.mark.parametrize(
    ("sentence", "mutant"),
    [
        ("The well dried up because the dam broke.", "the dam broke because The well dried up."),
        (
            "They gave fresh fish in exchange for sweet wine.",
            "They gave sweet wine in exchange for fresh fish.",
        ),
        (
            "They say the price depends on the harvest.",
            "They say the harvest depends on the price.",
        ),
    ],
    ids=["cause", "exchange", "dependence"],
)
def test_relations_are_turned_round(sentence: str, mutant: str) -> None:
    made = [m.text for m in mutants(sentence, []) if m.kind == "relation"]
    assert [text.lower() for text in made] == [mutant.lower()]


@pytest.mark.parametrize(
    "sentence",
    [
        "The president-elect takes office in May.",
        "Former Mayor Ann Lee left above all others.",
        "It grows every year.",
    ],
)
def test_what_would_stay_true_is_not_made(sentence: str) -> None:
    kinds = {m.kind for m in mutants(sentence, [])}
    assert "quantifier" not in kinds
    assert not [
        m for m in mutants(sentence, []) if m.text.startswith(("The president ", "Former Former"))
    ]
