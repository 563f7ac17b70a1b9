"""`python -m evals.events`: are the reports of one event compared, and follow-up questions understood?

Four invented events with three reports of each in one index, 68 questions and eight conversations
(`events/README.md`).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.files import require, rows_of
from index.errors import RagError
from rag.compose import index_articles, open_pipeline
from rag.config import Settings
from rag.pipeline import Pipeline
from rag.types import Answer, Citation

EVENTS = Path(__file__).parent / "events"
KINDS = ("agree", "differ", "close", "one", "none")
TURNS = ("opening", "follow-up", "follow-up, none")
"""Kinds of a conversation's questions: the first, a later one, and one that no report answers."""

PARAGRAPH = 3  # sentences


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's kind, the files with the sentences of them that answer it, and the answer given."""

    kind: str
    stated: tuple[tuple[str, str], ...]
    answer: Answer

    @property
    def cited(self) -> int:
        """How many of the reports that answer are cited for the sentence that does."""
        return len(self._files(self.answer.citations))

    @property
    def shows_difference(self) -> bool:
        return bool(self.answer.disagreements)

    @property
    def shows_this_difference(self) -> bool:
        """Whether two of the sentences that answer stand on two sides."""
        return any(
            sum(bool(self._files(side.citations)) for side in shown.sides) > 1
            for shown in self.answer.disagreements
        )

    def _files(self, citations: Sequence[Citation]) -> set[str]:
        return {
            source
            for source, sentence in self.stated
            for c in citations
            if c.source == source and (sentence in c.quote or c.quote in sentence)
        }


def open_reports(events: Sequence[Mapping[str, Any]], home: Path) -> Pipeline:
    """What answers about the reports of all events; ``home`` keeps files and index."""
    corpus = home / "articles"
    corpus.mkdir(parents=True)
    for number, event in enumerate(events):
        for place, article in enumerate(event["articles"]):
            said = article["sentences"]
            starts = range(0, len(said), PARAGRAPH)
            body = "\n\n".join(" ".join(said[at : at + PARAGRAPH]) for at in starts)
            head = f"{article['title']}\n\nPublished: {article['published']}"
            (corpus / _name(number, place)).write_text(f"{head}\n\n{body}\n", encoding="utf-8")
    settings = Settings(home=home / "index", corpus=corpus, model="quotes")
    index_articles(settings)
    return open_pipeline(settings)


def ask(events: Sequence[Mapping[str, Any]], pipeline: Pipeline) -> Iterator[Asked]:
    """Every question of the events, each on its own."""
    for number, event in enumerate(events):
        for row in event["questions"]:
            answer = pipeline.answer(row["question"])
            yield Asked(row["kind"], _stated(number, event, row), answer)


def converse(events: Sequence[Mapping[str, Any]], pipeline: Pipeline) -> Iterator[Asked]:
    """Every conversation about the events, each question after the answers that the earlier ones got."""
    opening, later, unanswerable = TURNS
    for number, event in enumerate(events):
        for turns in event["conversations"]:
            history: list[tuple[str, str]] = []
            for row in turns:
                answer = pipeline.answer(row["question"], history)
                kind = later if history else opening
                stated = _stated(number, event, row)
                yield Asked(kind if stated else unanswerable, stated, answer)
                history.append((row["question"], answer.text))


def _stated(
    number: int, event: Mapping[str, Any], row: Mapping[str, Any]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (
            _name(number, told["article"]),
            event["articles"][told["article"]]["sentences"][told["sentence"]],
        )
        for told in row["answers"]
    )


def figures(asked: Sequence[Asked]) -> dict[str, dict[str, int]]:
    """By kind, how many questions: with one answering report cited, with two, with a difference shown."""
    found: dict[str, Counter[str]] = {}
    for one in asked:
        found.setdefault(one.kind, Counter()).update(
            {
                "questions": 1,
                "refused": int(one.answer.status == "not_in_articles"),
                "cited": int(one.cited > 0),
                "two cited": int(one.cited > 1),
                "difference shown": int(one.shows_difference),
                "this one": int(one.shows_this_difference),
            }
        )
    return {kind: dict(counts) for kind, counts in found.items()}


def load(path: Path) -> list[dict[str, Any]]:
    """The events of a file.

    Raises:
        DataError: the file cannot be read, or a line of it is no event.
    """
    rows = list(rows_of(path))
    require(rows, articles=list, questions=list, conversations=list)
    return [dict(row.values) for row in rows]


def _name(event: int, place: int) -> str:
    return f"{event}-{place}.txt"


def main() -> None:
    """Print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m evals.events", description=__doc__)
    parser.add_argument(
        "--events", type=Path, default=EVENTS / "dev.jsonl", help="a .jsonl of events"
    )
    told = parser.parse_args()
    try:
        with TemporaryDirectory(ignore_cleanup_errors=True) as home:
            events = load(told.events)
            pipeline = open_reports(events, Path(home))
            counted = figures([*ask(events, pipeline), *converse(events, pipeline)])
    except (KeyError, IndexError, TypeError, RagError) as error:
        parser.exit(1, f"{told.events} cannot be asked: {error}. See evals/events/README.md.\n")
    heads = next((list(counts) for counts in counted.values()), [])
    print(f"| | {' | '.join(heads)} |\n|---|{'---|' * len(heads)}")  # noqa: T201
    for kind, counts in counted.items():
        print(f"| {kind} | {' | '.join(str(counts.get(head, 0)) for head in heads)} |")  # noqa: T201


if __name__ == "__main__":
    main()
