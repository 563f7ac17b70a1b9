"""Settings: defaults, then `rag.toml`, then the environment, then arguments.

Nothing else in the project reads the environment.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.errors import ConfigError

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
"""The sample corpus, used when nothing else is named and nothing is indexed yet."""

CONFIG_FILE = "rag.toml"

_LOOPBACK = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}

_LEAST = {"passages": 1, "max_sentences": 1, "model_seconds": 1, "prompt_tokens": 300}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a pipeline is put together. Each field can also be set as ``RAG_<FIELD>`` in the
    environment or as ``field = value`` in a `rag.toml` in the working directory. None counts as
    not given.
    """

    model: Any = field(default="auto", hash=False)
    """Who writes the answer: `quotes` (the articles' own sentences, no language model), `gguf:NAME`
    or `gguf:PATH`, `ollama:MODEL`, `openai:MODEL`, `anthropic:MODEL`, `http://HOST:PORT/v1#MODEL`,
    or any llama-index LLM. `auto`: a model pulled into ``home`` if there is one, else `quotes`."""

    model_seconds: float = 60.0
    """A model that has not finished by then is stopped; what it had proven stays."""

    prompt_tokens: int = 600
    """About how long a prompt may be, instructions and evidence together."""

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
        for field_ in fields(self):
            given = getattr(self, field_.name)
            value = field_.default if given is None else _convert(field_.name, given)
            object.__setattr__(self, field_.name, value)  # frozen, but not made yet
        for name, least in _LEAST.items():
            if not getattr(self, name) >= least:  # so written, NaN is refused too
                raise ConfigError(f"{name} must be at least {least}. Change it or leave it unset.")

    def __repr__(self) -> str:
        """Without the inside of an LLM object, which may hold a key."""
        values = ((f.name, getattr(self, f.name)) for f in fields(self))
        shown = (f"{name}={_plain(value)}" for name, value in values)
        return f"Settings({', '.join(shown)})"

    @classmethod
    def load(cls, **overrides: Any) -> Settings:  # noqa: ANN401 - each field has its own type
        """Defaults, `rag.toml`, environment and ``overrides`` (None counts as not given).

        Raises:
            ConfigError: an unknown name or a value that does not fit.
        """
        values = {**_from_file(Path(CONFIG_FILE)), **_from_environment(os.environ)}
        values.update({k: v for k, v in overrides.items() if v is not None})
        return cls(**values)


def secret(name: str) -> str | None:
    """A key from the environment; only handed to the client that sends it."""
    return os.environ.get(name) or None


def address(name: str, default: str) -> str:
    """The address of a model's server, as its own tools read it from the environment.

    Without a scheme it has the default's port, and where a server listens on every address it is
    asked at loopback, as Ollama's own client does with OLLAMA_HOST.

    Raises:
        ConfigError: it is none.
    """
    given = (os.environ.get(name) or default).strip().rstrip("/")
    _, separator, _ = given.partition("://")
    try:
        parts = urlsplit(given if separator else f"http://{given}")
        port = parts.port or (None if separator else urlsplit(default).port)
    except ValueError as error:
        raise ConfigError(f"{name} is not an address. Write it as HOST:PORT.") from error
    user, at, _ = parts.netloc.rpartition("@")
    host = _LOOPBACK.get(parts.hostname or "", parts.hostname)
    host = f"[{host}]" if host and ":" in host else host
    return parts._replace(netloc=f"{user}{at}{host}{f':{port}' if port else ''}").geturl()


def _plain(value: object) -> str:
    return (
        repr(value) if isinstance(value, str | int | float | Path | None) else type(value).__name__
    )


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
    return {name: environment[key] for key, name in names.items() if environment.get(key)}


def _convert(name: str, value: Any) -> Any:  # noqa: ANN401
    try:
        if name in ("home", "corpus"):
            return Path(value).expanduser()
        if name in ("passages", "max_sentences", "prompt_tokens"):
            return int(value)
        if name == "model_seconds":
            return float(value)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{name} cannot be {value!r}. Give a number or a path.") from error
    return value if name == "model" else str(value)
