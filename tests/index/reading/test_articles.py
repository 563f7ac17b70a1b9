"""Reading a file: whole articles, and a clear problem for everything else."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import fill

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.reading import Problem, ReadResult, SourceFile, discover, read_file
from index.reading.articles import article_id
from index.reading.formats import READERS
from index.types import Article, Span

SEEDS = Path(__file__).parents[2] / "seeds"
BODY = "Ministers from many countries met in the city on Tuesday to talk about aid for the region."


def text_file(folder: Path) -> Path:
    (folder / "a.txt").write_text(BODY)
    return folder / "a.txt"


def read(folder: Path, name: str, content: str | bytes, *, named: bool = False) -> ReadResult:
    data = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(data)
    return read_file(SourceFile(name, folder / name, named))


@pytest.mark.parametrize(
    ("name", "title", "published", "outlet", "author"),
    [
        (
            "000_ef7f3b840f387ce1.txt",
            "NATO Secretary-General Mark Rutte sees no sign that Russian President Vladimir Putin "
            "wishes to end…",
            None,
            None,
            None,
        ),
        (
            "001_0c20abf431f82c87.txt",
            "NATO’s Secretary General has cautioned that Russian President Vladimir Putin is "
            "utilizing Ukraine…",
            None,
            "Sky News",
            None,
        ),
        (
            "002_6a931aa037b410db.txt",
            "NATO chief urges allies to prioritise military aid to Ukraine over peace talks",
            None,
            "Caliber.Az",
            "Khagan Isayev",
        ),
        (
            "003_47a56501bc867923.txt",
            "Rutte: Putin Shows No Interest in Peace Amid Rising Casualties in Ukraine",
            date(2024, 12, 4),
            None,
            None,
        ),
        (
            "004_0a37705f56d50291.txt",
            "Rutte claims that Ukraine is currently not strong enough to negotiate peace with "
            "Russia",
            None,
            "TASR",
            None,
        ),
    ],
)
def test_the_samples(
    seeds: Path,
    name: str,
    title: str,
    published: date | None,
    outlet: str | None,
    author: str | None,
) -> None:
    (source,) = (file for file in discover([seeds]) if file.path == name)
    result = read_file(source)
    text = (seeds / name).read_bytes().decode()
    assert result.problems == ()
    assert [
        (a.path, a.title, a.published, a.outlet, a.author, a.url, a.text) for a in result.articles
    ] == [(name, title, published, outlet, author, None, text)]


def test_a_whole_article(tmp_path: Path) -> None:
    text = f"Ministers meet in the city\r\nBy Jane Doe\r\n\r\nLONDON (Reuters) - {BODY}\r\n"
    result = read(tmp_path, "2024-12-04-a.txt", b"\xef\xbb\xbf" + text.encode())
    byline = text.index("By Jane")
    assert result == ReadResult(
        (
            Article(
                id=article_id("2024-12-04-a.txt"),
                path="2024-12-04-a.txt",
                title="Ministers meet in the city",
                published=date(2024, 12, 4),
                outlet="Reuters",
                url=None,
                text=text,
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                author="Jane Doe",
                furniture=(Span(byline, byline + len("By Jane Doe")),),
            ),
        )
    )


def test_records_are_articles_with_a_number(tmp_path: Path) -> None:
    content = f'{{"text": "{BODY}", "url": "https://www.sea.org/2024/12/04/a"}}\n{{\n'
    result = read(tmp_path, "2020-01-01.jsonl", content)
    (article,) = result.articles
    assert (article.path, article.id) == ("2020-01-01.jsonl#1", article_id("2020-01-01.jsonl#1"))
    assert (article.published, article.outlet) == (date(2024, 12, 4), "sea.org")
    assert article.text == BODY
    (problem,) = result.problems
    assert (problem.path, problem.kind) == ("2020-01-01.jsonl#2", "record")
    assert problem.reason.startswith("Record 2 isn't valid JSON")


def test_the_date_of_a_dump_is_not_the_date_of_its_articles(tmp_path: Path) -> None:
    (article,) = read(tmp_path, "2020-01-01.jsonl", f'{{"text": "{BODY}"}}').articles
    assert article.published is None


def test_what_a_record_says_comes_before_what_its_text_says(tmp_path: Path) -> None:
    content = f'{{"title": "A", "source": "Sea Times", "text": "LONDON (Reuters) - {BODY}"}}'
    (article,) = read(tmp_path, "a.json", content).articles
    assert (article.path, article.title, article.outlet) == ("a.json", "A", "Sea Times")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{BODY}\nMore.", BODY.removesuffix(".")),
        (f"LONDON (Reuters) - {BODY}", BODY.removesuffix(".")),
        ("U.S. stocks fell on Tuesday. Nobody knew why.", "U.S. stocks fell on Tuesday"),
        ("Mr. Rutte met the ministers. He left.", "Mr. Rutte met the ministers"),
        ("“Is this the end of it?” he asked. No.", "“Is this the end of it?”"),
        ("word " * 40, ("word " * 19).strip() + "…"),
        ("x" * 300, "x" * 99 + "…"),
        (fill(f"Said: {BODY} {BODY} {BODY} {BODY}", 60), "Said: " + BODY.removesuffix(".")),
        ("Advertisement\n© 2024 Sea Times", "a"),
    ],
)
def test_a_title_is_made_where_there_is_none(tmp_path: Path, text: str, title: str) -> None:
    (article,) = read(tmp_path, "a.txt", text).articles
    assert article.title == title


@pytest.mark.parametrize(
    ("name", "content", "kind", "reason"),
    [
        ("a.txt", b"", "empty", "The file is empty."),
        ("a.txt", b" \r\n\t", "empty", "The file is empty."),
        ("a.txt", "\u00a0\u2003".encode(), "empty", "The file is empty."),
        ("a.jsonl", b"\n\n", "empty", "The file is empty."),
        ("a.json", b"[]", "empty", "The file holds no articles."),
        ("a.csv", b"title,text\n", "empty", "The file holds no articles."),
        ("a.txt", b"a\0b", "binary", "The file holds binary data, not text."),
        (
            "a.md",
            b"%PDF-1.4",
            "binary",
            "The file is a PDF, not text; give it its proper extension.",
        ),
        (
            "a.txt",
            bytes(range(128, 256)),
            "undecodable",
            "The file's encoding can't be told; save it as UTF-8.",
        ),
        ("a.doc", b"x", "unsupported", ".doc files are not supported; save it as .docx."),
        ("a.zip", b"x", "unsupported", ".zip files are not supported; unpack it."),
        ("a.PNG", b"x", "skipped", ".png files are not articles."),
        ("a", b"x", "skipped", "Files without an extension are not articles."),
        (
            "a.docx",
            b"no zip",
            "broken",
            "The file is damaged or not what its extension says (BadZipFile); save it again or "
            "leave it out.",
        ),
    ],
)
def test_every_file_that_gives_no_article_says_why(
    tmp_path: Path, name: str, content: bytes, kind: str, reason: str
) -> None:
    result = read(tmp_path, name, content)
    assert result.articles == ()
    assert [(p.path, p.kind, p.reason) for p in result.problems] == [(name, kind, reason)]


def test_a_file_named_outright_is_told_what_is_supported(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "a.png", b"x", named=True).problems
    known = ", ".join(READERS)
    reason = f".png files are not supported; these are: {known}."
    assert problem == Problem("a.png", reason, "unsupported")


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    file = text_file(tmp_path)
    result = read_file(SourceFile("a.txt", file), max_bytes=10)
    reason = "The file is too large (0 MB, and the limit is 0 MB); split it."
    assert result.problems == (Problem("a.txt", reason, "too-large"),)
    with (tmp_path / "huge.txt").open("wb") as huge:
        huge.truncate(30_000_000)  # sparse: takes no space
    (problem,) = read_file(SourceFile("huge.txt", tmp_path / "huge.txt")).problems
    assert problem.reason == "The file is too large (30 MB, and the limit is 20 MB); split it."


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    file = text_file(tmp_path)
    monkeypatch.setattr(Path, "open", refuse)
    reason = "The file can't be opened (Permission denied)."
    assert read_file(SourceFile("a.txt", file)).problems == (
        Problem("a.txt", reason, "unreadable"),
    )


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (problem,) = read_file(SourceFile("a.txt", tmp_path / "a.txt")).problems
    assert problem == Problem("a.txt", "It is not a regular file.", "unreadable")


START = st.sampled_from(
    [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"{", b"[", b"<html>", b"text,\n", b"---"]
)


@pytest.mark.parametrize("suffix", [*READERS, ".doc", ""])
@settings(deadline=None)  # the first call imports the libraries
@given(start=START, data=st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_no_bytes_under_any_extension_make_reading_raise(
    suffix: str, start: bytes, data: bytes
) -> None:
    with TemporaryDirectory() as folder:
        result = read(Path(folder), f"a{suffix}", start + data)
    assert result.articles or result.problems
    for article in result.articles:
        article.text.encode()
        article.title.encode()
        assert article.text.strip()
        assert article.title
