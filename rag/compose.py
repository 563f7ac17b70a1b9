"""The composition root: settings in, finished pipeline out. Only here is every part known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.build import BuildReport, Progress, build
from index.embed import (
    Embedder,
    SentenceTransformerEmbedder,
    WordHashEmbedder,
    packaged_folder,
)
from index.errors import ConfigError, IndexBusy
from index.store import IndexFolder, NewsIndex
from index.vectors import ChromaStore, VectorStore
from rag.config import SEEDS, Settings
from rag.models.opening import FORMS, open_llm, resolve
from rag.models.rewriting import ModelRewriter
from rag.pipeline import Pipeline
from rag.readers import Reader
from rag.retrieve import Retriever
from rag.verify import QuoteVerifier
from rag.writers.llm import LLMWriter
from rag.writers.quotes import QuotesWriter

if TYPE_CHECKING:
    from rag.verify.claims import ClaimVerifier

READER_WEIGHTS = Path(__file__).parent / "data" / "reader.safetensors"


def open_index(settings: Settings) -> NewsIndex:
    """The index in ``settings.home``, created empty if there is none."""
    folder = IndexFolder(settings.home)
    return NewsIndex.open(folder, _embedder(settings), _vectors(settings))


def index_articles(
    settings: Settings,
    paths: Sequence[Path] = (),
    *,
    rebuild: bool = False,
    progress: Progress | None = None,
) -> BuildReport:
    """Bring the index up to date with ``paths``, else the configured corpus, else what it held."""
    index = open_index(settings)
    chosen = tuple(paths) or _corpus(settings, index)
    folder = IndexFolder(settings.home)
    report = build(index, folder, chosen, rebuild=rebuild, progress=progress)
    _pipeline.cache_clear()
    _index.cache_clear()
    return report


def open_pipeline(settings: Settings, progress: Progress | None = None) -> Pipeline:
    """A pipeline ready to answer; the index is built first if there is none.

    Raises:
        IndexMismatch: the index was made with another embedding model or splitter.
    """
    build_missing(settings, progress)
    return _pipeline(settings)


def open_retriever(settings: Settings) -> Retriever:
    """What finds passages, without what reads or writes; the index is built if there is none.

    Raises:
        IndexMismatch: the index was made with another embedding model or splitter.
    """
    build_missing(settings)
    return Retriever(_index(_shared(settings)))


def build_missing(settings: Settings, progress: Progress | None = None) -> BuildReport | None:
    """Build the index if there is none yet; what was done, if anything.

    Raises:
        ConfigError: there is no such model as the settings name.
        IndexMismatch: there is one, made with another embedding model or splitter.
    """
    index, made = _index(_shared(settings)), None
    if _is_unbuilt(settings, index):
        model_writer(settings)  # a wrong model is told before a long build, not after
        folder, paths = IndexFolder(settings.home), _corpus(settings, index)
        try:
            made = build(index, folder, paths, progress=progress)
        except IndexBusy:  # another process is at it: what is there already can be asked
            if "roots" not in index.manifest.meta():
                raise
    index.check()
    return made


def needs_building(settings: Settings) -> bool:
    """Whether `build_missing` would have to build the index."""
    return not IndexFolder(settings.home).exists() or _is_unbuilt(
        settings, _index(_shared(settings))
    )


def _is_unbuilt(settings: Settings, index: NewsIndex) -> bool:
    """Nothing was indexed yet, a run was cut off, or the settings name another corpus."""
    meta = index.manifest.meta()
    if "roots" not in meta or meta.get("dirty") == "1":
        return True
    if index.mismatch():
        return False  # refused by its own error, never silently made anew
    return settings.corpus is not None and index.roots != (settings.corpus.resolve(),)


@lru_cache(maxsize=8)
def _pipeline(settings: Settings) -> Pipeline:
    """A pipeline for each model; index and reader are the same ones for all of them."""
    shared = _shared(settings)
    index, reader = _index(shared), _reader(shared)
    standby = QuotesWriter(settings.max_sentences)
    writer = model_writer(settings)
    find = Retriever(index)
    if writer is None:
        return Pipeline(index, find, reader, standby, QuoteVerifier(), settings.passages)
    verifier, rewriter = claim_verifier(shared), ModelRewriter(writer)
    return Pipeline(index, find, reader, writer, verifier, settings.passages, standby, rewriter)


def _shared(settings: Settings) -> Settings:
    """What all models of the settings share: the key to the one index and reader."""
    return replace(settings, model="quotes")


@lru_cache(maxsize=4)
def _index(settings: Settings) -> NewsIndex:
    return open_index(settings)


def model_writer(settings: Settings) -> LLMWriter | None:
    """The language model of the settings as a writer, opened when first used; None: `quotes`.

    Raises:
        ConfigError: no such model, or its key is not set.
        MissingExtra: the package that it needs is not installed.
    """
    writer = partial(
        LLMWriter, seconds=settings.model_seconds, prompt_tokens=settings.prompt_tokens
    )
    if hasattr(settings.model, "stream_chat"):
        llm = settings.model
        called = f"{llm.class_name()}:{llm.metadata.model_name}"
        return writer(called, lambda: llm, shared=True)
    name = resolve(settings)
    if not name.writes:
        return None
    opened = partial(open_llm, name, settings)
    return writer(str(name), opened, form=FORMS[name.kind])


def _corpus(settings: Settings, index: NewsIndex) -> tuple[Path, ...]:
    if settings.corpus:
        return (settings.corpus,)
    return index.roots or (SEEDS,)


@lru_cache(maxsize=4)
def _embedder(settings: Settings) -> Embedder:
    """One encoder for the index and for the claim verifier."""
    if settings.embedder == "packaged":
        return SentenceTransformerEmbedder.packaged(settings.home)
    if settings.embedder == "words":
        return WordHashEmbedder()
    return SentenceTransformerEmbedder(settings.embedder)


def _vectors(settings: Settings) -> VectorStore | None:
    if not settings.chroma:
        return None
    host, _, port = settings.chroma.rpartition(":")
    if not host or not port.isdigit():
        raise ConfigError(
            f"chroma is {settings.chroma!r}. Write it as host:port, as in localhost:8000."
        )
    return ChromaStore.connect(host, int(port))


@lru_cache(maxsize=4)
def _reader(settings: Settings) -> Reader | None:
    """The trained reader, if its weights are there; without it sentences go by similarity."""
    if settings.embedder == "words" or not READER_WEIGHTS.is_file():
        return None
    from rag.readers.minilm import MiniLMReader

    return MiniLMReader.load(packaged_folder(), READER_WEIGHTS)


@lru_cache(maxsize=4)
def claim_verifier(settings: Settings) -> ClaimVerifier:
    """A verifier for sentences that are not quotes, such as a language model's."""
    from rag.verify.claims import ClaimVerifier

    embedder = _embedder(settings)
    if isinstance(embedder, SentenceTransformerEmbedder):
        return ClaimVerifier(embedder.embed_few)
    return ClaimVerifier(embedder.embed)
