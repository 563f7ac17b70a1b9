"""The product's own bar, held on the dev cases; and the bar catches what it must."""

from __future__ import annotations

from collections.abc import Generator, Sequence

import pytest

from evals.cases import CASES, load
from evals.figures import FIGURES, figures
from evals.gates import failures, gates
from evals.rows import Journal, Row
from evals.run import Plan, ask, read_articles, run, scored, standard
from evals.statistics import mean
from rag.compose import claim_verifier, open_pipeline
from rag.config import SEEDS, Settings
from rag.evidence import Candidate
from rag.pipeline import Pipeline
from rag.readers import Reader, Reading
from rag.types import Evidence
from rag.verify import Verdict
from rag.writers import Ask, Draft, Writer

LANDED = {  # the gates as they last landed: raise them together with `gates.toml`, never lower
    "at_least": {
        "right": 0.93,
        "abstention_recall": 0.90,
        "abstention_precision": 0.94,
        "supported": 1.0,
        "faithful": 1.0,
        "exact": 1.0,
        "needed": 0.93,
        "citation_precision": 0.85,
        "citation_recall": 0.90,
        "several_sources": 0.80,
        "complete": 0.99,
        "recall@5": 0.91,
        "recall@10": 0.97,
        "mrr": 0.82,
    },
    "at_most": {"false_refusals": 0.027, "words": 37},
}


def test_the_gates_were_not_lowered() -> None:
    now = gates()
    for name, bar in LANDED["at_least"].items():
        assert now["at_least"][name] >= bar
    for name, bar in LANDED["at_most"].items():
        assert now["at_most"][name] <= bar


def test_every_gate_is_of_a_figure() -> None:
    known = {figure.name for figure in FIGURES}
    assert {name for bars in gates().values() for name in bars} <= known


def test_a_gate_fails_below_its_bar_above_it_and_without_a_figure() -> None:
    bars = {"at_least": {"right": 0.5, "exact": 1.0}, "at_most": {"words": 10}}
    assert failures({"right": mean([1, 0]), "exact": mean([1]), "words": mean([10])}, bars) == {}
    assert failures({"right": mean([0]), "words": mean([11])}, bars) == {
        "right": "right is 0.000, at least 0.5 is due",
        "exact": "exact is not measured, at least 1 is due",
        "words": "words is 11.000, at most 10 is allowed",
    }


@pytest.mark.model
def test_the_product_holds_its_bar(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    chosen = Settings(home=settings.home, corpus=SEEDS)
    plan = Plan(load(CASES / "dev.jsonl"), ("quotes",), chosen, claim_verifier(chosen))
    report = run(plan, Journal(tmp_path_factory.mktemp("gates") / "unfinished.jsonl"))
    assert failures(figures(report.rows)) == {}


# --- three planted faults, each through the real pipeline --------------------------------------


class Trusting:
    """A verifier that lets everything pass."""

    def verify(self, text: str, evidence: Sequence[Evidence]) -> Verdict:
        return Verdict("supported", "trusted")


class Hallucinating:
    """Says what an article says and something that nobody said."""

    name = "hallucinating"

    def write(self, asks: Sequence[Ask], *rest: object) -> Generator[Draft, None, None]:
        best = asks[0].candidates[0].evidence()
        yield Draft(f"{best.text} Some 4,512 llamas were seized in Lima.", (best,))


class MisCiting:
    """Says what one article says and cites another sentence of the same corpus."""

    name = "mis-citing"

    def write(self, asks: Sequence[Ask], *rest: object) -> Generator[Draft, None, None]:
        best, item = asks[0].candidates[0], asks[0].candidates[0].item
        other = Candidate(item, (best.at + 3) % len(item.sentences), 0.0, 0.0)
        yield Draft(best.text, (other.evidence(),))


class Eager:
    """A reader to whom every sentence answers every question."""

    def read(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[Reading]:
        return [Reading(1.0, (1.0,) * len(p), (None,) * len(p)) for _, p in pairs]


def rows_of(
    settings: Settings, writer: Writer | None = None, reader: Reader | None = None
) -> list[Row]:
    """Every fourth dev case, asked of the product with one part exchanged."""
    good = open_pipeline(settings)
    pipeline = Pipeline(
        good.index,
        good.retriever,
        reader or good.reader,
        writer or good.writer,
        Trusting(),
        good.passages,
    )
    articles, metrics = read_articles(SEEDS), standard(claim_verifier(settings))
    rows = []
    for case in load(CASES / "dev.jsonl")[::4]:
        seen, total = ask(case, pipeline, articles)
        rows.append(scored(seen, metrics, case.id, pipeline.writer.name, total))
    return rows


@pytest.mark.model
def test_the_gates_catch_a_writer_that_hallucinates(settings: Settings) -> None:
    caught = failures(figures(rows_of(settings, Hallucinating())))
    assert {"supported", "faithful"} <= caught.keys()
    assert "exact" not in caught


@pytest.mark.model
def test_the_gates_catch_a_writer_that_cites_the_wrong_sentence(settings: Settings) -> None:
    caught = failures(figures(rows_of(settings, MisCiting())))
    assert {
        "supported",
        "faithful",
        "needed",
        "citation_precision",
        "citation_recall",
    } <= caught.keys()
    assert "exact" not in caught  # the words do stand where it says; they are the wrong ones


@pytest.mark.model
def test_the_gates_catch_a_pipeline_that_never_abstains(settings: Settings) -> None:
    rows = rows_of(settings, reader=Eager())
    caught = failures(figures(rows))
    assert "abstention_recall" in caught
    assert "exact" not in caught
    invented = [row for row in rows if row.verdict == "invented"]
    assert len(invented) >= sum(not row.answerable for row in rows) / 2
