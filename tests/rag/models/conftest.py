"""A hostile server, and the smallest real model."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import ModelError
from rag.models.files import pull
from tests.rag.models.hostile import Hostile, hostile_server


@pytest.fixture
def hostile() -> Iterator[Hostile]:
    with hostile_server() as running:
        yield running


@pytest.fixture(scope="session")
def smollm2(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model file of SmolLM2-135M, pulled as a user pulls it; skipped where nothing is reached."""
    needed = os.environ.get("RAG_TESTS_SKIP_NOTHING")
    if not needed:
        pytest.importorskip("xllamacpp", reason="the extra gguf is not installed")
    try:
        return pull("smollm2", tmp_path_factory.mktemp("pulled"), lambda _: None)
    except ModelError as error:
        if needed:
            raise
        pytest.skip(str(error))
