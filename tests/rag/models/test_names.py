"""The string that names a model."""

from __future__ import annotations

import pytest

from rag.errors import ConfigError
from rag.models.names import ModelName, parse


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("auto", ModelName("auto")),
        ("quotes", ModelName("quotes")),
        ("gguf:smollm2", ModelName("gguf", "smollm2")),
        ("gguf:C:/models/a.gguf", ModelName("gguf", "C:/models/a.gguf")),
        ("ollama:llama3.2:3b", ModelName("ollama", "llama3.2:3b")),
        ("openai:gpt-4o", ModelName("openai", "gpt-4o")),
        ("anthropic:claude-x", ModelName("anthropic", "claude-x")),
        ("http://h:8000/v1#org/m", ModelName("http", "org/m", "http://h:8000/v1")),
        ("https://h/v1/#m", ModelName("http", "m", "https://h/v1")),
    ],
    ids=lambda value: str(value)[:20],
)
def test_it_is_taken_apart_by_its_prefix(text: str, name: ModelName) -> None:
    assert parse(text) == name
    assert parse(str(name)) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gpt",
        "gpt-4o",
        "openai:",
        "openai: ",
        "my-ollama:x",
        "http://h/v1",
        "http://#m",
        "quotes:x",
    ],
)
def test_nothing_is_guessed(text: str) -> None:
    with pytest.raises(ConfigError):
        parse(text)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(ConfigError, match="RAG_API_KEY") as refused:
        parse("http://me:hunter2@host/v1#m")
    assert "hunter2" not in str(refused.value)
