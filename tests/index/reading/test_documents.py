"""Text, web pages, PDF and Word: the text in them and what they say about it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date

import docx
import pytest

from index.reading.documents import paragraphs, read_docx, read_html, read_pdf, read_text
from index.reading.errors import ReadError
from index.reading.types import Found, Metadata


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
