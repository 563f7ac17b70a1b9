"""A case file is read as it is meant, and one that is none is told so."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from evals.cases import Case, Gold, case_of, fingerprint, load
from index.errors import CasesError

ROW = {
    "id": "a",
    "kind": "fact",
    "question": "Who?",
    "answers": [["Ann"]],
    "evidence": [{"source": "a.txt", "quote": "Ann did."}],
}


def test_every_field_is_read_and_written_back() -> None:
    row = ROW | {
        "history": [["Before?", "This."]],
        "answerable": True,
        "as_of": "2024-12-03",
        "sources": ["bbc/*"],
        "wrong": ["Bob"],
        "expects": "partial",
        "note": "Bob is named nearby.",
    }
    case = case_of(row)
    assert case == Case(
        "a",
        "fact",
        "Who?",
        (("Before?", "This."),),
        True,
        (("Ann",),),
        (Gold("a.txt", "Ann did."),),
        date(2024, 12, 3),
        ("bbc/*",),
        ("Bob",),
        "partial",
        "Bob is named nearby.",
    )
    assert case_of(json.loads(json.dumps(case.to_dict()))) == case


def test_what_is_left_out_has_its_usual_value() -> None:
    assert case_of(ROW).expects == "answered"
    silent = case_of({"id": "b", "kind": "un", "question": "Why?", "answerable": False})
    assert (silent.expects, silent.answers, silent.evidence) == ("not_in_articles", (), ())
    assert case_of(silent.to_dict()) == silent


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": " "}, "'id' cannot be"),
        ({"question": 3}, "'question' cannot be 3"),
        ({"answers": ["Ann"]}, "'answers' cannot be"),
        ({"answers": []}, "has answers and evidence"),
        ({"answerable": False}, "an unanswerable one neither"),
        ({"answerable": "no"}, "'answerable' cannot be"),
        ({"evidence": [{"source": "a.txt"}]}, "'evidence' cannot be"),
        ({"as_of": "soon"}, "'as_of' cannot be"),
        ({"expects": "draft"}, "'expects' cannot be"),
        ({"status": "draft"}, "take its status out"),
        ({"expects": "not_in_articles"}, "an unanswerable one neither"),
        ({"anwsers": []}, "'anwsers' is no field"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_line_is_named(change: dict[str, object], message: str, tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(f"\n{json.dumps(ROW | change)}\n", encoding="utf-8")
    with pytest.raises(CasesError, match="line 2") as raised:
        load(path)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no case"),
        ("[1]\n", "not a JSON object"),
        ("{\n", "line 1"),
        (f"{json.dumps(ROW)}\n" * 2, "line 2: the id 'a' is taken"),
        (json.dumps({"id": "a", "kind": "b"}), "'question' is missing"),
    ],
    ids=["empty", "list", "broken", "twice", "missing"],
)
def test_a_bad_file_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(text, encoding="utf-8")
    with pytest.raises(CasesError, match=message):
        load(tmp_path / "cases.jsonl")


def test_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CasesError, match="--cases FILE"):
        load(tmp_path / "nowhere.jsonl")


def test_the_fingerprint_is_of_what_is_said() -> None:
    case = case_of(ROW)
    assert fingerprint([case]) == fingerprint([case_of(dict(reversed(ROW.items())))])
    assert fingerprint([case]) != fingerprint([case_of(ROW | {"question": "Whom?"})])
