"""Building: only what changed is done, and no way of being interrupted leaves a wrong index."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import index.build as building
from index.build import BuildReport, build, changes
from index.embed import WordHashEmbedder
from index.errors import CorpusError, IndexBusy, IndexMismatch, IndexMissing
from index.manifest import Manifest
from index.reading import Problem
from index.store import IndexFolder, NewsIndex

ROOT = Path(__file__).parents[2]
MANY = 1000  # more than any corpus here holds


class Counting(WordHashEmbedder):
    """Remembers every text that it embeds."""

    def __init__(self, dimension: int = 32, name: str = "words-1") -> None:
        super().__init__(dimension)
        self.name = name
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str]) -> Any:
        self.seen += texts
        return super().embed(texts)


@dataclass
class Desk:
    """A corpus folder and an index of it."""

    corpus: Path
    folder: IndexFolder
    embedder: Any = field(default_factory=Counting)

    def __post_init__(self) -> None:
        self.corpus.mkdir(exist_ok=True)

    def write(self, name: str, text: str) -> None:
        path = self.corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def lay(self, files: dict[str, str]) -> None:
        """Make the corpus hold exactly these files."""
        shutil.rmtree(self.corpus)
        self.corpus.mkdir()
        for name, text in files.items():
            self.write(name, text)

    def open(self) -> NewsIndex:
        return NewsIndex.open(self.folder, self.embedder)

    def build(self, *paths: Path, rebuild: bool = False) -> BuildReport:
        return build(self.open(), self.folder, paths or (self.corpus,), rebuild=rebuild)

    def held(self) -> dict[str, str]:
        return held(self.open())


def held(index: NewsIndex) -> dict[str, str]:
    """Path to text of what is indexed, once it is sure that the three stores agree."""
    named = set(index.manifest.chunk_ids())
    assert index.vectors.ids() == named
    assert index.keywords.count() == len(named)
    found = index.chunks(list(named))
    assert {k: c.id for k, (c, _) in found.items()} == {k: k for k in named}
    for key, (chunk, item) in found.items():
        assert item.article.text[chunk.start : chunk.end] == chunk.text
        assert len(item.vectors) == len(item.sentences)
        assert key in dict(index.search_keywords(chunk.text, MANY))
        assert key in dict(index.search_dense(chunk.text, MANY))
    articles = [item.article for item in index.manifest.articles()]
    assert {i.article.id for _, i in found.values()} <= {a.id for a in articles}
    files = index.manifest.files()
    assert {a.path.partition("#")[0] for a in articles} <= files.keys()
    return {a.path: a.text for a in articles}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "news", IndexFolder(tmp_path / "home"))


def counts(report: BuildReport) -> dict[str, int]:
    names = ("added", "changed", "removed", "unchanged", "articles")
    return {n: getattr(report, n) for n in names if getattr(report, n)}


def text(*words: str) -> str:
    return "\n".join(
        f"The {word} of the alliance was seen in the city on Tuesday." for word in words
    )


PEACE, WAR, AID = text("peace", "treaty"), text("war", "missile"), text("aid", "budget")
FIRST = {"a.txt": PEACE, "b.txt": WAR, "deep/c.txt": AID}


# --- what a run does -----------------------------------------------------------------------------


def test_a_first_run(desk: Desk) -> None:
    desk.lay(FIRST)
    seen: list[tuple[int, int]] = []
    index = desk.open()
    report = build(index, desk.folder, [desk.corpus], progress=lambda *n: seen.append(n))
    assert counts(report) == {"added": 3, "articles": 3}
    assert (report.chunks, report.embedded, report.problems, report.rebuilt) == (3, 6, [], None)
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert index.roots == (desk.corpus.resolve(),)
    assert desk.held() == FIRST
    index.check()


def test_nothing_changed(desk: Desk) -> None:
    desk.lay(FIRST)
    desk.build()
    desk.embedder.seen.clear()
    report = desk.build()
    assert counts(report) == {"unchanged": 3, "articles": 3}
    assert (report.embedded, desk.embedder.seen) == (0, [])


CHANGES: dict[str, tuple[dict[str, str], dict[str, int], int]] = {
    "added": ({**FIRST, "d.txt": text("dove")}, {"added": 1, "unchanged": 3, "articles": 4}, 2),
    "edited": (FIRST | {"b.txt": text("wall")}, {"changed": 1, "unchanged": 2, "articles": 3}, 2),
    "removed": ({"a.txt": PEACE, "b.txt": WAR}, {"removed": 1, "unchanged": 2, "articles": 2}, 0),
    "renamed": (
        {"a.txt": PEACE, "0.txt": WAR, "deep/c.txt": AID},
        {"added": 1, "removed": 1, "unchanged": 2, "articles": 3},
        2,
    ),
    "moved": (
        {"a.txt": PEACE, "b.txt": WAR, "c.txt": AID},
        {"added": 1, "removed": 1, "unchanged": 2, "articles": 3},
        2,
    ),
    "two-swapped": (
        {"a.txt": WAR, "b.txt": PEACE, "deep/c.txt": AID},
        {"changed": 2, "unchanged": 1, "articles": 3},
        4,
    ),
    "all-exchanged": ({"z.txt": text("end")}, {"added": 1, "removed": 3, "articles": 1}, 2),
    "everything-at-once": (
        {"a.txt": text("wall"), "0.txt": WAR, "d.txt": text("dove")},
        {"added": 2, "changed": 1, "removed": 2, "articles": 3},
        6,
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_change(desk: Desk, case: str) -> None:
    files, expected, embedded = CHANGES[case]
    desk.lay(FIRST)
    desk.build()
    desk.lay(files)
    report = desk.build()
    assert counts(report) == expected
    assert (report.embedded, report.problems) == (embedded, [])
    assert desk.held() == files
    again = desk.build()
    assert counts(again) == {"unchanged": len(files), "articles": len(files)}
    assert again.embedded == 0


def test_edited_there_and_back(desk: Desk) -> None:
    desk.lay(FIRST)
    desk.build()
    before = sorted(desk.open().manifest.chunk_ids())
    for there in (text("wall"), PEACE + "\n" + text("more"), "\n" + PEACE):
        for now in (there, PEACE):
            desk.write("a.txt", now)
            assert counts(desk.build()) == {"changed": 1, "unchanged": 2, "articles": 3}
            assert desk.held() == FIRST | {"a.txt": now}
        assert sorted(desk.open().manifest.chunk_ids()) == before


def test_another_byte_but_the_same_text_embeds_nothing(desk: Desk) -> None:
    desk.lay(FIRST)
    desk.build()
    desk.write("a.txt", "\ufeff" + PEACE)
    report = desk.build()
    assert (counts(report), report.embedded) == ({"unchanged": 3, "articles": 3}, 0)


def test_changes_tells_what_a_run_would_do(desk: Desk) -> None:
    desk.lay(FIRST)
    desk.build()
    assert changes(desk.open()) == (0, 0, 0)
    desk.lay({"a.txt": WAR, "new.txt": PEACE, "b.txt": WAR})
    assert changes(desk.open()) == (1, 1, 1)


def test_other_paths_replace_the_first(desk: Desk) -> None:
    desk.lay(FIRST)
    desk.build()
    report = desk.build(desk.corpus / "b.txt")
    assert counts(report) == {"removed": 2, "unchanged": 1, "articles": 1}
    assert desk.held() == {"b.txt": WAR}
    assert desk.open().roots == ((desk.corpus / "b.txt").resolve(),)


# --- texts without sentences, duplicates, bad records --------------------------------------------


def test_an_article_without_a_sentence(desk: Desk) -> None:
    desk.lay({"a.txt": PEACE, "dots.txt": "— — —\n***"})
    for _ in range(2):
        assert desk.build().articles == 2
    index = desk.open()
    empty = next(i for i in index.manifest.articles() if i.article.path == "dots.txt")
    assert (empty.sentences, len(empty.vectors)) == ((), 0)
    desk.lay({"dots.txt": "— — —\n***", "more.txt": "…"})
    desk.build()
    assert desk.held() == {"dots.txt": "— — —\n***", "more.txt": "…"}


def twin(path: str, of: str) -> Problem:
    return Problem(path, f"the same text as {of}, which is indexed", "duplicate")


def test_duplicates_take_over_when_the_first_goes(desk: Desk) -> None:
    desk.lay({"a.txt": PEACE, "b.txt": PEACE, "c.txt": PEACE})
    report = desk.build()
    assert (counts(report), report.problems) == (
        {"added": 1, "articles": 1},
        [twin("b.txt", "a.txt"), twin("c.txt", "a.txt")],
    )
    assert desk.build().problems == report.problems  # told each time
    desk.lay({"b.txt": PEACE, "c.txt": PEACE})
    report = desk.build()
    assert (desk.held(), report.problems) == ({"b.txt": PEACE}, [twin("c.txt", "b.txt")])


@pytest.mark.parametrize("edited", ["a.txt", "z.txt"])
def test_duplicates_take_over_when_the_first_is_edited(desk: Desk, edited: str) -> None:
    other = "z.txt" if edited == "a.txt" else "a.txt"
    desk.lay({edited: PEACE})
    desk.build()
    desk.write(other, PEACE)
    assert desk.build().problems == [twin(other, edited)]  # what is indexed stays
    desk.write(edited, WAR)
    assert desk.build().problems == []
    assert desk.held() == {edited: WAR, other: PEACE}


def lines(*records: object) -> str:
    return "\n".join(r if isinstance(r, str) else json.dumps(r) for r in records)


def test_duplicates_within_a_file_of_records(desk: Desk) -> None:
    desk.lay({"n.jsonl": lines({"text": PEACE}, {"text": PEACE}, {"text": WAR})})
    report = desk.build()
    assert report.problems == [twin("n.jsonl#2", "n.jsonl#1")]
    desk.write("n.jsonl", lines({"text": AID}, {"text": PEACE}, {"text": WAR}))
    assert desk.build().problems == []
    assert desk.held() == {"n.jsonl#1": AID, "n.jsonl#2": PEACE, "n.jsonl#3": WAR}


def test_a_bad_record_is_told_each_time_and_the_others_are_indexed(desk: Desk) -> None:
    desk.lay({"n.jsonl": lines({"text": PEACE}, "{broken", {"text": WAR}, {"title": "No text"})})
    report = desk.build()
    assert [(p.path, p.kind) for p in report.problems] == [
        ("n.jsonl#2", "record"),
        ("n.jsonl#4", "record"),
    ]
    assert desk.held() == {"n.jsonl#1": PEACE, "n.jsonl#3": WAR}
    again = desk.build()
    assert (again.problems, again.embedded) == (report.problems, 0)
    assert counts(again) == {"unchanged": 1, "articles": 2}
    desk.write("n.jsonl", lines({"text": PEACE}, {"text": AID}, {"text": WAR}, {"text": "Mended."}))
    mended = desk.build()
    assert (mended.problems, mended.embedded) == ([], 4)
    assert counts(mended) == {"changed": 1, "articles": 4}


def test_records_that_go(desk: Desk) -> None:
    desk.lay({"n.jsonl": lines({"text": PEACE}, {"text": WAR}, {"text": AID})})
    desk.build()
    desk.write("n.jsonl", lines({"text": PEACE}))
    assert counts(desk.build()) == {"changed": 1, "articles": 1}
    assert desk.held() == {"n.jsonl#1": PEACE}


def test_a_file_of_many_records_is_written_in_parts(desk: Desk) -> None:
    records = [{"text": text(f"item{n}")} for n in range(3 * building._BATCH_ARTICLES + 1)]
    desk.lay({"n.jsonl": lines(*records)})
    assert counts(desk.build()) == {"added": 1, "articles": len(records)}
    report = desk.build()
    assert (counts(report), report.embedded) == ({"unchanged": 1, "articles": len(records)}, 0)


def test_a_file_that_no_longer_gives_an_article(desk: Desk) -> None:
    desk.lay(FIRST)
    desk.build()
    desk.write("a.txt", "")
    report = desk.build()
    assert counts(report) == {"changed": 1, "unchanged": 2, "articles": 2}
    assert [(p.path, p.kind) for p in report.problems] == [("a.txt", "empty")]
    assert desk.held() == {"b.txt": WAR, "deep/c.txt": AID}


# --- a run that can give no index leaves the one that is there -----------------------------------


@pytest.mark.parametrize("rebuild", [False, True], ids=["plain", "rebuild"])
@pytest.mark.parametrize("embedder", ["words-1", "words-2"], ids=["same-model", "other-model"])
@pytest.mark.parametrize("wrong", ["missing", "empty", "no-articles", "hidden"])
def test_wrong_paths_cost_nothing(
    desk: Desk, tmp_path: Path, wrong: str, embedder: str, rebuild: bool
) -> None:
    desk.lay(FIRST)
    desk.build()
    before = desk.open().manifest.meta()
    place = tmp_path / "wrong"
    if wrong != "missing":
        place.mkdir()
    if wrong == "no-articles":
        (place / "empty.txt").touch()
        (place / "picture.png").write_bytes(b"\x89PNG")
    if wrong == "hidden":
        (place / ".secret.txt").write_text("Peace.", encoding="utf-8")
    other = Desk(desk.corpus, desk.folder, Counting(name=embedder))
    with pytest.raises(CorpusError) as error:
        other.build(place, rebuild=rebuild)
    assert str(place) in str(error.value)
    assert desk.open().manifest.meta() == before
    assert desk.held() == FIRST


def test_the_error_names_the_files_that_failed(desk: Desk) -> None:
    desk.write("a.txt", "")
    with pytest.raises(CorpusError) as error:
        desk.build()
    assert str(error.value) == (
        f"No article could be read in {desk.corpus} (a.txt: The file is empty.). Give a folder "
        "with .txt, .md, .html, .pdf, .docx, .json, .jsonl or .csv files."
    )
    with pytest.raises(IndexMissing, match="Run: rag index PATH"):
        desk.open().check()


def test_a_model_that_cannot_be_loaded_costs_nothing(desk: Desk) -> None:
    class Unloadable(Counting):
        def embed(self, texts: Sequence[str]) -> Any:
            raise OSError("no such model")

    desk.lay(FIRST)
    desk.build()
    with pytest.raises(OSError, match="no such model"):
        Desk(desk.corpus, desk.folder, Unloadable(name="other")).build()
    assert desk.held() == FIRST


# --- another embedding model ---------------------------------------------------------------------


@pytest.mark.parametrize("dimension", [32, 48], ids=["same-length", "other-length"])
def test_another_model_is_refused_and_then_rebuilt(desk: Desk, dimension: int) -> None:
    desk.lay(FIRST)
    desk.build()
    other = Desk(desk.corpus, desk.folder, Counting(dimension, "words-2"))
    difference = "its embedder is 'words-1', this program's is 'words-2'"
    with pytest.raises(IndexMismatch) as error:
        other.open().check()
    assert str(error.value) == (f"The index cannot be used: {difference}. Run: rag index --rebuild")
    report = other.build()
    assert (report.rebuilt, report.embedded) == (difference, 6)
    assert counts(report) == {"added": 3, "articles": 3}
    other.open().check()
    assert other.held() == FIRST
    with pytest.raises(IndexMismatch):
        desk.open().check()
    assert other.build().embedded == 0


def test_an_open_index_notices_that_it_was_rebuilt_with_another_model(desk: Desk) -> None:
    desk.lay(FIRST)
    desk.build()
    reader = desk.open()
    assert search(reader, "the alliance")
    Desk(desk.corpus, desk.folder, Counting(48, "words-2")).build()
    with pytest.raises(IndexMismatch, match="Run: rag index --rebuild"):
        search(reader, "the alliance")


def test_an_index_folder_deleted_under_an_open_index(desk: Desk) -> None:
    desk.lay(FIRST)
    desk.build()
    reader = desk.open()
    assert search(reader, "the alliance")
    if sys.platform == "win32":
        pytest.skip("Windows keeps open files")
    shutil.rmtree(desk.folder.home)
    assert counts(desk.build()) == {"added": 3, "articles": 3}
    assert desk.held() == FIRST


def test_a_relative_home_stays_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path / "news", IndexFolder(Path("home")))
    desk.lay(FIRST)
    index = desk.open()
    build(index, desk.folder, [desk.corpus])
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    index.vectors.refresh()
    assert held(index) == FIRST
    assert list(Path().iterdir()) == []


def test_files_are_closed_with_the_index(desk: Desk) -> None:
    desk.lay(FIRST)
    desk.build()
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc")
    gc.collect()
    links = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert [link for link in links if str(desk.folder.home) in link] == []


def test_rebuild_when_asked(desk: Desk) -> None:
    desk.lay(FIRST)
    desk.build()
    before = sorted(desk.open().manifest.chunk_ids())
    report = desk.build(rebuild=True)
    assert (report.rebuilt, counts(report)) == ("asked for", {"added": 3, "articles": 3})
    assert sorted(desk.open().manifest.chunk_ids()) == before
    assert desk.held() == FIRST


# --- part of the index is lost -------------------------------------------------------------------


@pytest.mark.parametrize("lost", ["vectors", "keywords", "one-vector", "both"])
def test_a_store_that_lost_something_is_mended(desk: Desk, lost: str) -> None:
    desk.lay(FIRST)
    desk.build()
    index = desk.open()
    if lost == "one-vector":
        index.vectors.delete(index.manifest.chunk_ids()[:1])
    if lost in ("vectors", "both"):
        index.vectors.clear()
    if lost in ("keywords", "both"):
        index.keywords.clear()
    report = desk.build()
    assert report.embedded == {"vectors": 6, "keywords": 0, "one-vector": 2, "both": 6}[lost]
    assert desk.held() == FIRST


# --- killed in the middle ------------------------------------------------------------------------


class Killed(BaseException):
    """What a fuse ends a run with; nothing catches it."""


@dataclass
class Fuse:
    left: int

    def burn(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


class Fragile:
    """A store or an embedder whose every writing step may be the last of the process."""

    def __init__(self, part: Any, fuse: Fuse) -> None:
        self._part, self._fuse = part, fuse

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._part, name)
        if name not in ("add", "delete", "clear", "embed"):
            return found

        def step(*arguments: Any) -> Any:
            self._fuse.burn()
            result = found(*arguments)
            self._fuse.burn()
            return result

        return step


class FragileManifest(Manifest):
    fuse = Fuse(0)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.fuse.burn()
        with super().transaction():
            yield
            self.fuse.burn()
        self.fuse.burn()


def run_until_killed(desk: Desk, left: int, rebuild: bool) -> bool:
    """Whether the run was killed before it ended."""
    sound, fuse = desk.open(), Fuse(left)
    manifest = FragileManifest(desk.folder.manifest)
    manifest.fuse = fuse
    index = NewsIndex(
        manifest,
        Fragile(sound.vectors, fuse),
        Fragile(sound.keywords, fuse),
        Fragile(sound.embedder, fuse),
    )
    try:
        build(index, desk.folder, [desk.corpus], rebuild=rebuild)
    except Killed:
        return True
    finally:
        manifest.close()
        sound.manifest.close()
    return False


BEFORE = {
    "a.txt": PEACE,
    "b.txt": WAR,
    "gone.txt": AID,
    "n.jsonl": lines({"text": text("one")}, {"text": text("two")}, {"text": text("three")}),
}
AFTER = {
    "a.txt": PEACE + "\n" + text("wall"),
    "b.txt": WAR,
    "copy.txt": WAR,
    "new.txt": AID,
    "n.jsonl": lines({"text": text("one")}, {"text": text("four")}, {"text": text("five")}),
}
HELD_BEFORE = {
    **{"a.txt": PEACE, "b.txt": WAR, "gone.txt": AID},
    **{"n.jsonl#1": text("one"), "n.jsonl#2": text("two"), "n.jsonl#3": text("three")},
}
HELD_AFTER = {
    **{"a.txt": AFTER["a.txt"], "b.txt": WAR, "new.txt": AID},
    **{"n.jsonl#1": text("one"), "n.jsonl#2": text("four"), "n.jsonl#3": text("five")},
}


@pytest.mark.parametrize("then", ["goes-on", "files-go-back"])
@pytest.mark.parametrize("kind", ["update", "rebuild", "other-model"])
def test_killed_at_any_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, then: str
) -> None:
    monkeypatch.setattr(building, "_BATCH_ARTICLES", 2)
    start = Desk(tmp_path / "news", IndexFolder(tmp_path / "start"))
    start.lay(BEFORE)
    start.build()
    killed, step, killing = 0, 0, True
    while killing:
        step += 1 if step < 4 else 7  # every one of them passes, but takes minutes
        home = tmp_path / f"home{step}"
        shutil.copytree(start.folder.home, home)
        model = Counting(48, "words-2") if kind == "other-model" else Counting()
        desk = Desk(start.corpus, IndexFolder(home), model)
        desk.lay(AFTER)
        killing = run_until_killed(desk, step, rebuild=kind == "rebuild")
        killed += killing
        index = desk.open()
        if index.mismatch() is None:
            look_around(index)
        if then == "files-go-back":
            desk.lay(BEFORE)
        desk.build()
        assert desk.held() == (HELD_AFTER if then == "goes-on" else HELD_BEFORE), step
        assert desk.build().embedded == 0
    assert killed > 4


def look_around(index: NewsIndex) -> None:
    """Searching finds only what some state of the corpus holds, whatever else is in the stores."""
    dense = index.search_dense("the alliance in the city", MANY)
    lexical = index.search_keywords("the alliance in the city", MANY)
    for chunk, item in index.chunks([key for key, _ in dense + lexical]).values():
        assert chunk.text and item.article.text[chunk.start : chunk.end] == chunk.text
        path, whole = item.article.path, item.article.text
        assert whole in (HELD_BEFORE.get(path), HELD_AFTER.get(path))


CHILD = """
import os, sys, time
from pathlib import Path
import index.build as building
from index.embed import WordHashEmbedder
from index.store import IndexFolder, NewsIndex

