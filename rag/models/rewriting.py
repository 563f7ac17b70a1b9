"""Follow-up questions made to stand alone by a model, where the rules only see that they do not."""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import closing

from index.errors import RagError
from rag import prompts
from rag.clock import Usage
from rag.followup import History, standalone
from rag.text.words import content_stems
from rag.writers import Waiting
from rag.writers.llm import LLMWriter

_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|her|them|his|its|their|there)\b", re.IGNORECASE)
_LONGEST = 3  # times the question's length


class ModelRewriter:
    """Rules first: a pronoun that they replace by a name is certain, and costs no time.

    Where they can only set the topic beside the question, a model may word it better. Its wording
    counts if it keeps every content word of the question and adds none that was not said.
    """

    def __init__(self, writer: LLMWriter) -> None:
        self._writer = writer

    def __call__(
        self, question: str, history: History, usage: Usage
    ) -> Generator[Waiting, None, str]:
        by_rule = standalone(question, history)
        if not history or not (_set_beside(question, by_rule) or _leans(question, by_rule)):
            return by_rule
        messages, said = prompts.rewrite(question, history), ""
        try:
            with closing(self._writer.reply(messages, usage, "understand")) as pieces:
                for piece in pieces:
                    said += piece
                    if not piece:
                        yield Waiting()
        except RagError:
            return by_rule  # the writer meets the same trouble in a moment, and tells it
        written = " ".join(said.split())
        return written if is_faithful(written, question, history) else by_rule


def _set_beside(question: str, by_rule: str) -> bool:
    return by_rule.startswith(question.rstrip(" ?") + " (") or by_rule.endswith(f": {question}")


def _leans(question: str, by_rule: str) -> bool:
    """Whether a pronoun is left that nothing before it in the question can mean."""
    return by_rule == question and bool(_PRONOUN.search(" ".join(question.split()[:4])))


def is_faithful(written: str, question: str, history: History) -> bool:
    """Whether a rewritten question asks what was asked, with nothing from outside.

    >>> is_faithful("How old is Ann Lee?", "How old is she?", [("Who is mayor?", "Ann Lee.")])
    True
    >>> is_faithful("How tall is Ann Lee?", "How old is she?", [("Who is mayor?", "Ann Lee.")])
    False
    """
    asked, wanted = set(content_stems(question)), set(content_stems(written))
    said = {stem for pair in history for text in pair for stem in content_stems(text)}
    return (
        asked <= wanted <= asked | said
        and wanted != asked
        and written.count("?") == 1
        and written.endswith("?")
        and len(written) <= 60 + _LONGEST * len(question)
        and not _PRONOUN.search(written)
    )
