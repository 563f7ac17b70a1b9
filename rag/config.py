"""Settings: defaults, then `rag.toml`, then the environment, then arguments.

Nothing else in the project reads the environment.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from index.errors import ConfigError

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
"""The sample corpus, used when nothing else is named and nothing is indexed yet."""

CONFIG_FILE = "rag.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """How a pipeline is put together. Each field can also be set as ``RAG_<FIELD>`` in the
    environment or as ``field = value`` in a `rag.toml` in the working directory.
    """

    model: str = "auto"
    """Who writes the answer: `quotes` (the articles' own sentences, no language model). `auto`
    takes the best there is, which today is `quotes`."""

    home: Path = Path(".rag")
    """Where the index lives."""

    corpus: Path | None = None
    """A folder or file of articles. Unset: whatever is indexed, or the sample articles if nothing
    is."""

    embedder: str = "packaged"
    """`packaged`, the folder or name of any sentence-transformers model, or `words` (no model)."""

    chroma: str = ""
    """`host:port` of a Chroma server; empty: Chroma inside this process."""

    passages: int = 10
    """How many passages are read for an answer."""

    max_sentences: int = 3
    """An answer has at most this many sentences."""

    def __post_init__(self) -> None:
        for name in ("passages", "max_sentences"):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name} must be at least 1. Change it or leave it unset.")

    @classmethod
    def load(cls, **overrides: Any) -> Settings:  # noqa: ANN401 - each field has its own type
        """Defaults, `rag.toml`, environment and ``overrides`` (None counts as not given).

        Raises:
            ConfigError: an unknown name or a value that does not fit.
        """
        values = {**_from_file(Path(CONFIG_FILE)), **_from_environment(os.environ)}
        values.update({k: v for k, v in overrides.items() if v is not None})
        return replace(cls(), **{k: _convert(k, v) for k, v in values.items()})


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} is not valid TOML ({error}). Mend that line.") from error
    known = {f.name for f in fields(Settings)}
    if unknown := sorted(values.keys() - known):
        names = ", ".join(sorted(known))
        raise ConfigError(f"{path} sets {', '.join(unknown)}, which is unknown. Known: {names}.")
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    names = {f"RAG_{f.name.upper()}": f.name for f in fields(Settings)}
    return {field: environment[key] for key, field in names.items() if environment.get(key)}


def _convert(name: str, value: Any) -> Any:  # noqa: ANN401
    try:
        if name in ("home", "corpus"):
            return Path(value).expanduser()
        if name in ("passages", "max_sentences"):
            return int(value)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{name} cannot be {value!r}. Give a number or a path.") from error
    return str(value)
