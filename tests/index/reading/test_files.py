"""Finding the files of a corpus, each once and under a path of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.errors import CorpusError
from index.reading import Problem, SourceFile, discover, read_file

BODY = "Ministers from many countries met in the city on Tuesday to talk about aid for the region."


def text_file(folder: Path) -> Path:
    (folder / "a.txt").write_text(BODY)
    return folder / "a.txt"


def test_files_are_found_below_a_folder_without_the_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "a/.git/d.txt", ".hidden.txt", "~$lock.docx", "a/__MACOSX/e"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert discover([tmp_path]) == [
        SourceFile("a/c.txt", tmp_path / "a/c.txt"),
        SourceFile("b.txt", tmp_path / "b.txt"),
    ]


def test_a_file_given_is_named_and_relative_to_its_folder(tmp_path: Path) -> None:
    file = text_file(tmp_path)
    assert discover([file, file]) == [SourceFile("a.txt", file, named=True)]
    assert discover([file], root=tmp_path.parent) == [
        SourceFile(f"{tmp_path.name}/a.txt", file, named=True)
    ]


def test_the_same_path_in_two_folders_stays_apart(tmp_path: Path) -> None:
    for name in ("one", "two", "more/two"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.txt").touch()
    found = discover([tmp_path / "one", tmp_path / "two", tmp_path / "more/two"])
    absolute = (tmp_path / "more/two/a.txt").as_posix()
    assert {file.path for file in found} == {"a.txt", "two/a.txt", absolute}


def test_links_are_followed_once_and_loops_end(tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    text_file(real)
    (tmp_path / "again").symlink_to(real)
    (real / "loop").symlink_to(tmp_path)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    found = discover([tmp_path])
    assert [file.path for file in found] == ["broken.txt", "real/a.txt"]
    reason = "The file can't be opened (No such file or directory)."
    assert read_file(found[0]).problems == (Problem("broken.txt", reason, "unreadable"),)


def test_a_path_that_is_no_file_or_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="doesn't exist"):
        discover([tmp_path / "nowhere"])
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(CorpusError, match="neither a file nor a folder"):
        discover([tmp_path / "pipe.txt"])
    assert discover([tmp_path]) == []


def test_a_folder_that_cannot_be_listed_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "shut").mkdir()
    monkeypatch.setattr(Path, "iterdir", refuse)
    (file,) = discover([tmp_path / "shut"])
    reason = "The folder can't be listed; check its permissions."
    assert read_file(file).problems == (Problem(file.path, reason, "unreadable"),)
