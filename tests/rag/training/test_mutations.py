"""True sentences made false: one change each, the same ones every time."""

from __future__ import annotations

import pytest

from rag.training.mutations import Mutant, mutants

TRUE = (
    "Ann Lee said on Tuesday that the town of Acme could spend $3 million on more schools "
    "before the council of Bolt had agreed."
)


def test_every_kind_of_change_is_made() -> None:
    kinds = {mutant.kind for mutant in mutants(TRUE, ["Carl Fox"])}
    expected = {"number", "date", "name", "role", "speaker", "polarity", "modality", "comparison"}
    assert kinds == expected


def test_the_same_seed_makes_the_same_mutants() -> None:
    assert mutants(TRUE, ["Carl Fox"], 1) == mutants(TRUE, ["Carl Fox"], 1)


def test_no_mutant_is_the_sentence_itself() -> None:
    made = [mutant.text for mutant in mutants(TRUE, ["Carl Fox"])]
    assert TRUE not in made
    assert len(made) == len(set(made))


@pytest.mark.parametrize(
    "mutant",
    [
        Mutant(TRUE.replace("Ann Lee", "Carl Fox"), "name"),
        Mutant(TRUE.replace("could spend", "will spend"), "modality"),
        Mutant(TRUE.replace("before", "after"), "comparison"),
        Mutant(TRUE.replace("could", "could not"), "polarity"),
    ],
    ids=lambda mutant: mutant.kind,
)
def test_a_change_is_a_small_one(mutant: Mutant) -> None:
    found = [m for m in mutants(TRUE, ["Carl Fox"]) if m.text == mutant.text]
    assert [m.text for m in found] == [mutant.text]


def test_names_of_one_country_are_not_exchanged() -> None:
    sentence = "Ukrainian officials handed over the new list while Ukraine waited."
    assert not [m for m in mutants(sentence, []) if m.kind == "role"]
