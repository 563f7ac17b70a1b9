"""Figures over several cases, with values worked out by hand, and what the README says of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import evals
from evals.cases import Case, case_of
from evals.figures import FIGURES, by_kind, confidence, figures, stages
from evals.metrics.answers import VERDICTS, Right
from evals.rows import Row
from evals.run import scored
from tests.evals.made import CASE, cite, say

README = (Path(evals.__file__).parent / "README.md").read_text(encoding="utf-8")
OPENED = "Ann Lee opened the bridge on 3 May 2024."
SILENT = Case("why", "un", "Why?", answerable=False, expects="not_in_articles")


def row(case: Case, answered: bool, ms: float = 1.0, sure: float | None = None) -> Row:
    said = ((OPENED, (cite(1, "bridge.txt", OPENED),)),) if answered else ()
    seen = say(case, *said)
    made = scored(seen, [Right()], case.id, "quotes", ms)
    told = {name: getattr(made, name) for name in Row.__dataclass_fields__}
    return Row(**told | {"confidence": sure})


ROWS = [
    *(row(CASE, True, ms, 4.0) for ms in (10, 20, 30)),
    row(CASE, False, 40),
    *(row(SILENT, False, ms) for ms in (50, 60)),
    row(SILENT, True, 1000, 0.0),
    row(SILENT, True, 1000, 0.0),
]


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("right", 3 / 4, 4),
        ("abstention_recall", 2 / 4, 4),
        ("abstention_precision", 2 / 3, 3),
        ("abstention_f1", 2 * (2 / 4) * (2 / 3) / (2 / 4 + 2 / 3), 5),
        ("false_refusals", 1 / 4, 4),
        ("total", 45, 8),
    ],
)
def test_a_figure(name: str, value: float, count: int) -> None:
    found = figures(ROWS)[name]
    assert found.value == pytest.approx(value)
    assert found.n == count
    assert found.low <= found.value <= found.high


def test_what_does_not_apply_is_left_out() -> None:
    assert "several_sources" not in figures(ROWS)
    assert "judge_correct" not in figures(ROWS)
    assert figures([]) == {}


def test_kinds_and_confidence() -> None:
    assert {kind: found.value for kind, found in by_kind(ROWS).items()} == {
        "single": 0.75,
        "un": 0.5,
    }
    bins = confidence(ROWS)["bins"]
    assert [(true, count) for _, true, count in bins] == [(0.0, 2), (1.0, 3)]
    assert [stated for stated, _, _ in bins] == pytest.approx([0.5, 0.982], abs=1e-3)
    assert stages(ROWS) == {}


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [("right", 0.8033, "80.3 %"), ("right", 1.0, "100 %"), ("words", 52.0, "52")],
)  # fmt: skip
def test_a_value_is_written_for_people(name: str, value: float, shown: str) -> None:
    assert next(f for f in FIGURES if f.name == name).write(value) == shown


def test_the_readme_tells_every_figure_verdict_and_field() -> None:
    told = set(re.findall(r"`([\w@]+)`", README))
    assert {f.name for f in FIGURES if not f.name.startswith("judge")} <= told
    assert set(VERDICTS) <= told
    assert set(Case.__dataclass_fields__) <= told


def test_the_readmes_case_is_one() -> None:
    (block,) = re.findall(r"^```json\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert case_of(json.loads(block)).answers == (("$2.5 million",),)
