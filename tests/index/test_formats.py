"""Bytes to text, and each kind of file to what is in it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats import (
    READERS,
    BinaryError,
    Found,
    UndecodableError,
    clean,
    decode,
    paragraphs,
    read_csv,
    read_docx,
    read_html,
    read_json,
    read_jsonl,
    read_pdf,
    read_text,
)
from index.metadata import Metadata
from index.report import ReadError

ENGLISH = (
    "“We’ll meet in the spring,” said the minister – and left the café. That was all he said. "
)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ministers met.\r\nThey left.\rThen\nrest\n", "utf-8"),
        ("Ministers met.\r\n", "utf-8-sig"),
        ("Ministers met in Kyjiw – Київ.", "utf-16"),
        ("Ministers met.", "utf-32"),
        (ENGLISH * 3, "cp1252"),
        ("He said “no”.", "cp1252"),
        ("Café", "cp1252"),
        ("Le secrétaire général a déclaré que la réunion était prévue à Bruxelles.", "cp1252"),
        ("Sekretarz powiedział, że sojusznicy zwiększą pomoc. Może się skończyć.", "cp1250"),
        ("Генеральный секретарь заявил, что министры встретились в Брюсселе.", "cp1251"),
        ("Генеральный секретарь заявил, что министры встретились в Брюсселе.", "koi8_r"),
        ("Ο γενικός γραμματέας δήλωσε ότι η Ρωσία δεν θέλει ειρήνη.", "cp1253"),  # noqa: RUF001
        ("北大西洋条約機構の事務総長は三日、和平に関心を示していないと述べた。", "cp932"),
        ("北约秘书长表示，没有显示出结束战争的意愿。会议在布鲁塞尔举行。", "gb18030"),  # noqa: RUF001
        ("", "utf-8"),
    ],
)
def test_news_is_decoded_whatever_its_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_a_few_broken_bytes_do_not_make_utf8_something_else() -> None:
    data = "“Ministers” met – in the café".encode() + b"\xe2\x80"
    assert decode(data) == "“Ministers” met – in the café\ufffd"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"%PDF-1.7 text", BinaryError),
        (b"PK\x03\x04 text", BinaryError),
        (b"\x89PNG\r\n", BinaryError),
        (b"Ministers\0met", BinaryError),
        (b"Ministers\x80met\0", BinaryError),
        (b"\x01\x02\x03\x04\x05\x06", BinaryError),
        ("Ministers\0met".encode("utf-16"), BinaryError),
        (b"\xff\xfeabc", UndecodableError),
        (bytes(range(128, 256)) * 4, UndecodableError),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, error: type[UndecodableError]) -> None:
    with pytest.raises(error) as caught:
        decode(data)
    assert type(caught.value) is error
    assert caught.value.reason.endswith(".")


@given(st.binary(max_size=400))
def test_decoding_raises_nothing_but_its_own_error(data: bytes) -> None:
    try:
        text = decode(data)
    except UndecodableError as error:
        assert error.kind in ("binary", "undecodable")
    else:
        assert "\0" not in text
        assert text.encode().decode() == text


PLAIN = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff")
    | st.sampled_from("\r\n\t")
)


@given(PLAIN)
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(("A" + text).encode()) == "A" + text


def test_cleaning_replaces_what_no_store_holds() -> None:
    assert clean("a\0b\ud800c") == "a\ufffdb\ufffdc"


def test_text_is_left_exactly_as_it_is() -> None:
    assert list(read_text(b"  Ministers met.\r\n\r\n")) == [Found("  Ministers met.\r\n\r\n")]


PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}">
<title>Ministers meet in the city</title>
<meta property="og:title" content="Ministers meet in the city">
<meta property="og:site_name" content="Sea Times">
<meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2024-12-04T10:00:00Z">
<link rel="canonical" href="https://sea.org/a"></head><body>
<nav><a href="/">Home</a><a href="/x">World</a></nav>
<article><h1>Ministers meet in the city</h1>
<p>Ministers from many countries met in the café on Tuesday to talk about aid for the region,
which had been asked for in the spring by the government of the island.</p>
<p>They will meet again in the spring, when a new government is expected to be in office and
the money for the next three years has been found, a speaker of the ministry said.</p>
</article><footer>All rights reserved</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_web_page_gives_its_article_and_what_it_declares(charset: str) -> None:
    (found,) = read_html(PAGE.format(charset=charset).encode(charset))
    assert found.metadata == Metadata(
        "Ministers meet in the city",
        date(2024, 12, 4),
        "Sea Times",
        "https://sea.org/a",
        "Jane Doe",
    )
    assert "met in the café on Tuesday" in found.text
    assert "Home" not in found.text


def test_a_page_without_an_article_says_so() -> None:
    with pytest.raises(ReadError, match="No article text") as caught:
        read_html(b"<html><body></body></html>")
    assert caught.value.kind == "no-text"


def pdf_bytes(lines: list[str]) -> bytes:
    """A PDF of one page, written by hand."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 12 Tf 72 720 Td {shown}ET" if lines else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Title (Ministers meet again) /Author (Jane Doe) /CreationDate (D:20240101) >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {size}\n0000000000 65535 f \n{table}{tail}".encode()


