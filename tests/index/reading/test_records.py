"""JSON, JSON lines and CSV: one article a record, and what is wrong with the others."""

from __future__ import annotations

import json
from datetime import date

import pytest

from index.reading.errors import ReadError
from index.reading.records import read_csv, read_json, read_jsonl
from index.reading.types import Found, Metadata

ONE = {"title": "A", "date": "2024-12-04", "source": "Reuters", "url": "u", "text": "They met."}
ONE = {"title": "A", "date": "2024-12-04", "source": "Reuters", "url": "u", "text": "They met."}
SAYS = Metadata("A", date(2024, 12, 4), "Reuters", "u")


@pytest.mark.parametrize("wrap", ["articles", "items", "data", "results", None])
def test_a_list_of_articles_in_json(wrap: str | None) -> None:
    records = [ONE, {"title": "no text"}, 7, {"Full Text": "They left."}]
    content = {wrap: records, "total": 4} if wrap else records
    assert list(read_json(json.dumps(content).encode())) == [
        Found("They met.", SAYS, 1),
        Found("", number=2, broken="has no text (text, body, content, article)"),
        Found("", number=3, broken="is not an object with named fields"),
        Found("They left.", Metadata(), 4),
    ]


def test_one_article_in_json_has_no_number() -> None:
    assert list(read_json(json.dumps(ONE).encode())) == [Found("They met.", SAYS)]
    several = json.dumps({"body": ["They met.", "They left."]}).encode("utf-8-sig")
    assert list(read_json(several)) == [Found("They met.\nThey left.")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "The file isn't valid JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"{}", "The file has no text"),
        (b"7", "The file is not an object"),
    ],
)
def test_json_without_articles(data: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        read_json(data)


def test_a_broken_line_does_not_cost_the_others() -> None:
    data = json.dumps(ONE) + "\n\n{broken\r\n" + json.dumps({"text": "Lone \ud800."}) + "\n"
    reason = "isn't valid JSON (Expecting property name enclosed in double quotes, line 1 column 2)"
    expected = [
        Found("They met.", SAYS, 1),
        Found("", number=3, broken=reason),
        Found("Lone \ufffd.", number=4),
    ]
    assert list(read_jsonl(data.encode())) == expected
    assert list(read_json(data.encode())) == expected  # under the wrong name


@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_a_table_of_articles(comma: str) -> None:
    rows = [
        ["Title", "Published At", "Outlet", "Link", "Body"],
        ["A", "2024-12-04", "Reuters", "u", '"They\r\nmet, ""all""; of\tthem."'],
        ["B", "", "", "", ""],
        ["C", "04/12/2024", "", "", "They left.", "one too many"],
    ]
    data = "\r\n".join(comma.join(row) for row in rows).encode("utf-8-sig")
    assert list(read_csv(data)) == [
        Found('They\r\nmet, "all"; of\tthem.', SAYS, 1),
        Found("", number=2, broken="has no text (text, body, content, article)"),
        Found("They left.", Metadata("C"), 3),
    ]


def test_a_long_body_fits_in_a_table() -> None:
    body = "They met. " * 20_000
    assert list(read_csv(f"title,text\nA,{body}".encode())) == [Found(body, Metadata("A"), 1)]


def test_a_table_without_a_text_column_says_which_names_are_known() -> None:
    with pytest.raises(ReadError, match="name one text, body, content, article or full_text"):
        read_csv(b"title,when\nA,B")
