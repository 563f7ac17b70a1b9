"""Files that may hold many articles, a record each: JSON, JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from index.reading.encoding import clean, decode
from index.reading.errors import ReadError
from index.reading.fields import field_key, field_of, metadata_of
from index.reading.types import MAX_BYTES, Found


def read_json(data: bytes) -> Iterable[Found]:
    """One article, a list of them, or an object that holds such a list."""
    text = decode(data)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        first = text.strip().partition("\n")[0]
        if first.endswith("}") and _json_object(first):  # JSON lines under the wrong name
            return _json_lines(text)
        raise ReadError(f"The file isn't valid JSON ({_where(error)}).", "broken") from error
    if isinstance(content, Mapping) and field_of(content, "text") is None:
        lists = (content.get(name) for name in ("articles", "items", "data", "results"))
        content = next((value for value in lists if isinstance(value, list)), content)
    if isinstance(content, list):
        return [_record(value, number) for number, value in enumerate(content, start=1)]
    found = _record(content, None)
    if found.broken:
        raise ReadError(f"The file {found.broken}.", "no-text")
    return [found]


def read_jsonl(data: bytes) -> Iterable[Found]:
    """One article a line; a record's number is the number of its line."""
    return _json_lines(decode(data))


def _json_lines(text: str) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Found("", number=number, broken=f"isn't valid JSON ({_where(error)})")
        else:
            yield _record(value, number)


def _json_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), Mapping)
    except (ValueError, RecursionError):
        return False


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg}, line {error.lineno} column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a number is too long"


def read_csv(data: bytes) -> Iterable[Found]:
    """One article a row under a row of field names; commas, semicolons or tabs between them."""
    text = decode(data)
    # A module-wide setting, and the only one there is: a body may be longer than csv's 128 KiB.
    csv.field_size_limit(MAX_BYTES)
    text = text.lstrip("\r\n")
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        names = {field_key(name or "") for name in rows.fieldnames or ()}
    except csv.Error as error:
        raise ReadError(f"The file isn't valid CSV ({error}).", "broken") from error
    if field_of(dict.fromkeys(names, "x"), "text") is None:
        raise ReadError(
            "No column holds the text; name one text, body, content, article or full_text.",
            "no-text",
        )
    return _rows(rows)


def _rows(rows: Iterator[dict[str | Any, str | Any]]) -> Iterator[Found]:
    number = 0
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Found("", number=number, broken=f"isn't valid CSV ({error})")
        else:
            yield _record(row, number)


def _record(value: object, number: int | None) -> Found:
    """The article in a record; a list of strings as its text is one paragraph a string."""
    if not isinstance(value, Mapping):
        return Found("", number=number, broken="is not an object with named fields")
    text = field_of(value, "text")
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        text = "\n".join(text)
    if not isinstance(text, str) or not text.strip():
        return Found("", number=number, broken="has no text (text, body, content, article)")
    says = metadata_of(value)
    return Found(clean(text), says, number)
