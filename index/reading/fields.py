"""The names under which records, front matter and "Key: value" lines state things."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from index.reading.dates import parse_date
from index.reading.types import Metadata

_NAMES = {
    "title": ("title", "headline"),
    "published": (
        "date", "published", "publishedat", "publishdate", "pubdate", "datetime",
        "datepublished", "publicationdate", "publisheddate",
    ),
    "outlet": ("source", "outlet", "publisher", "site", "sitename", "publication"),
    "url": ("url", "link"),
    "author": ("author", "authors", "byline", "by"),
    "text": ("text", "body", "fulltext", "content", "article"),
}  # fmt: skip
METADATA_KEYS = frozenset(key for what, keys in _NAMES.items() if what != "text" for key in keys)
"""The names, as :func:`field_key` gives them, of everything but the text."""


def field_key(name: str) -> str:
    """The form in which field names are compared: ``Published At``, ``published_at`` → one key."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def field_of(record: Mapping[str, object], what: str) -> object | None:
    """The first value of ``record`` under one of the usual names for ``what`` that isn't empty."""
    by_key: dict[str, object] = {}
    for name, value in record.items():
        if value not in (None, "", [], {}):
            by_key.setdefault(field_key(str(name)), value)
    return next((by_key[name] for name in _NAMES[what] if name in by_key), None)


def metadata_of(record: Mapping[str, object]) -> Metadata:
    """The metadata a record states under the usual names; values of odd shape are left out."""
    outlet, url = _flat(field_of(record, "outlet")), _flat(field_of(record, "url"))
    if outlet and "://" in outlet:
        outlet, url = None, url or outlet
    return Metadata(
        title=_flat(field_of(record, "title")),
        published=_as_date(field_of(record, "published")),
        outlet=outlet,
        url=url,
        author=_author(_flat(field_of(record, "author"))),
    )


def _flat(value: object) -> str | None:
    """A name as one line: a string, the ``name`` of an object, or a list of either."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list | tuple):
        value = ", ".join(name for name in map(_flat, value) if name)
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _author(value: str | None) -> str | None:
    return re.sub(r"^by\s+", "", value, flags=re.IGNORECASE) or None if value else None


def _as_date(value: object) -> date | None:
    if isinstance(value, int) and not isinstance(value, bool):
        if 1900_01_01 <= value <= 2099_12_31:
            return parse_date(str(value))
        seconds = value / 1000 if value > 10**11 else value  # milliseconds, as JavaScript counts
        # From 1990 on: a smaller number is more likely an identifier or a bare year.
        if 631_152_000 <= seconds < 4_102_444_800:
            return datetime.fromtimestamp(seconds, UTC).date()
        return None
    return parse_date(value) if isinstance(value, str) else None
