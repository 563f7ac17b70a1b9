"""Weights are used only if they are those that were published."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from rag.compose import READER_WEIGHTS
from rag.errors import ConfigError
from rag.readers.weights import layer_count, load_weights, pack, read_whole


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


def test_packed_rows_come_back_within_half_a_step(tmp_path: Path) -> None:
    rows = torch.tensor([[1.0, -0.5, 0.004], [1000.0, 3.0, -7.0], [0.0, 0.0, 0.0]])
    state = {"encoder.layers.3.wide.weight": rows, "head.weight": torch.tensor([[1.5, 0.25]])}
    save_file(pack(state), tmp_path / "mine.safetensors")
    found = load_weights(tmp_path / "mine.safetensors")
    assert found.keys() == state.keys()
    assert found["head.weight"].equal(state["head.weight"])
    step = rows.abs().amax(1, keepdim=True) / 127
    assert bool(((found["encoder.layers.3.wide.weight"] - rows).abs() <= step / 2 + 1e-9).all())
    assert layer_count(found) == 4


def test_what_is_no_weight_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.safetensors"
    file.write_bytes(b"mine")
    with pytest.raises(ConfigError, match="holds no weights"):
        load_weights(file)
