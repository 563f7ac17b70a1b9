"""The bytes of a weight file, held against the SHA-256 that stands beside it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.errors import ConfigError


def read_whole(file: Path) -> bytes:
    """The file's bytes; one without ``NAME.sha256`` beside it is taken as it is.

    Raises:
        ConfigError: its SHA-256 is another than the one beside it.
    """
    data = file.read_bytes()
    note = file.with_suffix(".sha256")
    if note.is_file():
        known = note.read_text(encoding="utf-8").split()[0]
        if hashlib.sha256(data).hexdigest() != known:
            raise ConfigError(
                f"{file} is damaged: its SHA-256 is not the one in {note.name}. "
                "Install the package again."
            )
    return data
