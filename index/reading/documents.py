"""Files that hold one article: text, web pages, PDF and Word.

trafilatura, pypdf and python-docx are imported when the first file of their kind is met, so that a
corpus of plain text pays for none of them.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterable
from typing import Any

from index.reading.dates import parse_date
from index.reading.encoding import clean, decode, decode_html
from index.reading.errors import ReadError
from index.reading.names import is_outlet, is_person
from index.reading.types import MAX_BYTES, Found, Metadata


def read_text(data: bytes) -> Iterable[Found]:
    """A ``.txt`` or ``.md`` file: its text is exactly the decoded file."""
    return [Found(decode(data))]


def read_html(data: bytes) -> Iterable[Found]:
    """The article on a web page, by trafilatura, with the metadata the page declares."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise _needs("trafilatura lxml_html_clean", "HTML") from error
    page = decode_html(data)
    found: Any = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        # Without this a date is guessed from anything on the page that looks like one.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or not (found.text or "").strip():
        raise ReadError("No article text was found in the page; save it as text.", "no-text")
    says = Metadata(
        title=found.title or None,
        published=parse_date(found.date or ""),
        outlet=found.sitename or None,
        url=found.url or None,
        author=(found.author or "").replace("; ", ", ") or None,
    )
    return [Found(clean(found.text), says)]


def read_pdf(data: bytes) -> Iterable[Found]:
    """The text of a PDF, its lines joined into paragraphs again."""
    try:
        import pypdf
    except ImportError as error:
        raise _needs("pypdf", "PDF", extra="documents") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs every oddity of a file
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError("The PDF is encrypted; save a copy without a password.", "encrypted")
    text = clean(paragraphs([page.extract_text() for page in reader.pages]))
    if not text.strip():
        raise ReadError(
            "The PDF holds no text, so it is probably a scan; run OCR on it first.", "no-text"
        )
    about = reader.metadata
    return [Found(text, _declared(about and about.title, about and about.author))]


def read_docx(data: bytes) -> Iterable[Found]:
    """The paragraphs and table rows of a Word document, one a line."""
    try:
        import docx
        from docx.table import Table
    except ImportError as error:
        raise _needs("python-docx", "Word", extra="documents") from error
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # the container of an encrypted (or an old) document
        raise ReadError(
            "The document is encrypted or an old .doc; save it as .docx without a password.",
            "encrypted",
        )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > 10 * MAX_BYTES:
            raise ReadError("The document unpacks to far more than an article.", "too-large")
    document = docx.Document(io.BytesIO(data))
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines.extend(" | ".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            lines.append(block.text)
    text = clean("\n".join(lines).strip("\n"))
    if not text.strip():
        raise ReadError("The document holds no text.", "no-text")
    about = document.core_properties
    return [Found(text, _declared(about.title, about.author))]


def _needs(library: str, what: str, extra: str | None = None) -> ReadError:
    package = f'"news-rag[{extra}]"' if extra else library
    return ReadError(f"{what} files need a library; pip install {package}", "missing")


def _declared(title: object, author: object) -> Metadata:
    """A document's properties, where they aren't the leavings of a template or of a program.

    The dates in them tell when a file was saved, not when an article was published.
    """
    title, author = (clean(str(value or "")).strip() for value in (title, author))
    junk = re.search(r"^(?:microsoft word|untitled|document\d*$)|\.\w{3,5}$", title, re.I)
    good = len(title.split()) >= 3 and not junk
    person = is_person(author) and not is_outlet(author)
    return Metadata(title=title if good else None, author=author if person else None)


def paragraphs(pages: Iterable[str]) -> str:
    """The lines of a laid-out document as one line per paragraph.

    A paragraph ends at a blank line, or at a line that is clearly shorter than the column.
    """
    lines = [line.strip() for page in pages for line in page.splitlines()]
    lines = [
        line for line in lines if not re.fullmatch(r"(?:page )?\d{1,3}(?: of \d+)?", line, re.I)
    ]
    column = sorted(map(len, lines))[int(len(lines) * 0.9)] if lines else 0
    done, open_ = [], ""
    for line in lines:
        broken = open_.endswith("-") and line[:1].islower()  # a word, at the end of a line
        open_ = open_[:-1] + line if broken else f"{open_} {line}".strip()
        ends = line.endswith((".", "!", "?", '"', "”", "’"))
        if not line or len(line) < column * (0.85 if ends else 0.6):
            done.append(open_)
            open_ = ""
    return "\n".join(paragraph for paragraph in [*done, open_] if paragraph)
