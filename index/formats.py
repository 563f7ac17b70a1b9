"""One function per kind of file: bytes in, the texts found in it out.

trafilatura, pypdf and python-docx are imported when the first file of their kind is met, so that a
corpus of plain text pays for none of them.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import logging
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from index.metadata import (
    Metadata,
    field_key,
    field_of,
    is_outlet,
    is_person,
    metadata_of,
    parse_date,
)
from index.report import Kind, ReadError

MAX_BYTES = 20_000_000
"""Files above this size are not read: a news article has a few thousand characters."""


class UndecodableError(ReadError):
    """Bytes that are no text in any encoding that can be told with confidence."""

    def __init__(self, reason: str, kind: Kind = "undecodable") -> None:
        """One sentence with the next step."""
        super().__init__(reason, kind)


class BinaryError(UndecodableError):
    """Bytes that are no text at all: a picture, an archive, a document under a wrong name."""

    def __init__(self, reason: str = "The file holds binary data, not text.") -> None:
        """One sentence."""
        super().__init__(reason, "binary")


@dataclass(frozen=True, slots=True)
class Found:
    """One article's text and what the file says about it.

    ``number`` is the record's number, from 1, in a file that may hold several, else None.
    ``broken`` says why the record gave no text; then ``text`` is empty.
    """

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    number: int | None = None
    broken: str | None = None


# --- bytes to text -------------------------------------------------------------------------------

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
# The encodings news is still met in besides Unicode. Left to choose among all of them, a detector
# takes English with a few curly quotes for DOS code pages (17 % of 300 articles in cp1252).
_LEGACY = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r"),
    *("cp932", "euc_jp", "euc_kr", "gb18030", "big5"),
]


def decode(data: bytes) -> str:
    """The text of a file, line endings untouched; offsets into articles count in this string.

    UTF-8 (a byte-order mark is dropped), UTF-16 and UTF-32 with their mark, else the
    likeliest of the usual legacy encodings. UTF-8 with a few broken bytes stays UTF-8; those
    become U+FFFD.

    Raises:
        BinaryError: the bytes are not text (``kind`` is ``binary``).
        UndecodableError: no encoding gives plausible text (``kind`` is ``undecodable``).
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise BinaryError(f"The file is {name}, not text; give it its proper extension.")
    text = _decode(data)
    if "\0" in text:
        raise BinaryError
    odd = sum(1 for c in text if c < " " and c not in "\t\n\r\f\v\x1b\x1a\b")
    if odd > len(text) / 200:
        raise BinaryError
    return text


def _decode(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UndecodableError(
                    f"The file says it is {encoding.upper()} but isn't; save it again as UTF-8."
                ) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _legacy(data)


def _damaged_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    # Well-formed sequences hardly ever arise by chance in another encoding.
    return text if sum(c > "\x7f" for c in text) - broken > broken else None


def _legacy(data: bytes) -> str:
    if b"\0" in data:
        raise BinaryError
    # Mostly ASCII: curly quotes and dashes have the same place in every Windows code page, and the
    # odd accented letter is most often a Western one.
    if sum(byte >= 0xC0 for byte in data) <= len(data) / 100:
        try:
            return _plausible(data.decode("cp1252"))
        except ValueError:
            pass
    from charset_normalizer import from_bytes

    guesses = from_bytes(data, cp_isolation=_LEGACY)
    if not guesses:
        raise UndecodableError("The file's encoding can't be told; save it as UTF-8.")
    best = guesses[0]
    # A short text often leaves several in a draw; the commonest of them wins.
    draws = (g for g in guesses if (g.chaos, g.coherence) == (best.chaos, best.coherence))
    return _plausible(str(next((g for g in draws if g.encoding == "cp1252"), best)))


def _plausible(text: str) -> str:
    plain = sum(c.isalnum() or c.isspace() or c in ".,;:!?'\"()-–—’‘“”" for c in text)
    if plain < 0.85 * len(text) or any("\x80" <= c <= "\x9f" for c in text):
        raise UndecodableError("The file's encoding can't be told; save it as UTF-8.")
    return text


def clean(text: str) -> str:
    """``text`` without what no store can hold: lone surrogates and NULs become U+FFFD."""
    return re.sub(r"[\ud800-\udfff\0]", "\ufffd", text)


# --- documents -----------------------------------------------------------------------------------


def read_text(data: bytes) -> Iterable[Found]:
    """A ``.txt`` or ``.md`` file: its text is exactly the decoded file."""
    return [Found(decode(data))]


def read_html(data: bytes) -> Iterable[Found]:
    """The article on a web page, by trafilatura, with the metadata the page declares."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise _needs("trafilatura lxml_html_clean", "HTML") from error
    page = _decode_html(data)
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


def _decode_html(data: bytes) -> str:
    declared = re.search(rb"<meta[^>]{0,100}charset=[\"']?\s*([\w-]{3,20})", data[:4096], re.I)
    if declared and not data.startswith(tuple(mark for mark, _ in _BOMS)):
        try:
            return _no_nul(data.decode(declared[1].decode("ascii")))
        except (LookupError, ValueError):
            pass
    return decode(data)


def _no_nul(text: str) -> str:
    if "\0" in text:
        raise BinaryError
    return text


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
        if open_.endswith("-") and line[:1].islower():
            open_ = open_[:-1] + line  # a word broken at the end of a line
        else:
            open_ = f"{open_} {line}".strip()
        ends = line.endswith((".", "!", "?", '"', "”", "’"))
        if not line or len(line) < column * (0.85 if ends else 0.6):
            done.append(open_)
            open_ = ""
    return "\n".join(paragraph for paragraph in [*done, open_] if paragraph)


# --- files of records ----------------------------------------------------------------------------


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


READERS: Mapping[str, Callable[[bytes], Iterable[Found]]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".json": read_json,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
}
"""The reader of each extension; it raises :class:`ReadError`, or whatever its library raises."""
