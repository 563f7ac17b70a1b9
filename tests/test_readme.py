"""What the README shows is true."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from rag.config import Settings

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
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
