"""The rows of a benchmark's folder: JSON lines, plain or gzipped, and lists in JSON files."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from index.errors import DataError

T = TypeVar("T")

SUFFIXES = (".jsonl", ".jsonl.gz", ".json")

DEVELOPMENT = frozenset(
    (
        "590c035e4c0d1c1d5e37e4afd0c584fec57ad2640cc8da55f1c714c5ca1bd3a5",  # RealTimeQA 2025
        "99dc1d63fb57bbfa7b218bf86c04afda75bcb5beeac507e43d4d31e7256b40bd",  # RGB, even rows
        "d0f63efc1b143e441af5a85a3ca4584d4afbea3ff581821c52a13990d9cc4cdd",  # RAMDocs, even rows
        "28163849a455d1fec486d2370ee43aee6fff94ddcb08b32d8ff502de2bf8d485",  # SQuAD2, half of dev
    )
)
"""SHA-256 of the files of questions (uncompressed) that the product's weights or thresholds were set
on, or that were looked at while it was made. Other rows of the same sets are not development data."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file, and where it stands."""

    values: Mapping[str, Any]
    where: str

    def get(self, name: str, kind: type[T]) -> T:
        """The field ``name``.

        Raises:
            DataError: it is not there, or of another kind; file and line are named.
        """
        value = self.values.get(name)
        if not isinstance(value, kind):
            has = "is missing" if value is None else f"is a {type(value).__name__}"
            raise DataError(
                f"{self.where}: {name!r} {has}, where a {kind.__name__} is needed. Mend that row."
            )
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """The strings in the field ``name``, which is a list of them; numbers become strings."""
        values = self.get(name, list)
        if odd := [v for v in values if not isinstance(v, str | int | float)]:
            kind = type(odd[0]).__name__
            raise DataError(f"{self.where}: {name!r} holds a {kind}, not text. Mend that row.")
        return tuple(map(str, values))

    def rows(self, name: str) -> tuple[Row, ...]:
        """The objects in the field ``name``, which is a list of them."""
        return tuple(_row(v, f"{self.where}, {name}") for v in self.get(name, list))


def require(rows: Iterable[Row], **fields: type) -> None:
    """Look before the work is done whether every row has these fields.

    Raises:
        DataError: one has not.
    """
    for row in rows:
        for name, kind in fields.items():
            row.get(name, kind)


def data_files(folder: Path) -> list[Path]:
    """The files in ``folder`` that hold rows, by name."""
    return sorted(p for p in folder.glob("*") if p.is_file() and p.name.endswith(SUFFIXES))


def rows_of(path: Path) -> Iterator[Row]:
    """Every row of a file.

    Raises:
        DataError: the file cannot be read, or a line of it is not a JSON object.
    """
    lines = _bytes(path).splitlines()
    if path.suffix == ".json":
        content = _parsed(b"\n".join(lines), path.name)
        for number, value in enumerate(content if isinstance(content, list) else [content], 1):
            yield _row(value, f"{path.parent.name}/{path.name}, record {number}")
        return
    for number, line in enumerate(lines, start=1):
        if line.strip():
            where = f"{path.parent.name}/{path.name}, line {number}"
            yield _row(_parsed(line, where), where)


def is_development(path: Path) -> bool:
    """Whether the file's rows were seen while the product was made."""
    return hashlib.sha256(_bytes(path)).hexdigest() in DEVELOPMENT


def sample(items: Sequence[T], limit: int | None) -> list[T]:
    """``limit`` of the items, evenly spaced, so that they come from the whole of the set."""
    if limit is None or limit >= len(items):
        return list(items)
    return [items[number * len(items) // limit] for number in range(limit)]


def _bytes(path: Path) -> bytes:
    try:
        return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    except (OSError, EOFError) as error:
        raise DataError(f"{path} cannot be read ({error}). Copy the file again.") from error


def _parsed(text: bytes, where: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise DataError(f"{where} is not valid JSON ({error}). Mend that line.") from error


def _row(value: object, where: str) -> Row:
    if not isinstance(value, dict):
        raise DataError(f"{where} is not an object with named fields. Mend that row.")
    return Row(value, where)
