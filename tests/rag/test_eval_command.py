"""`rag eval` as a person or a script meets it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rag.cli.app import main

CASE = {
    "id": "who",
    "kind": "fact",
    "question": "Who opened the bridge?",
    "answers": [["Ann Lee"]],
    "evidence": [{"source": "good.txt", "quote": "Ann Lee opened the bridge in May 2024."}],
}


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_EMBEDDER", "words")


@pytest.fixture
def own(tmp_path: Path) -> tuple[str, str]:
    """A case file and a corpus."""
    corpus, cases = tmp_path / "corpus", tmp_path / "cases.jsonl"
    corpus.mkdir()
    text = "Bridge opens\n\nAnn Lee opened the bridge in May 2024.\n"
    (corpus / "good.txt").write_text(text, encoding="utf-8")
    cases.write_text(json.dumps(CASE) + "\n", encoding="utf-8")
    return str(cases), str(corpus)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str, int]:
    """What a command prints, on standard output and error, and its exit code."""
    code = 0
    try:
        main(["eval", *arguments])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    shown = capsys.readouterr()
    return shown.out, shown.err, code


def test_own_cases_on_own_articles(
    own: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases, corpus = own
    out = str(tmp_path / "out")
    printed, _, code = run(capsys, "--cases", cases, "--corpus", corpus, "--out", out, "--json")
    report: dict[str, Any] = json.loads(printed)
    assert code == 0
    assert report["figures"]["quotes"]["right"]["n"] == 1
    assert sorted(p.name for p in Path(out).iterdir()) == ["report.html", "report.json"]
    assert json.loads((Path(out) / "report.json").read_text(encoding="utf-8")) == report
    again, _, _ = run(capsys, "compare", f"{out}/report.json", f"{out}/report.json#quotes")
    assert "0 cases better, 0 worse of 1" in again


def test_a_person_reads_the_figures(
    own: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    printed, told, _ = run(capsys, "--cases", own[0], "--corpus", own[1], "-v")
    assert "Citations exact" in printed
    assert "report.html" in told


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A pulled model, the only one, that `auto` takes; it is found but cannot be loaded."""
    pytest.importorskip("xllamacpp", reason="the extra gguf is not installed")
    home = tmp_path / "elsewhere"
    (home / "models").mkdir(parents=True)
    (home / "models" / "tiny.gguf").write_bytes(b"GGUF")
    monkeypatch.setenv("RAG_HOME", str(home))
    return "gguf:tiny"


@pytest.mark.parametrize("model", ["gguf:tiny", "auto"])
def test_a_pulled_model_is_found_and_a_report_holds_no_path(
    model: str, broken: str, own: tuple[str, str], tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    cases, corpus = own
    places = ("--home", str(tmp_path / "own"), "--cases", cases, "--corpus", corpus)
    printed, _, code = run(capsys, *places, "--model", model, "--json")
    report = json.loads(printed)
    assert (code, report["about"]["models"]) == (0, [broken])
    (note,) = report["rows"][0]["answer"]["notes"]
    assert note.startswith("The model gguf:tiny failed: tiny.gguf could not be loaded")
    assert str(tmp_path / "elsewhere") not in printed


@pytest.mark.parametrize("model", ["gguf:tiny", "auto"])
def test_an_outside_benchmark_finds_it_too(
    model: str, broken: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"context": "Eels swim.", "question": "What do eels do?", "is_impossible": True}
    (tmp_path / "squad2").mkdir()
    data = json.dumps({**row, "answers": []})
    (tmp_path / "squad2" / "a.jsonl").write_text(data, encoding="utf-8")
    asked = ("outside", "--data", str(tmp_path), "--only", "squad2", "--model", model, "--json")
    printed, told, code = run(capsys, *asked)
    assert code == 0, told
    assert json.loads(printed)["squad2"]["settings"]["model"] == broken


@pytest.mark.parametrize("command", [(), ("outside", "--data", ".")], ids=["cases", "outside"])
def test_a_model_that_is_not_there_is_refused_before_anything_is_indexed(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("xllamacpp", reason="the extra gguf is not installed")
    _, told, code = run(capsys, *command, "--model", "gguf:none")
    assert code == 2
    assert "No model 'none' was pulled" in told
    assert not list(tmp_path.rglob("manifest*"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--cases", "nowhere.jsonl"), "Name a case file"),
        (("--kind", "poem"), "No case is of kind 'poem'"),
        (("--part", "all"), "'all' is not one of"),
        (("compare", "a.json", "b.json"), "a.json is not a report"),
        (("outside", "--data", "nowhere"), "There is no folder nowhere"),
        (("scorer", "--data", "nowhere"), "There is no folder nowhere"),
        (("new", "nowhere"), "nowhere"),
    ],
    ids=["no cases", "no kind", "no part", "no report", "no outside", "no scorer", "no folder"],
)
def test_an_error_is_a_sentence(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, told, code = run(capsys, *arguments)
    assert code == 2
    assert message in told
    assert "Traceback" not in told


def test_drafts_are_written_and_refused_as_cases(
    own: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drafts = tmp_path / "drafts.jsonl"
    run(capsys, "new", own[1], "--out", str(drafts))
    (draft,) = (json.loads(line) for line in drafts.read_text(encoding="utf-8").splitlines())
    assert draft["status"] == "draft"
    _, told, code = run(capsys, "--cases", str(drafts), "--corpus", own[1])
    assert code == 2
    assert "line 1: this is a draft" in told


def test_a_person_accepts_edits_and_skips(own: tuple[str, str], tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from evals.cases import load
    from rag.cli.app import app

    accepted = tmp_path / "accepted.jsonl"
    command = ["eval", "new", own[1], "--cases", str(accepted)]
    skipped = CliRunner().invoke(app, command, input="s\n")
    assert skipped.output.endswith(f"0 cases were added to {accepted}.\n")
    assert not accepted.exists()
    CliRunner().invoke(app, command, input="e\nWhen was it opened?\nMay 2024 | spring 2024\n")
    (case,) = load(accepted)
    assert case.question == "When was it opened?"
    assert case.answers == (("May 2024", "spring 2024"),)
    assert case.evidence[0].quote == CASE["evidence"][0]["quote"]  # type: ignore[index]


@pytest.mark.parametrize("command", ["", "compare", "new", "scorer", "outside"])
def test_help_is_there_and_fits(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    printed, _, code = run(capsys, *command.split(), "-h")
    assert code == 0
    assert printed.startswith("Usage: rag eval")
    assert max(map(len, printed.splitlines())) <= 100
