"""Settings from defaults, file, environment and arguments, the later over the earlier."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.config import Settings, address
from rag.errors import ConfigError


def test_each_layer_overrides_the_one_below(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("rag.toml").write_text('home = "from-file"\npassages = 5\nmodel = "quotes"\n')
    monkeypatch.setenv("RAG_PASSAGES", "6")
    monkeypatch.setenv("RAG_HOME", "from-environment")
    loaded = Settings.load(home=Path("from-argument"), corpus=None)
    assert loaded == Settings(model="quotes", home=Path("from-argument"), passages=6)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("speed = 1", "speed, which is unknown"),
        ("passages = ", "not valid TOML"),
        ('passages = "many"', "passages cannot be 'many'"),
        ("passages = 0", "passages must be at least 1"),
    ],
    ids=["unknown", "broken", "no number", "too small"],
)
def test_a_bad_file_is_an_error_that_says_so(content: str, message: str) -> None:
    Path("rag.toml").write_text(content)
    with pytest.raises(ConfigError, match=message):
        Settings.load()


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("", "http://127.0.0.1:11434"),
        ("127.0.0.1", "http://127.0.0.1:11434"),
        ("gpu.local:8000", "http://gpu.local:8000"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("0.0.0.0:8000", "http://127.0.0.1:8000"),
        (":8000", "http://127.0.0.1:8000"),
        ("[::]:8000", "http://[::1]:8000"),
        ("https://gpu.example/ollama/", "https://gpu.example/ollama"),
        ("http://0.0.0.0:8000", "http://127.0.0.1:8000"),
    ],
)
def test_a_server_is_found_as_its_own_client_finds_it(
    given: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OLLAMA_HOST", given)
    assert address("OLLAMA_HOST", "http://127.0.0.1:11434") == meant


@pytest.mark.parametrize("given", ["gpu:many", "http://[gpu"])
def test_an_address_that_is_none_is_an_error(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OLLAMA_HOST", given)
    with pytest.raises(ConfigError, match="Write it as HOST:PORT"):
        address("OLLAMA_HOST", "http://127.0.0.1:11434")
