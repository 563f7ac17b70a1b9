"""The `rag` command as a person or a script meets it."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from contextlib import suppress
from importlib.metadata import version
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from rag import build_index
from rag.cli import show
from rag.cli.app import main
from rag.config import Settings


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "rag", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def corpus(folder: Path) -> Path:
    folder.mkdir()
    (folder / "good.txt").write_text(
        "Bridge opens\n\nAnn Lee opened the bridge.\n", encoding="utf-8"
    )
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_EMBEDDER", "words")


def test_indexing_names_what_it_leaves_out_and_says_so_by_its_exit_code(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus")
    first = run("index", str(folder))
    assert first.returncode == 1
    assert "empty.txt: " in first.stderr
    (folder / "empty.txt").unlink()
    again = run("index", "--json")
    assert again.returncode == 0
    report = json.loads(again.stdout)
    assert (report["articles"], report["unchanged"], report["removed"]) == (1, 1, 1)
    assert report["embedded"] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("index", "nowhere"), "nowhere"),
        (("ask", ""), "The question is empty"),
        (("ask", "Who?", "--as-of", "soon"), "Write it as 2024-12-03"),
        (("ask", "Who?", "--model", "gpt"), "There is no model 'gpt'"),
        (("nothing",), "No such command"),
    ],
    ids=["no such path", "empty question", "no day", "no model", "no command"],
)
def test_an_error_is_a_sentence_not_a_traceback(arguments: tuple[str, ...], message: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_model_is_told_before_anything_is_indexed(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus")
    done = run("ask", "Who?", "--model", "gpt", "--corpus", str(folder))
    assert (done.returncode, "There is no model 'gpt'" in done.stderr) == (2, True)
    assert "articles in" not in done.stderr
    assert "1 article in 1 passage" in run("ask", "Who?", "--corpus", str(folder)).stderr


def test_an_error_is_json_too_where_json_is_asked_for() -> None:
    done = run("index", "nowhere", "--json")
    assert "nowhere" in json.loads(done.stdout)["error"]


def test_search_says_why(tmp_path: Path) -> None:
    run("index", str(corpus(tmp_path / "corpus")))
    done = run("search", "Who opened the bridge?")
    assert "by meaning #1 · by words #1" in done.stdout
    found = json.loads(run("search", "Who opened the bridge?", "--json").stdout)
    assert found[0]["source"] == "good.txt"


@pytest.mark.model
def test_searching_loads_no_reader(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAG_EMBEDDER")
    code = (
        "import sys; from rag.cli.app import main\n"
        f"try: main(['search', 'Who is the envoy?', '--json', '--home', {str(settings.home)!r}])\n"
        "finally: print('rag.readers.minilm' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)
    assert done.stderr == "False\n"


LONG = "Ann Lee opened the bridge on a very wet Monday with a pair of golden scissors, she said."


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("width", [30, 80, 200])
@pytest.mark.parametrize("command", ["ask", "search"])
def test_no_line_ends_in_blanks(
    command: str, width: int, terminal: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(f"Bridge [opens]\n\n{LONG}\n", encoding="utf-8")
    build_index([tmp_path / "corpus"], settings=Settings.load())
    screen = Console(width=width, force_terminal=terminal, file=StringIO(), highlight=False)
    monkeypatch.setattr(show, "out", screen)
    with suppress(SystemExit):
        main([command, "Who opened the bridge with a pair of golden scissors?"])
    shown = re.sub(r"\x1b\[[\d;]*m", "", screen.file.getvalue())
    assert [line for line in shown.splitlines() if line != line.rstrip()] == []
    assert LONG in " ".join(shown.split())
    assert "Bridge [opens]" in shown
    quoted = shown.rpartition(".txt, characters")[2].splitlines()[1:]
    assert all(len(line) <= width and line.startswith("   ") for line in quoted)


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_scope_that_admits_no_article_is_told(command: str, tmp_path: Path) -> None:
    run("index", str(corpus(tmp_path / "corpus")))
    done = run(command, "Who opened the bridge?", "--source", "bbc/*")
    assert done.returncode == 0
    assert "No article’s path matches 'bbc/*'." in done.stdout + done.stderr
    assert "'good.txt'" in done.stdout + done.stderr


def test_ask_in_json_is_the_answer(tmp_path: Path) -> None:
    run("index", str(corpus(tmp_path / "corpus")))
    done = run("ask", "Who opened the bridge?", "--json")
    answer = json.loads(done.stdout)
    assert answer["question"] == "Who opened the bridge?"
    assert answer["status"] in ("answered", "not_in_articles")


def test_doctor_tells_a_changed_article(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "corpus")
    (folder / "empty.txt").unlink()
    run("index", str(folder))
    assert run("doctor").returncode == 0
    (folder / "good.txt").write_text("Bridge shut\n\nAnn Lee shut the bridge.\n", encoding="utf-8")
    done = run("doctor")
    assert done.returncode == 1
    assert "1 changed" in done.stdout
    assert "rag index" in done.stdout


@pytest.mark.parametrize(
    "command", ["", "index", "ask", "search", "chat", "doctor", "models", "pull"]
)
def test_help_is_there_and_fits(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*command.split(), "-h"])
    shown = capsys.readouterr().out
    assert stopped.value.code == 0
    assert shown.startswith("Usage: rag")
    assert max(map(len, shown.splitlines())) <= 100


def test_models_says_what_each_needs() -> None:
    found = json.loads(run("models", "--json").stdout)
    needs = {row["model"]: row["needs"] for row in found["models"]}
    assert found["chosen"] == "quotes"
    assert needs["quotes"] == ""
    assert "rag pull smollm2" in needs["gguf:smollm2"]
    assert "OPENAI_API_KEY" in needs["openai:MODEL"]
    assert "Answers are written by quotes." in run("models").stdout


def test_asking_does_not_import_what_it_does_not_need(tmp_path: Path) -> None:
    run("index", str(corpus(tmp_path / "corpus")))
    code = (
        "import sys; from rag import answer; answer('Who opened the bridge?');"
        "print([m for m in ('sentence_transformers', 'llama_index', 'gradio', 'trafilatura', "
        "'transformers', 'typer', 'openai', 'xllamacpp', 'rag.verify.claims') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_version_is_told() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"news-rag {version('news-rag')}\n")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_taken_port_is_told_before_anything_is_loaded(host: str) -> None:
    with socket.create_server((host, 0)) as taken:
        port = taken.getsockname()[1]
        code = (
            "import sys; from rag.cli.app import main\n"
            f"try: main(['chat', '--host', '{host}', '--port', '{port}'])\n"
            "finally: print([m for m in ('gradio', 'torch', 'chromadb') if m in sys.modules])"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
    assert (done.returncode, done.stdout) == (2, "[]\n")
    assert f"The page cannot be served at {host}:{port}" in done.stderr
    assert done.stderr.endswith("Choose another port or host.\n")
