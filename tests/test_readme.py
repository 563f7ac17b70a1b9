"""What the README shows is true."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from rag.config import Settings
from rag.models.files import PACKAGED
from rag.models.names import parse
from rag.models.opening import EXTRAS, KEYS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON_BLOCKS = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


@pytest.mark.model
@pytest.mark.parametrize("block", PYTHON_BLOCKS, ids=["answer", "settings"])
def test_python_blocks_run(block: str, tmp_path: Path) -> None:
    exec(compile(block, "README.md", "exec"), {})  # in tmp_path, where conftest has put us


def test_every_setting_is_listed() -> None:
    for field in fields(Settings):
        assert f"| `{field.name}` | `RAG_{field.name.upper()}` |" in README


@pytest.mark.parametrize("command", re.findall(r"^rag (\w+)", README, re.MULTILINE))
def test_commands_exist(command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rag", command, "-h"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: rag {command}")


MODEL_ROWS = re.findall(r"^\| (?:a|an|no) .*\|$|^\| Ollama .*\|$", README, re.MULTILINE)


@pytest.mark.parametrize("row", MODEL_ROWS, ids=lambda row: row.split("|")[1].strip())
def test_every_row_of_the_table_of_models_names_a_model_and_its_extra(row: str) -> None:
    _, _, install, value, _ = row.split("|")
    name = parse(re.findall(r"`([^`]+)`", value)[0])
    extra, _ = EXTRAS.get(name.kind, (None, ()))
    assert re.findall(r"\.\[(\w+)\]", install) == ([extra] if extra else [])
    key = KEYS.get(name.kind)
    assert key is None or f"`{key}`" in value
    for pulled in re.findall(r"rag pull (\w+)", install):
        assert pulled in PACKAGED


def test_the_table_covers_every_kind_of_model() -> None:
    kinds = {parse(re.findall(r"`([^`]+)`", row.split("|")[3])[0]).kind for row in MODEL_ROWS}
    assert kinds == {"quotes", *EXTRAS}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {extra for extra, _ in EXTRAS.values()} <= set(declared["optional-dependencies"])
