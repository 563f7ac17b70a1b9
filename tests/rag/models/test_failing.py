"""Whatever a model's server does: an answer in bounded time, proven, and a plain word about it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag import Answer, Settings, answer, stream_answer
from rag.compose import open_pipeline
from rag.errors import ConfigError, MissingExtra, ModelError
from rag.models.names import parse
from rag.models.opening import open_llm
from rag.models.reply import told
from rag.pipeline import Pipeline, Proven
from rag.writers import Waiting
from rag.writers.llm import LLMWriter
from tests.rag.models.hostile import Hostile

pytestmark = pytest.mark.model


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """What is timed here is the model's server, not Python's imports."""
    import llama_index.llms.openai_like

    assert llama_index.llms.openai_like


QUESTION = "How many Russian soldiers were reported killed or wounded?"
TRUE = (
    "Mark Rutte highlighted that the Russian military has suffered significant losses, with 700,000 "
    "soldiers reported killed or wounded since the war began."
)
HISTORY = [("Who is the Secretary General of NATO?", "Mark Rutte is. [1]")]
SECONDS = 3.0


def asked(hostile: Hostile, settings: Settings, question: str = QUESTION) -> Answer:
    chosen = replace(settings, model=hostile.name, model_seconds=SECONDS)
    started = time.monotonic()
    found = answer(question, settings=chosen)
    assert time.monotonic() - started < SECONDS + 12  # finding and reading, on a busy machine
    return found


@pytest.mark.parametrize(
    ("behaves", "statuses", "complaint", "note"),
    [
        ("hang", [], "", "was not done after 3 seconds"),
        ("slow", [], "", "was not done after 3 seconds"),
        ("endless", [], "", "did not stop writing"),
        ("garbage", [], "", "it "),
        ("empty", [], "", "it wrote no sentence"),
        ("cut off", [], "", "its reply was cut off"),
        ("well", [401], "Incorrect API key: sk-secret", "refused the key"),
        ("well", [404], "no such model", "does not have this model"),
        ("well", [429, 429, 429], "slow down", "its limit is used up"),
        ("well", [500] * 6, "oops", "an error of its own (500)"),
        ("well", [400, 400], "context length exceeded", "the prompt is too long"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_quotes_stand_in_visibly(
    behaves: str, statuses: list[int], complaint: str, note: str,
    hostile: Hostile, settings: Settings,
) -> None:  # fmt: skip
    hostile.behaves, hostile.statuses, hostile.complaint = behaves, statuses, complaint
    found = asked(hostile, settings)
    by_quotes = answer(QUESTION, settings=replace(settings, model="quotes"))
    assert (found.status, found.text) == (by_quotes.status, by_quotes.text)
    assert found.model == "quotes"
    assert any(note in said and "stand in" in said for said in found.notes), found.notes
    assert "sk-secret" not in str(found.to_dict())


def test_nobody_there(settings: Settings) -> None:
    chosen = replace(settings, model="http://127.0.0.1:9/v1#m")
    found = answer(QUESTION, settings=chosen)
    assert found.status == "answered"
    assert "cannot be reached (is it running?)" in found.notes[0]


@pytest.mark.parametrize("statuses", [[429], [500, 503]], ids=["429", "500 and 503"])
def test_it_is_asked_again_where_that_helps(
    statuses: list[int], hostile: Hostile, settings: Settings
) -> None:
    hostile.statuses, hostile.says = list(statuses), [TRUE, " [1]"]
    found = asked(hostile, settings)
    assert len(hostile.asked) == len(statuses) + 1
    assert found.notes == ()


def test_what_was_proven_before_it_broke_off_stays(hostile: Hostile, settings: Settings) -> None:
    hostile.behaves, hostile.says = "slow", [TRUE, " [1] And then "]
    found = asked(hostile, settings)
    assert found.sentences[0].text == TRUE
    assert (found.model, found.sentences[0].support) == (hostile.name, "supported")
    assert "It broke off." in found.notes[0]


def test_the_first_sentence_does_not_wait_for_the_last(
    hostile: Hostile, settings: Settings
) -> None:
    hostile.behaves, hostile.says = "slow", [TRUE, " [1] And then "]
    chosen = replace(settings, model=hostile.name, model_seconds=20)
    events = stream_answer(QUESTION, settings=chosen)
    first = next(e for e in events if isinstance(e, Proven))
    assert first.sentence.text == TRUE
    assert not hostile.hung_up.is_set()
    events.close()  # type: ignore[attr-defined]
    assert hostile.hung_up.wait(10), "closing the answer stops the model"


@pytest.mark.parametrize(
    ("behaves", "history"),
    [("hang", ()), ("slow", ()), ("hang", HISTORY), ("slow", HISTORY)],
    ids=["silent", "thinking", "silent, rewriting", "thinking, rewriting"],
)
def test_a_model_can_be_stopped_before_its_first_sentence(
    behaves: str, history: Sequence[tuple[str, str]], hostile: Hostile, settings: Settings
) -> None:
    hostile.behaves = behaves
    chosen = replace(settings, model=hostile.name)
    question = "And in Georgia?" if history else QUESTION
    events = stream_answer(question, history=history, settings=chosen)
    assert next(e for e in events if isinstance(e, Waiting) and hostile.asked)
    started = time.monotonic()
    events.close()  # type: ignore[attr-defined]
    assert hostile.hung_up.wait(10)
    assert time.monotonic() - started < 5


def test_an_llm_object_that_says_nothing_is_left(hostile: Hostile, settings: Settings) -> None:
    llm = open_llm(parse(hostile.name), replace(settings, model_seconds=2))
    hostile.behaves = "hang"
    events = stream_answer(QUESTION, settings=replace(settings, model=llm))
    assert next(e for e in events if isinstance(e, Waiting) and hostile.asked)
    started = time.monotonic()
    events.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 1
    assert hostile.hung_up.wait(10), "after its own time limit"


def test_without_evidence_the_model_is_never_asked(hostile: Hostile, settings: Settings) -> None:
    found = asked(hostile, settings, "Who manufactures the Oreshnik missile?")
    assert (found.status, hostile.asked, found.tokens) == ("not_in_articles", [], {})


def test_keys_go_to_the_server_and_nowhere_else(
    hostile: Hostile, settings: Settings, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    monkeypatch.setenv("RAG_API_KEY", "sk-very-secret")
    hostile.says = [TRUE, " [1]"]
    caplog.set_level("DEBUG")
    chosen = replace(settings, model=hostile.name, model_seconds=9.5)
    found = answer(QUESTION, settings=chosen)
    assert hostile.keys == ["Bearer sk-very-secret"]
    assert "sk-very" not in f"{found!r} {found.to_dict()} {chosen!r} {caplog.text}"


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("openai:gpt-4o", "OPENAI_API_KEY"),
        ("anthropic:claude", "ANTHROPIC_API_KEY"),
        ("gguf:smollm2", "rag pull smollm2"),
        (42, "must be a name or a llama-index LLM"),
    ],
    ids=["no key", "no key either", "not pulled", "no name"],
)
def test_what_is_not_set_up_is_an_error_at_once(
    model: object, message: str, settings: Settings
) -> None:
    with pytest.raises(ConfigError, match=message):
        answer(QUESTION, settings=replace(settings, model=model))


def test_a_missing_package_names_its_extra(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rag.models import opening

    monkeypatch.setattr(opening, "find_spec", lambda _: None)
    with pytest.raises(MissingExtra, match=r"news-rag\[anthropic\]"):
        answer(QUESTION, settings=replace(settings, model="anthropic:claude"))


def test_warming_opens_the_model_though_nothing_is_to_be_written(fast: Settings) -> None:
    opened: list[str] = []

    def refusing() -> None:
        opened.append("asked")
        raise ModelError("It is gone.")

    good = open_pipeline(replace(fast, model="quotes"))
    writer, parts = LLMWriter("gone", refusing), (good.index, good.retriever, good.reader)
    Pipeline(*parts, writer, good.verifier, good.passages, good.writer).warm()
    assert opened


def test_any_failure_has_words_of_ours() -> None:
    class WeirdError(Exception):
        status_code = 418

    assert told(WeirdError("key sk-1")) == "its server gave error 418"
    assert told(ValueError("key sk-1")) == "it failed (ValueError)"
