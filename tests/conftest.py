"""What several test files share: the sample corpus and an index of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from rag.config import SEEDS, Settings

KEYS = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "RAG_API_KEY", "OLLAMA_HOST")


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
    for name in (*(f"RAG_{f.name.upper()}" for f in fields(Settings)), *KEYS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    yield
