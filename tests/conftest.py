"""What several test files share: the sample corpus and an index of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.config import SEEDS, Settings


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The five sample articles."""
    return SEEDS


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The sample articles, indexed with the packaged model: use with the `model` mark."""
    from rag import build_index

    chosen = Settings(home=tmp_path_factory.mktemp("home"))
    build_index(settings=chosen)
    return chosen


@pytest.fixture
def fast(tmp_path: Path) -> Settings:
    """A fresh home that needs no model."""
    return Settings(home=tmp_path / "home", embedder="words")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No test sees the settings of whoever runs it, or writes where they work."""
    for name in ("MODEL", "HOME", "CORPUS", "EMBEDDER", "CHROMA", "PASSAGES", "MAX_SENTENCES"):
        monkeypatch.delenv(f"RAG_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    yield
