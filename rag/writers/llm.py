"""The `llm` writer: a language model drafts from the evidence alone, and cites as it goes."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from itertools import chain, zip_longest
from typing import Any

from index.errors import FormRefused, ModelError, RagError
from rag import prompts
from rag.clock import Usage
from rag.models.drafting import sentences
from rag.models.reply import stream, told
from rag.writers import Ask, Draft, Drafts, Waiting
from rag.writers.quotes import quote

EVIDENCE = 5
"""At most so many news sentences are put before the model."""

MOST_DRAFTS = 8
"""A model that writes more sentences than this is stopped; it was asked for three."""


class LLMWriter:
    """Drafts with any llama-index LLM. The model is opened when it first has something to write.

    Args:
        open_llm: gives the LLM; a new one each time, unless it is ``shared`` with others.
        form: how a draft is asked for. A server that fails at a schema is asked once more without;
            where that helps, it is asked for no schema again.
    """

    def __init__(
        self,
        name: str,
        open_llm: Callable[[], Any],
        *,
        seconds: float = 60.0,
        prompt_tokens: int = 600,
        form: prompts.Form = "marks",
        shared: bool = False,
    ) -> None:
        self.name = name
        self._open = open_llm
        self._seconds = seconds
        self._prompt_tokens = prompt_tokens
        self._form = form
        self._shared = shared

    def write(self, asks: Sequence[Ask], usage: Usage | None = None) -> Drafts:
        """Drafted sentences, each with all the evidence that was before the model.

        Raises:
            ModelError: the model failed; what it drafted before counts.
        """
        started, counts = time.monotonic(), usage or Usage()
        try:
            yield from self._write(asks, counts, self._form, self._seconds)
        except FormRefused:
            left = self._seconds - (time.monotonic() - started)
            if self._form != "schema" or left < 1:
                raise
            yield from self._write(asks, counts, "marks", left)
            self._form = "marks"

    def _write(
        self, asks: Sequence[Ask], usage: Usage, form: prompts.Form, seconds: float
    ) -> Drafts:
        question = " ".join(ask.question.text for ask in asks)
        offered = _offer(asks)
        evidence = [(q.text, q.evidence[0]) for q in offered]
        messages = prompts.answer(question, evidence, self._prompt_tokens, form)
        offered = offered[: prompts.shown(messages)]
        held = prompts.held_to(form, len(offered))
        drafted = 0
        with closing(self.reply(messages, usage, "write", seconds, **held)) as pieces:
            for text, numbers in sentences(pieces):
                if not text:
                    yield Waiting()
                    continue
                drafted += 1
                cited = [offered[n - 1].evidence[0] for n in numbers if 0 < n <= len(offered)]
                yield Draft(text, tuple(cited), offered=offered)
                if drafted == MOST_DRAFTS:
                    return
        if not drafted:
            raise FormRefused("it wrote no sentence")

    def reply(
        self,
        messages: Sequence[prompts.Message],
        usage: Usage,
        stage: str,
        seconds: float | None = None,
        **extra: Any,  # noqa: ANN401
    ) -> Generator[str, None, None]:
        """What the model writes, piece by piece, in bounded time.

        Raises:
            ModelError: the model failed.
        """
        within = self._seconds if seconds is None else seconds
        said = stream(self.open(), messages, within, usage, stage, own=not self._shared, **extra)
        with closing(said):
            yield from said

    def open(self) -> Any:  # noqa: ANN401 - llama-index is untyped
        """The model; one inside this process is loaded once.

        Raises:
            RagError: it cannot be opened; the message says what to do next.
        """
        try:
            return self._open()
        except RagError:
            raise
        except Exception as error:  # a client library may raise anything
            raise ModelError(told(error)) from error


def _offer(asks: Sequence[Ask]) -> tuple[Draft, ...]:
    """The best evidence of every ask in turn, each as the `quotes` writer would give it."""
    in_turn = zip_longest(*([(ask, c) for c in ask.candidates] for ask in asks))
    offered: dict[str, Draft] = {}
    for ask, candidate in (pair for pair in chain.from_iterable(in_turn) if pair):
        if len(offered) == EVIDENCE:
            break
        given = quote(ask, candidate)
        offered.setdefault(given.text, given)
    return tuple(offered.values())
