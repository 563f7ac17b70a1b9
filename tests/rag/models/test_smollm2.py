"""The smallest real model, embedded and behind a real server in another process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from rag import Answer, Settings, answer
from rag.clock import Usage
from rag.config import SEEDS
from rag.errors import ConfigError
from rag.models.drafting import sentences
from rag.models.names import parse
from rag.models.opening import open_llm
from rag.models.reply import stream
from rag.prompts import Message, held_to

pytestmark = pytest.mark.model

QUESTIONS = (
    "How many Russian soldiers were reported killed or wounded?",
    "What did Canada deliver to Ukraine?",
)
SERVER = """
import sys, xllamacpp
given = xllamacpp.CommonParams()
given.model.path, given.n_ctx, given.n_parallel, given.verbosity = sys.argv[1], 2048, 1, -1
given.cpuparams.n_threads = given.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(given)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def served(smollm2: Path) -> Iterator[str]:
    """An OpenAI-compatible server of its own: llama.cpp's."""
    command = [sys.executable, "-c", SERVER, str(smollm2)]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout
    yield process.stdout.readline().strip()
    process.kill()
    process.communicate(timeout=30)


def holds(found: Answer) -> None:
    assert found.status == "answered"
    for citation in found.citations:
        text = (SEEDS / citation.source).read_bytes().decode("utf-8")
        assert text[citation.start : citation.end] == citation.quote
    assert all(s.citations and s.support != "unsupported" for s in found.sentences)
    assert not any("failed" in note for note in found.notes)


def test_it_writes_in_this_process(smollm2: Path, settings: Settings) -> None:
    chosen = replace(settings, model=f"gguf:{smollm2}", model_seconds=120)
    for question, fact in zip(QUESTIONS, ("700,000", "NASAMS"), strict=True):
        found = answer(question, settings=chosen)
        holds(found)
        assert fact in found.text
        assert 0 < found.tokens["write_prompt"] <= 600


def test_it_writes_through_a_server(served: str, settings: Settings) -> None:
    chosen = replace(settings, model=f"{served}/v1#smollm2", model_seconds=120)
    found = answer(QUESTIONS[0], settings=chosen)
    holds(found)
    assert "700,000" in found.text


def test_a_real_server_holds_the_model_to_the_schema(served: str, settings: Settings) -> None:
    llm = open_llm(parse(f"{served}/v1#smollm2"), settings)
    asked = [Message("user", "Tell a long story of a dog and a cat, in the rain and in the snow.")]
    with closing(stream(llm, asked, 120, Usage(), "write", **held_to("schema", 2))) as pieces:
        first = next(text for text, _ in sentences(pieces) if text)
        assert first
        rest = list(pieces)
    assert rest, "the first sentence was read before the last was written"


def test_auto_takes_the_pulled_model(smollm2: Path, tmp_path: Path) -> None:
    from rag.models.opening import resolve

    assert str(resolve(Settings(home=smollm2.parent.parent))) == "gguf:smollm2"
    assert str(resolve(Settings(home=tmp_path))) == "quotes"


def test_a_broken_file_is_said_to_be_one(tmp_path: Path, settings: Settings) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF and nothing more")
    found = answer(QUESTIONS[0], settings=replace(settings, model=f"gguf:{broken}"))
    assert found.model == "quotes"
    assert "could not be loaded" in found.notes[0]
    with pytest.raises(ConfigError, match="no model file"):
        answer(QUESTIONS[0], settings=replace(settings, model="gguf:/nowhere/x.gguf"))
