"""`python -m evals.ablations`: what each part of choosing and refusing is worth.

The same cases, asked of the product with a part of it taken out. AUC is of the score on which it answers
or refuses, and so is free of thresholds, which were set for the whole.
"""

from __future__ import annotations

import argparse
import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.cases import CASES, Case, load
from evals.metrics.answers import Right
from evals.rows import Row
from evals.run import ask, check, read_articles, scored
from evals.statistics import Interval, auc, bootstrap, mean
from index.errors import ConfigError, RagError
from index.types import Article
from rag.compose import open_pipeline
from rag.config import SEEDS, Settings
from rag.pipeline import Pipeline
from rag.readers import Reader, Reading


class ByPassage:
    """A reader that says of every sentence what it says of the passage as a whole."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def read(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[Reading]:
        """What the whole one says, but for which sentence answers."""
        return [
            replace(reading, sentences=(reading.answerable,) * len(reading.sentences))
            for reading in self._reader.read(pairs)
        ]


VARIANTS: Mapping[str, Callable[[Reader], Reader | None]] = {
    "similarity, words and exact checks": lambda _: None,
    "+ reader: whether the passage answers": ByPassage,
    "+ reader: which sentence answers": lambda reader: reader,
}


def figures(rows: Sequence[Row]) -> dict[str, Interval]:
    """Right and cited of the answerable, refused of the others, and how well the score parts them."""
    # Without a score nothing was found at all, which is a refusal like any other.
    scores = [-99.0 if row.confidence is None else row.confidence for row in rows]
    right = [value for row in rows if (value := row.value("right")) is not None]
    return {
        "right and cited": mean(right),
        "refused": mean([float(row.refused) for row in rows if not row.answerable]),
        "false refusals": mean([float(row.refused) for row in rows if row.answerable]),
        "AUC": bootstrap(auc, [scores, [row.answerable for row in rows]]),
    }


def table(cases: Sequence[Case], corpus: Path, home: Path) -> Iterator[str]:
    """The lines of a table in Markdown, as they are known; ``home`` keeps the index.

    Raises:
        CasesError: a case quotes what the corpus does not say.
        ConfigError: there is no reader to take anything from.
    """
    articles = read_articles(corpus)
    check(cases, articles)
    pipeline = open_pipeline(Settings(home=home, corpus=corpus))
    if pipeline.reader is None:
        raise ConfigError("There is no reader to take anything from. Run: rag doctor")
    for number, (name, left) in enumerate(VARIANTS.items()):
        changed = copy.copy(pipeline)
        changed.reader = left(pipeline.reader)
        measured = figures(list(_rows(cases, changed, articles, name)))
        if not number:
            yield f"| {len(cases)} cases, percent | {' | '.join(measured)} |"
            yield f"|---|{'---|' * len(measured)}"
        yield f"| {name} | {' | '.join(map(_percent, measured.values()))} |"


def _rows(
    cases: Sequence[Case], pipeline: Pipeline, articles: Mapping[str, Article], name: str
) -> Iterator[Row]:
    for case in cases:
        seen, total = ask(case, pipeline, articles)
        yield scored(seen, (Right(),), case.id, name, total)


def _percent(figure: Interval) -> str:
    return f"{100 * figure.value:.1f} ({100 * figure.low:.0f}–{100 * figure.high:.0f})"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m evals.ablations", description=__doc__)
    parser.add_argument("--cases", type=Path, default=CASES / "dev.jsonl", help="a .jsonl of cases")
    parser.add_argument("--corpus", type=Path, default=SEEDS, help="the articles they are about")
    told = parser.parse_args()
    try:
        with TemporaryDirectory(ignore_cleanup_errors=True) as home:
            for line in table(load(told.cases), told.corpus, Path(home)):
                print(line, flush=True)  # noqa: T201
    except RagError as error:
        parser.exit(1, f"{error}\n")


if __name__ == "__main__":
    main()
