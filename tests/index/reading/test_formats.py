"""The table of extensions."""

from __future__ import annotations

from pathlib import Path

from index.reading.formats import READERS


def test_every_reader_is_for_an_extension_in_lower_case() -> None:
    assert all(suffix == Path(f"a{suffix}").suffix.lower() for suffix in READERS)
