"""Articles in: find the files of a corpus and turn each into articles.

:func:`discover` finds files without opening one, :func:`read_file` reads one of them. What can't be
read becomes a :class:`Problem`; no file, however odd, makes :func:`read_file` raise.
"""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path, PurePosixPath

from index.errors import CorpusError
from index.formats import MAX_BYTES, READERS, Found, UndecodableError, clean, decode
from index.furniture import furniture, headline, is_wrapped
from index.metadata import Metadata, date_in_path, dateline, lines_of, recognise
from index.report import Problem, ReadError
from index.types import Article, Span

__all__ = [
    "MAX_BYTES",
    "Problem",
    "ReadResult",
    "SourceFile",
    "UndecodableError",
    "article_id",
    "decode",
    "discover",
    "read_file",
    "text_key",
]


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file of the corpus: ``path`` relative to the root, and where it is on this machine.

    ``named``: the caller gave this very file rather than a folder it is in.
    """

    path: str
    location: Path
    named: bool = False


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What one file gave: its articles, and what kept the rest of it from being one."""

    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- finding files -------------------------------------------------------------------------------


def discover(
    paths: Sequence[str | PathLike[str]], root: str | PathLike[str] | None = None
) -> list[SourceFile]:
    """The files under ``paths``, sorted by path, each once.

    A folder given is the root its files' paths are relative to; for a file given it is the parent.
    ``root``, where it is given, comes first for whatever lies in it. When two folders hold a file
    under the same path, the folder's name is put before it, or if need be the absolute path. Hidden
    files and folders are left out; links are followed, and a loop of them ends.

    Raises:
        CorpusError: a path given doesn't exist, or is neither a file nor a folder.
    """
    base = Path(root).resolve() if root is not None else None
    by_path: dict[str, SourceFile] = {}
    seen: set[Path] = set()
    for given in map(Path, paths):
        top = given if _kind(given) == "folder" else given.parent
        for file in _files(given):
            real = file.resolve()
            if real in seen:
                continue
            seen.add(real)
            path = _free_path(file, top, base, by_path)
            by_path[path] = SourceFile(path, file, named=file == given)
    return sorted(by_path.values())


def _kind(path: Path) -> str | None:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return None
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"


def _files(given: Path) -> Iterator[Path]:
    match _kind(given):
        case "folder":
            yield from _walk(given)
        case "file":
            yield given
        case "other":
            raise CorpusError(f"{given} is neither a file nor a folder. Give one of these.")
        case _:
            raise CorpusError(f"{given} doesn't exist. Check the path.")


def _walk(top: Path) -> Iterator[Path]:
    folders, links, seen = [top], list[Path](), set[Path]()
    while folders or links:
        # Links last, so that a file is known by where it lies rather than by a link to it.
        folder = folders.pop() if folders else links.pop()
        real = folder.resolve()
        if real in seen:
            continue
        seen.add(real)
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            yield folder  # reading it says why it can't be listed
            continue
        for entry in (entry for entry in entries if not _is_hidden(entry.name)):
            kind = _kind(entry)
            if kind == "folder":
                (links if entry.is_symlink() else folders).append(entry)
            elif kind != "other":  # a broken link has no kind: reading it says so
                yield entry


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name in {"__MACOSX", "Thumbs.db", "desktop.ini"}


def _free_path(file: Path, top: Path, base: Path | None, taken: dict[str, SourceFile]) -> str:
    """The first of a file's possible corpus paths that no other file has."""
    absolute = file.absolute()
    if base and file.resolve().is_relative_to(base):
        first = file.resolve().relative_to(base)
    else:
        first = file.relative_to(top) if file != top else Path(file.name)
    choices = (first, Path(top.resolve().name) / first, absolute)
    names = [choice.as_posix().encode(errors="replace").decode() for choice in choices]
    return next((name for name in names if name not in taken), names[-1])


# --- reading one ---------------------------------------------------------------------------------

