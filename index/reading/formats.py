"""Which extension is read by what, and what to do with a file of any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from index.reading.documents import read_docx, read_html, read_pdf, read_text
from index.reading.errors import ReadError
from index.reading.records import read_csv, read_json, read_jsonl
from index.reading.types import Found

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

_INSTEAD = {
    ".doc": "save it as .docx",
    ".rtf": "save it as .docx",
    ".odt": "save it as .docx",
    ".pages": "save it as .docx",
    ".epub": "save it as .txt",
    ".tex": "save it as .pdf",
    ".rst": "save it as .txt",
    ".eml": "save it as .txt",
    ".msg": "save it as .txt",
    ".mht": "save it as .html",
    ".mhtml": "save it as .html",
    ".xml": "convert it to .json or .html",
    ".xls": "save it as .csv",
    ".xlsx": "save it as .csv",
    ".ods": "save it as .csv",
    ".parquet": "convert it to .jsonl",
    ".ppt": "save it as .pdf",
    ".pptx": "save it as .pdf",
    ".zip": "unpack it",
    ".gz": "unpack it",
    ".tar": "unpack it",
    ".7z": "unpack it",
}


def unsupported(suffix: str, *, named: bool) -> ReadError:
    """What to say of a file that no reader is for; ``named``: the caller gave this very file."""
    if suffix in _INSTEAD:
        what = f"{suffix} files are not supported; {_INSTEAD[suffix]}."
        return ReadError(what, "unsupported")
    name = f"{suffix} files" if suffix else "Files without an extension"
    if named:
        known = ", ".join(READERS)
        return ReadError(f"{name} are not supported; these are: {known}.", "unsupported")
    return ReadError(f"{name} are not articles.", "skipped")
