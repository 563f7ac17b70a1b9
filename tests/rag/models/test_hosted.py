"""Each kind of server, asked as its own client library asks it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rag import Settings, answer
from rag.errors import ConfigError
from rag.models.names import parse
from rag.models.opening import open_llm
from tests.rag.models.hostile import Hostile

pytestmark = pytest.mark.model

QUESTION = "How many Russian soldiers were reported killed or wounded?"
SAID = (
    "Mark Rutte highlighted that the Russian military has suffered losses, with 700,000 soldiers "
    "reported killed or wounded."
)
KINDS = [
    ("openai:gpt-4o", "OPENAI_BASE_URL", "OPENAI_API_KEY", "Bearer sk-1"),
    ("openai:gpt-of-tomorrow", "OPENAI_BASE_URL", "OPENAI_API_KEY", "Bearer sk-1"),
    ("ollama:llama3.2", "OLLAMA_HOST", "OPENAI_API_KEY", "Bearer ollama"),
    ("anthropic:claude-haiku-4-5", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY", "sk-1"),
]


@pytest.mark.parametrize(("model", "place", "key", "sent"), KINDS, ids=[k[0] for k in KINDS])
def test_it_writes_and_its_refusal_is_told(
    model: str, place: str, key: str, sent: str,
    hostile: Hostile, settings: Settings, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    base = hostile.address if place == "OPENAI_BASE_URL" else hostile.address.removesuffix("/v1")
    monkeypatch.setenv(place, base)
    monkeypatch.setenv(key, "sk-1")
    hostile.says = [f"{SAID} [1] ", "The pope paid for it. [2]"]
    found = answer(QUESTION, settings=replace(settings, model=model))
    assert [s.text for s in found.sentences] == [SAID], found.notes
    assert (found.model, found.dropped, hostile.keys) == (model, 1, [sent])
    hostile.statuses = [401]
    refused = answer(QUESTION, settings=replace(settings, model=model))
    assert refused.model == "quotes"
    assert "refused the key" in refused.notes[0]


def test_a_model_that_its_library_does_not_know_is_said_so(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-1")
    found = answer(QUESTION, settings=replace(settings, model="anthropic:claude-of-tomorrow"))
    assert found.model == "quotes"
    assert "Check the name" in found.notes[0]


def test_quotes_is_no_language_model_and_no_key_leaves(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no language model"):
        open_llm(parse("quotes"), Settings(home=tmp_path))
