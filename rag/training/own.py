"""Questions written for this project: on invented articles, and on Wikinews by place and offset."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rag.followup import standalone
from rag.text.words import names
from rag.training.public import wiki1k_texts
from rag.training.rows import Foil, Row, content, is_held_out, words

INVENTED = Path(__file__).with_name("invented.jsonl")
"""News articles of things that never happened, with questions: written for this project."""

WIKINEWS = Path(__file__).with_name("wikinews.jsonl")
"""Questions on Wikinews articles, written for this project: by sentence and offsets, without their text."""

Asked = tuple[str, Sequence[int], Any]
"""A question, the places of the sentences that answer it, and the answer."""


def invented_rows(file: Path = INVENTED, held_out: bool = False) -> Iterator[Row]:
    """Answerable questions on invented articles, each with the unanswerable ones that tempt nearby.

    An eighth of the articles is kept out of training; ``held_out`` gives those instead.
    """
    for line in file.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if is_held_out(article["title"], 1 / 8) == held_out:
            sentences = tuple(article["sentences"])
            yield from _tempted(
                sentences, article["answerable"], article["unanswerable"], "invented"
            )


def wikinews_rows(folder: Path, file: Path = WIKINEWS, held_out: bool = False) -> Iterator[Row]:
    """This project's questions on Wikinews, whose sentences come from the files of QAMR and QA-Discourse.

    A text that is not whole there is left out. An eighth is kept out of training; ``held_out`` gives those.
    """
    texts = wiki1k_texts(folder)
    for line in file.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        known = texts.get(f"wikinews:{article['doc']}", {})
        if is_held_out(article["doc"], 1 / 8) != held_out or known.keys() != set(article["places"]):
            continue
        sentences = tuple(known.values())
        yield from _tempted(
            sentences,
            [_told(sentences, row) for row in article["answerable"]],
            article["unanswerable"],
            "wikinews",
        )
        for turns in article["conversations"]:
            told = [_told(sentences, turn) for turn in turns]
            yield from _tempted(sentences, *_written_out(sentences, told), "conversation")


def _told(sentences: Sequence[str], row: Sequence[Any]) -> Asked:
    """A question, its answering places and its answer, told by its offsets in the first of those."""
    question, places, answer = row
    return (question, places, sentences[places[0]][slice(*answer)]) if places else tuple(row)


def _written_out(
    sentences: Sequence[str], turns: Sequence[Asked]
) -> tuple[list[Asked], list[tuple[str, int]]]:
    """A conversation's answerable and unanswerable questions, as the product writes them out.

    A turn without answering places has instead of an answer the place that tempts most. One in which the
    product has put a name that what answers it does not know is left out: it may be the wrong one.
    """
    history: list[tuple[str, str]] = []
    asked, unanswerable = [], []
    for question, places, answer in turns:
        written = standalone(question, history)
        if not places:
            unanswerable.append((written, int(answer)))
        elif _is_about(written, question, sentences[max(0, places[0] - 1) : places[0] + 1]):
            asked.append((written, places, answer))
        history.append((question, " ".join(sentences[place] for place in places)))
    return asked, unanswerable


def _is_about(written: str, question: str, told: Sequence[str]) -> bool:
    """Whether what answers a question knows one of the names that were put into it, if any were."""
    beside = written.startswith(question.rstrip(" ?"))
    put = [] if beside else [name for name in names(written) if name not in question]
    known = set(words(" ".join(told)))
    return not put or any(known.intersection(words(name)) for name in put)


def _tempted(
    sentences: tuple[str, ...],
    asked: Sequence[Asked],
    unanswerable: Sequence[tuple[str, int]],
    source: str,
) -> Iterator[Row]:
    """A row for each question asked, with the foils that tempt nearest to it."""
    foils: list[list[Foil]] = [[] for _ in asked]
    for question, place in unanswerable:
        mine = content(question)
        away = [
            (min(abs(place - i) for i in places), -len(mine & content(other)))
            for other, places, _ in asked
        ]
        foils[away.index(min(away))].append(Foil(question, place))
    for (question, places, answer), own in zip(asked, foils, strict=True):
        labels = tuple(int(i in places) for i in range(len(sentences)))
        yield Row(question, sentences, labels, (answer,), "news", source, "", tuple(own))
