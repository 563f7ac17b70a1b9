"""A model inside this process: xllamacpp's own server, which speaks the OpenAI API on loopback."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from index.errors import MissingExtra, ModelError

_GGUF = b"GGUF"
_loading = Lock()


@dataclass(frozen=True, slots=True)
class Embedded:
    """A loaded model: the address of its API and the key made for it; it lives as long as this."""

    address: str
    key: str = field(repr=False)
    server: Any = field(repr=False)


def serve(path: Path, context: int) -> Embedded:
    """Load the model file, once for this process.

    Args:
        path: a GGUF file.
        context: how many tokens a prompt and its answer may have together.

    Raises:
        MissingExtra: xllamacpp is not installed.
        ModelError: the file is none that it can load.
    """
    with _loading:
        return _serve(path, context)


@lru_cache(maxsize=1)  # changing to another model frees the one before
def _serve(path: Path, context: int) -> Embedded:
    try:
        import xllamacpp
    except ImportError as error:
        raise MissingExtra("A gguf model", "gguf") from error
    with path.open("rb") as file:
        if file.read(len(_GGUF)) != _GGUF:
            raise ModelError(f"{path} is no GGUF file. Give the path of one, or run: rag pull NAME")
    key = secrets.token_urlsafe()
    try:
        server = xllamacpp.Server(_parameters(xllamacpp.CommonParams(), path, context, key))
    except Exception as error:  # whatever llama.cpp raises for a file that is cut off or too new
        raise ModelError(
            f"{path.name} could not be loaded. Pull it again, or free some memory."
        ) from error
    return Embedded(f"{server.listening_address}/v1", key, server)


def _parameters(given: Any, path: Path, context: int, key: str) -> Any:  # noqa: ANN401
    given.model.path = str(path)
    given.n_ctx = context
    given.n_parallel = 1
    given.api_keys = [key]  # other programs on this machine are not to use it
    given.cache_ram_mib = 0
    given.verbosity = -1
    # llama.cpp's threads wait for each other: one for each core shared with another program made
    # it 20 times slower (2 cores, both busy, 2026-11), half the cores did not.
    for threads in (given.cpuparams, given.cpuparams_batch):
        threads.n_threads = max(1, (os.cpu_count() or 1) // 2)
    return given
