"""Finding the files of a corpus, and loading one."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from os import PathLike
from pathlib import Path, PurePosixPath

from index.errors import CorpusError
from index.reading.errors import ReadError
from index.reading.formats import READERS, unsupported
from index.reading.types import SourceFile


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


def suffix_of(source: SourceFile) -> str:
    """A file's extension, in lower case and with its dot."""
    return PurePosixPath(source.path).suffix.lower()


def load(source: SourceFile, max_bytes: int) -> bytes:
    """The bytes of a file that is worth parsing.

    Raises:
        ReadError: it can't be opened, is empty or too large, or no reader is for its extension.
    """
    suffix = suffix_of(source)
    kind = _kind(source.location)
    if kind == "folder":
        raise ReadError("The folder can't be listed; check its permissions.", "unreadable")
    if kind == "other":
        raise ReadError("It is not a regular file.", "unreadable")
    if kind and suffix not in READERS:
        raise unsupported(suffix, named=source.named)
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
