"""Claims and summaries whose truth is known: WiCE, SummEdits, BUMP and FRANK, as their authors publish them,
and claims on our own invented articles.

Each set is read from whatever ``*.jsonl`` and ``*.jsonl.gz`` files lie in its folder. Field names are
those of the published files, with the spellings that were seen in the wild.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.files import rows_of
from index.errors import ConfigError
from index.sentences import sentence_spans
from rag.training.own import INVENTED

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, the sentences it must follow from, and whether people found that it does.

    ``part`` is the domain or the kind of error; ``pair`` joins a faithful and an edited text.
    """

    text: str
    evidence: tuple[str, ...]
    faithful: bool
    part: str
    pair: str = ""


def wice(row: Row, _file: str) -> Iterator[Labelled]:
    """WiCE (Kamoi et al. 2023): a partially supported claim is not supported."""
    evidence = _field(row, "evidence", "evidence_sentences")
    if isinstance(evidence, str):
        evidence = ast.literal_eval(evidence)
    label = str(_field(row, "label", "support")).lower()
    sentences = tuple(str(sentence) for sentence in evidence)
    yield Labelled(str(_field(row, "claim", "text")), sentences, label == "supported", "claims")


def summedits(row: Row, file: str) -> Iterator[Labelled]:
    """SummEdits (Laban et al. 2023): label 1 is a summary consistent with its document."""
    document = _field(row, "doc", "document", "article")
    part = str(row.get("domain") or file)
    yield Labelled(str(row["summary"]), _sentences(document), _truth(row["label"]), part)


def bump(row: Row, _file: str) -> Iterator[Labelled]:
    """BUMP task 1 (Ma et al. 2023): a faithful summary and one with a single error put in."""
    article = _sentences(_field(row, "article", "doc", "document"))
    part = str(row.get("error_type") or row.get("corrected_error_type") or "unknown")
    pair = f"{row.get('id', '')}/{row.get('article_id', '')}/{part}"
    yield Labelled(str(_field(row, "reference_summary", "reference")), article, True, part, pair)
    yield Labelled(str(_field(row, "edited_summary", "edited")), article, False, part, pair)


def frank(row: Row, file: str) -> Iterator[Labelled]:
    """FRANK (Pagnoni et al. 2021): faithful if people found more than half of it factual."""
    article = _sentences(_field(row, "article", "document"))
    factual = float(_field(row, "factuality", "Factuality"))
    part = str(row.get("dataset") or file).lower()
    yield Labelled(str(_field(row, "summary", "claim")), article, factual > 0.5, part)


def invented(row: Row, _file: str) -> Iterator[Labelled]:
    """Claims on our own invented articles, each true one with a twin that one changed detail makes false.

    A row names its article; what is free stands beside them, true, contradicted or not stated.
    """
    sentences = _articles()[str(_field(row, "title"))]
    for number, (true, false, places, kind) in enumerate(_field(row, "twins")):
        evidence, pair = tuple(sentences[at] for at in places), f"{row['title']}/{number}"
        yield Labelled(str(true), evidence, True, str(kind), pair)
        yield Labelled(str(false), evidence, False, str(kind), pair)
    for text, places, label in _field(row, "free"):
        evidence = tuple(sentences[at] for at in places)
        yield Labelled(str(text), evidence, label == "supported", "free")


@lru_cache(maxsize=1)
def _articles() -> dict[str, tuple[str, ...]]:
    """The sentences of the invented articles, by title."""
    return {row.values["title"]: tuple(row.values["sentences"]) for row in rows_of(INVENTED)}


READERS: dict[str, Callable[[Row, str], Iterator[Labelled]]] = {
    "wice": wice,
    "summedits": summedits,
    "bump": bump,
    "frank": frank,
    "invented": invented,
}


def read_set(name: str, folder: Path) -> list[Labelled]:
    """Every item of the set's files in ``folder`` and its folders.

    Raises:
        ConfigError: there is no file, or a row lacks a field.
        DataError: a file cannot be read, or holds no JSON lines.
    """
    files = sorted((*folder.rglob("*.jsonl"), *folder.rglob("*.jsonl.gz")))
    if not files:
        raise ConfigError(f"{folder} holds no *.jsonl or *.jsonl.gz. Put the rows of {name} there.")
    found: list[Labelled] = []
    for file in files:
        stem = file.name.split(".")[0].removesuffix("_evaluation")
        try:
            for row in rows_of(file):
                found += READERS[name](row.values, stem)
        except (KeyError, TypeError, ValueError, SyntaxError) as error:
            raise ConfigError(
                f"{file} holds something that is no row of {name} ({error}). "
                "Compare its fields with those the set is published with."
            ) from error
    return found


def spread(items: Sequence[Labelled], limit: int | None) -> list[Labelled]:
    """About ``limit`` items from the whole of ``items``, at even steps; pairs stay together."""
    groups: dict[str, list[Labelled]] = {}
    for number, item in enumerate(items):
        groups.setdefault(item.pair or str(number), []).append(item)
    kept = list(groups.values())
    step = max(1, -(-len(items) // limit)) if limit else 1
    return [item for group in kept[::step] for item in group]


def _field(row: Row, *names: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    for name in names:
        if row.get(name) is not None:
            return row[name]
    raise KeyError(f"no {' or '.join(names)}")


def _truth(label: object) -> bool:
    return str(label).lower() in ("1", "1.0", "true", "consistent", "supported", "faithful")


def _sentences(text: object) -> tuple[str, ...]:
    if isinstance(text, list):
        return tuple(str(sentence) for sentence in text)
    whole = str(text)
    return tuple(whole[span.start : span.end] for span in sentence_spans(whole))
