"""A reader's weight file: int8 rows with a scale each, and the hash it is held against.

The word table is the packaged encoder's own and is never trained, so weight files leave it out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load
from torch import Tensor

from index.errors import ConfigError

WORDS = "encoder.words.weight"
POSITIONS = "encoder.positions.weight"
"""Of which weight files keep only as many as a window has."""

_SCALE = ".scale"


def read_whole(file: Path) -> bytes:
    """The file's bytes; one without ``NAME.sha256`` beside it is taken as it is.

    Raises:
        ConfigError: its SHA-256 is another than the one beside it.
    """
    data = file.read_bytes()
    note = file.with_suffix(".sha256")
    if note.is_file():
        known = note.read_text(encoding="utf-8").split()[0]
        if hashlib.sha256(data).hexdigest() != known:
            raise ConfigError(
                f"{file} is damaged: its SHA-256 is not the one in {note.name}. "
                "Install the package again."
            )
    return data


def pack(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors as they are stored: matrices of layers int8 with a scale per row, the rest fp16."""
    packed = {}
    for name, tensor in state.items():
        if name.startswith("encoder.layers.") and tensor.dim() == 2:
            scale = tensor.float().abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
            packed[name] = (tensor.float() / scale).round().to(torch.int8).contiguous()
            packed[name + _SCALE] = scale
        else:
            packed[name] = tensor.half().contiguous()
    return packed


def load_weights(file: Path) -> dict[str, Tensor]:
    """The float32 tensors of a file that `pack` made, or of one that holds them as they are.

    Raises:
        ConfigError: the file is damaged, or no weight file.
    """
    try:
        packed = load(read_whole(file))
    except SafetensorError as error:
        raise ConfigError(
            f"{file} holds no weights ({error}). Give a .safetensors of an earlier run."
        ) from error
    scales = {name: packed.pop(name) for name in list(packed) if name.endswith(_SCALE)}
    return {
        name: tensor.float() * scales.get(name + _SCALE, 1.0) for name, tensor in packed.items()
    }


def layer_count(state: Mapping[str, Tensor]) -> int:
    """How many layers the encoder of these weights has."""
    prefix = "encoder.layers."
    return 1 + max(
        (int(n.removeprefix(prefix).split(".")[0]) for n in state if n.startswith(prefix)),
        default=-1,
    )
