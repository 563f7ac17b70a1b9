"""Weights are used only if they are those that were published."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.compose import READER_WEIGHTS
from rag.errors import ConfigError
from rag.readers.weights import read_whole


def test_the_shipped_weights_are_those_their_hash_names() -> None:
    assert READER_WEIGHTS.with_suffix(".sha256").is_file()
    assert len(read_whole(READER_WEIGHTS)) == READER_WEIGHTS.stat().st_size


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "reader.safetensors"
    file.write_bytes(READER_WEIGHTS.read_bytes()[:-1] + b"x")
    note = READER_WEIGHTS.with_suffix(".sha256").read_text(encoding="utf-8")
    file.with_suffix(".sha256").write_text(note, encoding="utf-8")
    with pytest.raises(ConfigError, match="Install the package again"):
        read_whole(file)


def test_weights_of_ones_own_need_no_hash(tmp_path: Path) -> None:
    file = tmp_path / "mine.safetensors"
    file.write_bytes(b"mine")
    assert read_whole(file) == b"mine"