home, corpus, mode = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
building._BATCH_ARTICLES = 2

class Embedder(WordHashEmbedder):
    calls = 0

    def embed(self, texts):
        self.calls += 1
        if mode == "wait":
            (home / "waiting").touch()
            while not (home / "go").exists():
                time.sleep(0.05)
        elif mode.isdigit() and self.calls == int(mode):
            os._exit(9)
        return super().embed(texts)

folder = IndexFolder(home)
try:
    index = NewsIndex.open(folder, Embedder(32))
    building.build(index, folder, [corpus])
except Exception as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""


@pytest.fixture
def child(tmp_path: Path) -> Callable[[Desk, str], subprocess.Popen[str]]:
    script = tmp_path / "child.py"
    script.write_text(dedent(CHILD), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def start(desk: Desk, mode: str) -> subprocess.Popen[str]:
        command = [sys.executable, str(script), str(desk.folder.home), str(desk.corpus), mode]
        return subprocess.Popen(
            command, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )

    return start


@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_process_that_dies(
    desk: Desk, child: Callable[[Desk, str], subprocess.Popen[str]], call: int
) -> None:
    files = {f"{n}.txt": text(f"item{n}") for n in range(5)}
    desk.lay(files)
    process = child(desk, str(call))
    process.communicate(timeout=60)
    assert process.returncode == 9
    index = desk.open()
    assert index.roots == (desk.corpus.resolve(),)  # so that the next run knows what to finish
    assert index.manifest.counts()["articles"] == 2 * (call - 1)
    report = desk.build()
    assert counts(report)["articles"] == 5
    assert report.embedded == 2 * (5 - 2 * (call - 1))
    assert desk.held() == files


def test_searching_while_another_process_writes(
    desk: Desk, child: Callable[[Desk, str], subprocess.Popen[str]]
) -> None:
    desk.lay(FIRST)
    desk.build()
    reader = desk.open()
    assert held(reader) == FIRST
    after = {"a.txt": PEACE + "\n" + text("wall"), "new.txt": text("dove")}
    desk.lay(after)
    process = child(desk, "wait")
    while not (desk.folder.home / "waiting").exists():
        time.sleep(0.02)
    assert {i.article.text for _, i in search(reader, "the alliance")} == {*FIRST.values()}
    with pytest.raises(IndexBusy) as error:
        desk.build()
    assert str(error.value) == (
        f"Another process is writing the index in {desk.folder.home}. Wait until it has finished."
    )
    (desk.folder.home / "go").touch()
    while process.poll() is None:
        for chunk, item in search(reader, "the alliance"):
            assert item.article.text[chunk.start : chunk.end] == chunk.text
        time.sleep(0.01)
    assert (process.returncode, process.communicate()[1]) == (0, "")
    assert held(reader) == after  # it saw that the index is another, dense search included


def search(index: NewsIndex, question: str) -> list[Any]:
    dense, lexical = index.search_dense(question, MANY), index.search_keywords(question, MANY)
    return list(index.chunks([key for key, _ in dense + lexical]).values())


def test_two_processes_on_a_new_index(
    desk: Desk, child: Callable[[Desk, str], subprocess.Popen[str]]
) -> None:
    desk.lay(FIRST)
    processes = [child(desk, "go") for _ in range(2)]
    endings = sorted(p.communicate(timeout=60)[1].partition(":")[0].strip() for p in processes)
    assert endings in (["", ""], ["", "IndexBusy"])
    assert desk.held() == FIRST


def test_searching_in_one_thread_and_building_in_another(desk: Desk) -> None:
    desk.lay(FIRST)
    index = desk.open()
    build(index, desk.folder, [desk.corpus])
    failed: list[BaseException] = []
    done = threading.Event()

    def look() -> None:
        try:
            while not done.is_set():
                for chunk, item in search(index, "the alliance"):
                    assert item.article.text[chunk.start : chunk.end] == chunk.text
        except BaseException as error:
            failed.append(error)

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(4):
        desk.write("a.txt", text(f"item{number}"))
        build(index, desk.folder, [desk.corpus], rebuild=number == 3)
    done.set()
    for reader in readers:
        reader.join()
    assert failed == []


# --- speed ---------------------------------------------------------------------------------------


def test_five_hundred_small_files(desk: Desk) -> None:
    files = {f"{n}.txt": text(f"item{n}", f"thing{n}") for n in range(500)}
    desk.lay(files)
    started = time.process_time()
    assert counts(desk.build()) == {"added": 500, "articles": 500}
    assert time.process_time() - started < 8
    started = time.process_time()
    assert counts(desk.build()) == {"unchanged": 500, "articles": 500}
    assert time.process_time() - started < 2
    desk.lay({"0.txt": files["0.txt"]})
    started = time.process_time()
    assert counts(desk.build()) == {"removed": 499, "unchanged": 1, "articles": 1}
    assert time.process_time() - started < 2
    assert desk.held() == {"0.txt": files["0.txt"]}
