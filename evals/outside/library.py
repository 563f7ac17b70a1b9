"""A benchmark's documents, indexed and asked by the product itself."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path

from index.errors import DataError
from index.reading.encoding import clean
from rag.compose import index_articles, open_pipeline
from rag.config import Settings
from rag.evidence import Candidate
from rag.gather import gather
from rag.models.opening import located
from rag.pipeline import Finished, Found
from rag.question import parse
from rag.retrieve import Scope
from rag.types import Answer, Hit

DEPTH = 40
"""Passages that a ranking of documents is made from."""

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a benchmark; the field names are those that articles are read under."""

    key: str
    text: str
    title: str = ""
    date: str = ""
    source: str = ""
    url: str = ""


@dataclass(frozen=True)
class Look:
    """What the product makes of one question: passages, sentences and answer, all best first."""

    hits: Sequence[Hit]
    candidates: Sequence[Candidate]
    answer: Answer

    @property
    def refused(self) -> bool:
        return self.answer.status == "not_in_articles"

    @property
    def score(self) -> float:
        """The score of the best sentence, which decides between answer and abstention."""
        return max((c.score for c in self.candidates), default=float("-inf"))

    @cached_property
    def said(self) -> str:
        """The answer's sentences, without citation marks."""
        return " ".join(s.text for s in self.answer.sentences)

    def sentences(self, count: int) -> str:
        """The best sentences."""
        return "\n".join(c.text for c in self.candidates[:count])

    def passages(self, count: int) -> str:
        """The best passages."""
        return "\n".join(h.chunk.text for h in self.hits[:count])


class Library:
    """Documents by key. Those with the same text are one article, as in every index."""

    def __init__(self, documents: Iterable[Document], settings: Settings, tell: Tell) -> None:
        named: dict[str, tuple[str, Document]] = {}
        self.paths: dict[str, str] = {}
        for document in documents:
            if text := clean(document.text).strip():
                name, _ = named.setdefault(text, (f"{len(named):06d}.json", document))
                self.paths[document.key] = name
        if not named:
            raise DataError("No document of the set holds any text. Look at its files.")
        kept = dict(named.values())
        home = settings.home / "outside" / _digest(kept, settings)
        model = located(settings.model, settings.home)
        self._settings = replace(settings, model=model, home=home, corpus=None, chroma="")
        _write(home / "articles", kept)
        index_articles(self._settings, [home / "articles"], progress=tell)
        self._pipeline = open_pipeline(self._settings)

    def articles(self, keys: Iterable[str]) -> set[str]:
        """The files that these documents stand in; a document without text has none."""
        return {self.paths[key] for key in keys if key in self.paths}

    def ask(self, question: str, among: Collection[str] | None = None) -> Look:
        """What the product makes of a question, with all articles or with those of some paths."""
        return self._look(question, Scope(None, None if among is None else tuple(sorted(among))))

    def ask_without(self, question: str, removed: Collection[str]) -> Look:
        """The same with all articles but some."""
        return self._look(question, Scope(None, all_but(removed)))

    def ranking(self, question: str) -> list[str]:
        """The paths of the articles found for a question, each at its best passage's rank."""
        hits = self._pipeline.retriever.search(question, DEPTH)
        return list(dict.fromkeys(hit.article.path for hit in hits))

    def _look(self, question: str, scope: Scope) -> Look:
        """The pipeline's own passages and answer, and its evidence step repeated on the passages."""
        index, reader = self._pipeline.index, self._pipeline.reader
        hits: tuple[Hit, ...] = ()
        for event in self._pipeline.stream(question, (), scope):
            if isinstance(event, Found):
                hits = event.hits
            elif isinstance(event, Finished):
                asked = parse(event.answer.searched)
                return Look(hits, gather(index, asked, hits, reader), event.answer)
        raise AssertionError("a stream ends with Finished")


def all_but(names: Collection[str]) -> tuple[str, ...]:
    """Glob patterns for every name that is not one of ``names``; all are equally long.

    A pattern for each place at which a name can leave those: few, whatever the size of the corpus.
    """
    starts = {name[:at] for name in names for at in range(len(name))}
    if not starts:
        return ("*",)
    after = {start: {n[len(start)] for n in names if n.startswith(start)} for start in starts}
    return tuple(f"{start}[!{''.join(sorted(after[start]))}]*" for start in sorted(starts))


def _digest(documents: dict[str, Document], settings: Settings) -> str:
    """Names the index: the same for the same documents and the same embedder."""
    content = json.dumps([(name, asdict(d)) for name, d in documents.items()])
    return hashlib.sha256(f"{settings.embedder}\0{content}".encode()).hexdigest()[:16]


def _write(folder: Path, documents: dict[str, Document]) -> None:
    """One JSON file a document; the folder appears whole or not at all."""
    if folder.is_dir():
        return
    unfinished = folder.with_name("unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    for name, document in documents.items():
        fields = {k: v for k, v in asdict(document).items() if v and k != "key"}
        (unfinished / name).write_text(json.dumps(fields), encoding="utf-8")
    unfinished.rename(folder)