def test_a_pdf_gives_paragraphs_and_no_date() -> None:
    lines = [
        "Ministers meet",
        "Ministers from many countries met in the city on Tues-",
        "day to talk about aid for the region and for the island.",
        "They left.",
        "They will meet again in the spring of next year.",
    ]
    text = (
        "Ministers meet\n"
        "Ministers from many countries met in the city on Tuesday to talk about aid for the region "
        "and for the island. They left.\n"
        "They will meet again in the spring of next year."
    )
    about = Metadata("Ministers meet again", author="Jane Doe")
    assert list(read_pdf(pdf_bytes(lines))) == [Found(text, about)]


def test_a_pdf_without_text_is_called_a_scan() -> None:
    with pytest.raises(ReadError, match="scan") as caught:
        read_pdf(pdf_bytes([]))
    assert caught.value.kind == "no-text"


def test_an_encrypted_pdf_is_called_that() -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes(["Ministers met."])))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out := io.BytesIO())
    with pytest.raises(ReadError, match="encrypted") as caught:
        read_pdf(out.getvalue())
    assert caught.value.kind == "encrypted"


def test_paragraphs_without_lines() -> None:
    assert paragraphs([]) == ""
    assert paragraphs(["", "12\nPage 3 of 4"]) == ""


def docx_bytes(*lines: str, author: str = "python-docx", title: str = "") -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.core_properties.author = author
    document.core_properties.title = title
    document.save(out := io.BytesIO())
    return out.getvalue()


def test_a_word_document_gives_paragraphs_and_tables_in_order() -> None:
    document = docx.Document(io.BytesIO(docx_bytes("Ministers meet", "They met.")))
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Aid", "400"
    document.add_paragraph("They left.")
    document.save(out := io.BytesIO())
    text = "Ministers meet\nThey met.\nAid | 400\nThey left."
    assert list(read_docx(out.getvalue())) == [Found(text)]


def test_the_properties_of_a_document_count_when_they_name_someone() -> None:
    data = docx_bytes("They met.", author="Jane Doe", title="Ministers meet again")
    (found,) = read_docx(data)
    assert found.metadata == Metadata("Ministers meet again", author="Jane Doe")
    (found,) = read_docx(docx_bytes("They met.", author="admin", title="Microsoft Word - a.doc"))
    assert found.metadata == Metadata()


def test_a_word_document_without_text_and_an_old_one() -> None:
    with pytest.raises(ReadError, match="holds no text"):
        read_docx(docx_bytes(""))
    with pytest.raises(ReadError, match=r"old \.doc"):
        read_docx(b"\xd0\xcf\x11\xe0 anything")


@pytest.mark.parametrize(
    ("library", "read", "install"),
    [
        ("pypdf", read_pdf, '"news-rag[documents]"'),
        ("docx", read_docx, '"news-rag[documents]"'),
        ("trafilatura", read_html, "trafilatura lxml_html_clean"),
    ],
)
def test_a_missing_library_is_named_with_what_to_install(
    library: str,
    read: Callable[[bytes], object],
    install: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ReadError) as caught:
        read(b"")
    assert caught.value.kind == "missing"
    assert caught.value.reason.endswith(f"pip install {install}")


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


def test_every_reader_is_for_an_extension_in_lower_case() -> None:
    assert all(suffix == Path(f"a{suffix}").suffix.lower() for suffix in READERS)
