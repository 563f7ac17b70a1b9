"""The one string that names a model, taken apart by its prefix and never guessed from inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from index.errors import ConfigError

Kind = Literal["auto", "quotes", "gguf", "ollama", "openai", "anthropic", "http"]

FORMS = (
    "auto, quotes, gguf:NAME or gguf:PATH, ollama:MODEL, openai:MODEL, anthropic:MODEL, "
    "http://HOST:PORT/v1#MODEL"
)
_PREFIXED: tuple[Kind, ...] = ("gguf", "ollama", "openai", "anthropic")
_ADDRESS = re.compile(r"https?://(?P<host>[^/#\s]+)[^#\s]*")


@dataclass(frozen=True, slots=True)
class ModelName:
    """A kind of model, the model's own name, and for ``http`` the address of its server.

    ``keyless``: the server at the address is told no key, as whoever named it need not own the key.
    """

    kind: Kind
    name: str = ""
    address: str = ""
    keyless: bool = field(default=False, repr=False)

    @property
    def writes(self) -> bool:
        """Whether it is a language model."""
        return self.kind not in ("auto", "quotes")

    def __str__(self) -> str:
        if self.kind == "http":
            return f"{self.address}#{self.name}"
        return f"{self.kind}:{self.name}" if self.name else self.kind


def parse(text: str) -> ModelName:
    """Read the string that names a model.

    >>> parse("ollama:llama3.2:3b")
    ModelName(kind='ollama', name='llama3.2:3b', address='')

    Raises:
        ConfigError: it has none of the known forms.
    """
    wanted = text.strip()
    if wanted == "auto" or wanted == "quotes":
        return ModelName("auto" if wanted == "auto" else "quotes")
    if wanted.startswith(("http://", "https://")):
        return _server(wanted)
    prefix, colon, name = wanted.partition(":")
    for kind in _PREFIXED:
        if colon and prefix == kind and name.strip():
            return ModelName(kind, name.strip())
    raise ConfigError(f"There is no model {text!r}. Use one of: {FORMS}.")


def _server(text: str) -> ModelName:
    address, _, name = text.partition("#")
    match = _ADDRESS.fullmatch(address)
    if match and "@" in match["host"]:
        raise ConfigError(
            "A model's address must not hold a password. Set the key as RAG_API_KEY instead."
        )
    if not match or not name.strip():
        raise ConfigError(
            f"{text!r} names no model on a server. Write it as http://HOST:PORT/v1#MODEL."
        )
    return ModelName("http", name.strip(), address.rstrip("/"))
