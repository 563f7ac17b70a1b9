"""What callers hand in, checked before anything is loaded: a wrong type is told in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from reprlib import repr as shortened
from typing import TYPE_CHECKING

from index.errors import ConfigError, CorpusError, QuestionError
from rag.config import Settings

if TYPE_CHECKING:
    from rag.followup import History


def question(given: object) -> str:
    """The question, which must be text."""
    if not isinstance(given, str):
        raise QuestionError(f"The question is {shortened(given)}, no text. Ask in plain words.")
    return given


def history(given: object) -> History:
    """Earlier turns: pairs of a question and the text of its answer."""
    turns = list(given) if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    pairs = [tuple(turn) if isinstance(turn, tuple | list) else () for turn in turns]
    if not all(len(pair) == 2 and all(isinstance(t, str) for t in pair) for pair in pairs):
        raise QuestionError(
            "The history is no list of (question, answer text) pairs. Give one, oldest turn first."
        )
    return pairs


def day(given: object) -> date | None:
    """A day: a date, or one written as 2024-12-03; None is none."""
    if isinstance(given, datetime):
        return given.date()
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise QuestionError(f"{shortened(given)} is no day. Write it as 2024-12-03.") from error


def patterns(given: object) -> tuple[str, ...] | None:
    """Glob patterns of paths; one alone may stand for a list of one, None admits every path."""
    if given is None:
        return None
    found = tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
    if not all(isinstance(pattern, str) for pattern in found):
        raise QuestionError(
            f"sources is {shortened(given)}, no list of patterns. Give some such as 'bbc/*'."
        )
    return found


def paths(given: object) -> list[Path]:
    """Files and folders; one alone may stand for a list of one."""
    several = isinstance(given, Iterable) and not isinstance(given, str | PathLike)
    try:
        return [Path(path) for path in (given if several else [given])]  # type: ignore[attr-defined]
    except TypeError as error:
        message = f"{shortened(given)} names no files. Give paths of files or folders."
        raise CorpusError(message) from error


def settings(given: object) -> Settings:
    """The settings; None: those of `rag.toml` and the environment."""
    if given is None:
        return Settings.load()
    if not isinstance(given, Settings):
        raise ConfigError(
            f"settings is {shortened(given)}, no Settings. Write Settings(model=…, home=…)."
        )
    return given
