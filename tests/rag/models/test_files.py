"""Pulling models: the hash decides, a hub of our own serves."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from rag.errors import ConfigError, ModelError
from rag.models import files
from rag.models.files import PACKAGED, Packaged, installed, pull, pulled

CONTENT = b"GGUF" + bytes(range(256)) * 400


class Hub(BaseHTTPRequestHandler):
    """The three answers of a model hub that fetching one file takes."""

    sha256 = hashlib.sha256(CONTENT).hexdigest()
    ranges: ClassVar[list[str | None]] = []
    lengths: ClassVar[list[int | None]] = []

    def do_HEAD(self) -> None:
        self._answer(b"")

    def do_GET(self) -> None:
        self.ranges.append(self.headers.get("Range"))
        start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").split("-")[0])
        sent = self.lengths.pop(0) if self.lengths else None
        self._answer(CONTENT[start:][:sent], start, len(CONTENT) - start)

    def _answer(self, body: bytes, start: int = 0, length: int = len(CONTENT)) -> None:
        if "/good/" not in self.path and "/forged/" not in self.path:
            self.send_error(404)
            return
        sha256 = self.sha256 if "/good/" in self.path else "0" * 64
        self.send_response(206 if start else 200)
        self.send_header("ETag", f'"{sha256}"')
        self.send_header("X-Repo-Commit", "c" * 40)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(length))
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def hub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def run_pull(name: str, home: Path, hub: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: the hub's library reads its address once, when it is imported."""
    command = [sys.executable, "-m", "rag", "pull", name, "--home", str(home)]
    environment = {**os.environ, "HF_ENDPOINT": hub, "HF_HOME": str(home / "hf")}
    environment["HF_HUB_OFFLINE"] = "0"  # the embedder, if loaded before, has set it
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment, timeout=120
    )


def test_a_file_of_the_hub_is_fetched_and_checked(hub: str, tmp_path: Path) -> None:
    done = run_pull("hf:good/repo/small.Q4.gguf", tmp_path, hub)
    assert (done.returncode, done.stdout) == (0, "gguf:good--repo--small.Q4\n"), done.stderr
    assert pulled("good--repo--small.Q4", tmp_path).read_bytes() == CONTENT


def test_a_file_that_is_not_what_was_published_is_removed(hub: str, tmp_path: Path) -> None:
    done = run_pull("hf:forged/repo/small.gguf", tmp_path, hub)
    assert done.returncode == 2
    assert "not the published file" in done.stderr
    assert not list(tmp_path.rglob("*.gguf"))


def test_a_broken_download_goes_on_where_it_stopped(hub: str, tmp_path: Path) -> None:
    Hub.lengths[:] = [None, 5000]  # what the file is; then the file, cut off
    broken = run_pull("hf:good/repo/small.gguf", tmp_path, hub)
    assert broken.returncode == 2
    assert "goes on where it stopped" in broken.stderr
    Hub.ranges.clear()
    again = run_pull("hf:good/repo/small.gguf", tmp_path, hub)
    assert again.returncode == 0, again.stderr
    assert Hub.ranges == [None, "bytes=5000-"]
    assert pulled("good--repo--small", tmp_path).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("name", "message"),
    [("hf:none/repo/small.gguf", "404 for none/repo/small.gguf"), ("gpt", "cannot be pulled")],
    ids=["no such file", "no such name"],
)
def test_what_is_not_there_is_said_in_a_sentence(
    name: str, message: str, hub: str, tmp_path: Path
) -> None:
    done = run_pull(name, tmp_path, hub)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_hub_the_connection_is_blamed(tmp_path: Path) -> None:
    done = run_pull("hf:good/repo/small.gguf", tmp_path, "http://127.0.0.1:9")
    assert done.returncode == 2
    assert "Check the connection" in done.stderr


def test_no_file_of_the_hub_takes_another_ones_place(hub: str, tmp_path: Path) -> None:
    names = ("good/repo/smollm2.gguf", "good/other/smollm2.gguf", "good/repo/deep/smollm2.gguf")
    for name in names:
        done = run_pull(f"hf:{name}", tmp_path, hub)
        assert done.returncode == 0, done.stderr
    found = {name.removesuffix(".gguf").replace("/", "--") for name in names}
    assert set(installed(tmp_path)) == found


def test_a_packaged_model_that_is_there_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    known = Packaged("news-rag-no-such-package==0", "a.gguf", Hub.sha256, "nothing")
    monkeypatch.setitem(PACKAGED, "known", known)
    there = tmp_path / "models" / "known.gguf"
    there.parent.mkdir()
    there.write_bytes(CONTENT)
    assert pull("known", tmp_path, lambda _: None) == there
    there.write_bytes(b"GGUF of somebody else")
    with pytest.raises(ModelError, match="pip could not download"):
        pull("known", tmp_path, lambda _: None)


def test_a_package_that_pip_cannot_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = Packaged("news-rag-no-such-package==0", "a.gguf", "0" * 64, "nothing")
    monkeypatch.setitem(PACKAGED, "nothing", missing)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(ModelError, match="pip could not download"):
        pull("nothing", tmp_path, lambda _: None)
    assert installed(tmp_path) == {}


def test_a_name_is_looked_for_and_a_path_taken(tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(CONTENT)
    assert pulled(str(own), tmp_path / "home") == own
    with pytest.raises(ConfigError, match="rag pull smollm2"):
        pulled("smollm2", tmp_path / "home")
    with pytest.raises(ConfigError, match="no model file"):
        pulled("/nowhere/own.gguf", tmp_path / "home")


def test_the_packaged_model_is_the_published_one(smollm2: Path) -> None:
    assert files._hash(smollm2) == PACKAGED["smollm2"].sha256
    assert [smollm2.name] == [p.name for p in smollm2.parent.iterdir()]
