"""Rows are read wherever they lie, and what is wrong with one is said with file and line."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from evals.files import Row, data_files, is_development, rows_of, sample
from index.errors import DataError


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.jsonl.gz", "rows.json"])
def test_rows_of_every_kind_of_file(tmp_path: Path, name: str) -> None:
    values = [{"n": 1}, {"n": 2}]
    lines = "\n\n".join(map(json.dumps, values)) if ".jsonl" in name else json.dumps(values)
    data = lines.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    (tmp_path / "LICENSE").write_text("not rows")
    (path,) = data_files(tmp_path)
    assert [row.values for row in rows_of(path)] == values
    assert not is_development(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"n": 1}\n{"n": ', "line 2 is not valid JSON"),
        ("[1]", "line 1 is not an object"),
    ],
    ids=["cut off", "no object"],
)
def test_a_broken_line_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(content)
    with pytest.raises(DataError, match=rf"rows\.jsonl, {message}"):
        list(rows_of(path))


def test_a_file_that_is_not_gzipped_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    path.write_text("{}")
    with pytest.raises(DataError, match=r"rows\.jsonl\.gz cannot be read"):
        list(rows_of(path))


def test_a_missing_field_is_named() -> None:
    row = Row({"answers": "one"}, "squad2/dev.jsonl, line 7")
    with pytest.raises(DataError, match=r"squad2/dev\.jsonl, line 7: 'question' is missing"):
        row.get("question", str)
    with pytest.raises(DataError, match="line 7: 'answers' is a str, where a list is needed"):
        row.texts("answers")


def test_a_sample_is_spread_over_the_whole() -> None:
    assert sample(range(10), 3) == [0, 3, 6]
    assert sample(range(3), 5) == sample(range(3), None) == [0, 1, 2]


def test_numbers_are_texts_and_lists_are_not() -> None:
    row = Row({"answers": ["one", 2], "positive": [["a"]]}, "rgb/en_int.jsonl, line 1")
    assert row.texts("answers") == ("one", "2")
    with pytest.raises(DataError, match=r"line 1: 'positive' holds a list, not text"):
        row.texts("positive")
