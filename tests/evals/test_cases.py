"""The cases are what they claim to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases import CASES, Case, load
from evals.score import plain

ALL = load(CASES / "dev.jsonl")


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.id)
def test_every_quote_stands_in_its_file_and_holds_the_answer(case: Case, seeds: Path) -> None:
    for gold in case.evidence:
        assert gold.quote in (seeds / gold.source).read_bytes().decode("utf-8")
    quotes = " ".join(plain(gold.quote) for gold in case.evidence)
    for group in case.answers:
        assert any(plain(alias) in quotes for alias in group)
    assert bool(case.evidence) == case.answerable == bool(case.answers)


def test_no_case_comes_twice() -> None:
    assert len({c.id for c in ALL}) == len(ALL)
    assert len({(c.question, c.history) for c in ALL}) == len(ALL)
