"""One file in, its articles out, each with what is known about it."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

from index.reading.dates import date_in_path
from index.reading.encoding import clean
from index.reading.errors import ReadError
from index.reading.files import load, suffix_of
from index.reading.formats import READERS
from index.reading.furniture import furniture
from index.reading.headings import title_of
from index.reading.metadata import recognise
from index.reading.types import MAX_BYTES, Found, Metadata, Problem, ReadResult, SourceFile
from index.types import Article


def read_file(source: SourceFile, *, max_bytes: int = MAX_BYTES) -> ReadResult:
    """The articles in a file and the problems met; never raises for what is in the file.

    An article's ``text`` is ``decode(bytes)`` for text files and the extracted text for others; its
    path is the file's, with ``#n`` for record ``n`` of a file that holds several.
    """
    articles: list[Article] = []
    problems: list[Problem] = []
    try:
        data = load(source, max_bytes)
        for found in READERS[suffix_of(source)](data):
            path = source.path if found.number is None else f"{source.path}#{found.number}"
            if found.broken:
                reason = f"Record {found.number} {found.broken}."
                problems.append(Problem(path, reason, "record"))
            else:
                articles.append(_article(path, found))
    except ReadError as error:
        problems.append(Problem(source.path, error.reason, error.kind))
    except MemoryError:
        problems.append(Problem(source.path, "The file is too large for memory.", "too-large"))
    except Exception as error:  # whatever a parser does with a damaged file
        what = f"The file is damaged or not what its extension says ({type(error).__name__})"
        problems.append(Problem(source.path, f"{what}; save it again or leave it out.", "broken"))
    if not articles and not problems:
        problems.append(Problem(source.path, "The file holds no articles.", "empty"))
    return ReadResult(tuple(articles), tuple(problems))


def _article(path: str, found: Found) -> Article:
    text = found.text
    if not text.strip():
        raise ReadError("The file is empty.", "empty")
    spans = furniture(text)
    says = found.metadata.or_else(recognise(text))
    from_name = date_in_path(path) if found.number is None else None
    url_day = date_in_path(says.url) if says.url else None
    says = says.or_else(Metadata(published=url_day or from_name, outlet=_host(says.url)))
    title = says.title or title_of(text, spans) or PurePosixPath(path).stem
    return Article(
        id=article_id(path),
        path=path,
        title=clean(title),
        published=says.published,
        outlet=says.outlet and clean(says.outlet),
        url=says.url and clean(says.url),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        author=says.author and clean(says.author),
        furniture=spans,
    )


def article_id(path: str) -> str:
    """An article's id: the same for the same path in every index."""
    return hashlib.sha256(path.encode()).hexdigest()[:32]


def _host(url: str | None) -> str | None:
    match = re.match(r"https?://(?:www\d?\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", url or "", re.I)
    return match[1].lower() if match else None