_DOCUMENTS = {
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


def read_file(source: SourceFile, *, max_bytes: int = MAX_BYTES) -> ReadResult:
    """The articles in a file and the problems met; never raises for what is in the file.

    An article's ``text`` is ``decode(bytes)`` for text files and the extracted text for others; its
    path is the file's, with ``#n`` for record ``n`` of a file that holds several.
    """
    suffix = PurePosixPath(source.path).suffix.lower()
    articles: list[Article] = []
    problems: list[Problem] = []
    try:
        data = _load(source, suffix, max_bytes)
        for found in READERS[suffix](data):
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


def _load(source: SourceFile, suffix: str, max_bytes: int) -> bytes:
    """The bytes of a file that is worth parsing; raises ReadError with the reason otherwise."""
    kind = _kind(source.location)
    if kind == "folder":
        raise ReadError("The folder can't be listed; check its permissions.", "unreadable")
    if kind == "other":
        raise ReadError("It is not a regular file.", "unreadable")
    if kind and suffix not in READERS:
        raise _unsupported(source, suffix)
    try:
        size = source.location.stat().st_size
        if size > max_bytes:
            limit = f"{size / 1e6:.0f} MB, and the limit is {max_bytes / 1e6:.0f} MB"
            raise ReadError(f"The file is too large ({limit}); split it.", "too-large")
        with source.location.open("rb") as file:
            data = file.read(max_bytes + 1)  # it may have grown meanwhile
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ReadError(f"The file can't be opened ({why}).", "unreadable") from error
    if len(data) > max_bytes:
        raise ReadError("The file is too large; split it.", "too-large")
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xfe\xff"):
        raise ReadError("The file is empty.", "empty")
    return data


def _unsupported(source: SourceFile, suffix: str) -> ReadError:
    if suffix in _DOCUMENTS:
        what = f"{suffix} files are not supported; {_DOCUMENTS[suffix]}."
        return ReadError(what, "unsupported")
    name = f"{suffix} files" if suffix else "Files without an extension"
    if source.named:
        known = ", ".join(READERS)
        return ReadError(f"{name} are not supported; these are: {known}.", "unsupported")
    return ReadError(f"{name} are not articles.", "skipped")


# --- making an article ---------------------------------------------------------------------------


def _article(path: str, found: Found) -> Article:
    text = found.text
    if not text.strip():
        raise ReadError("The file is empty.", "empty")
    spans = furniture(text)
    says = found.metadata.or_else(recognise(text))
    from_name = date_in_path(path) if found.number is None else None
    url_day = date_in_path(says.url) if says.url else None
    says = says.or_else(Metadata(published=url_day or from_name, outlet=_host(says.url)))
    title = says.title or _title(text, spans) or PurePosixPath(path).stem
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


def text_key(text: str) -> str:
    """A key that texts share when their words are the same, whatever quotes, dashes and spacing."""
    words = re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())
    same = " ".join(words) if words else " ".join(text.split())
    return hashlib.sha256(same.encode(errors="replace")).hexdigest()


def _host(url: str | None) -> str | None:
    match = re.match(r"https?://(?:www\d?\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", url or "", re.I)
    return match[1].lower() if match else None


_LONGEST_TITLE = 100
_SENTENCE = re.compile(
    r".{20,}?(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\bMrs)[.!?][\"'”’)]*(?=\s|$)", re.S
)


def _title(text: str, spans: Sequence[Span]) -> str | None:
    """The headline, else the first sentence, cut at a word to about 100 characters."""
    if head := headline(text):
        words = " ".join(text[head.start : head.end].split())
        return re.sub(r"(?<![.A-Z])\.$", "", words)
    lines = lines_of(text)
    body = [line for line in lines if not any(s.start <= line.start < s.end for s in spans)]
    if not body:
        return None
    whole = body[0].text[:1000]
    if is_wrapped(lines):  # then a sentence goes on in the next line
        whole = re.split(r"(?:\r?\n|\r)\s*[\r\n]", text[body[0].start :].lstrip()[:1000])[0]
    begins = dateline(whole)
    rest = " ".join(whole[begins[0] if begins else 0 :].split())
    sentence = match[0] if (match := _SENTENCE.match(rest)) else rest
    if len(sentence) <= _LONGEST_TITLE:
        return re.sub(r"(?<![.A-Z])\.$", "", sentence) or None
    cut = sentence[: _LONGEST_TITLE - 1]
    return cut.rpartition(" ")[0].rstrip(" ,;:–—-") + "…" if " " in cut else cut + "…"
