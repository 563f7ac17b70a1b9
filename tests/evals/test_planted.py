"""The check of the verifier finds a careless one out."""

from __future__ import annotations

from collections.abc import Sequence

from evals.cases import CASES, load
from evals.planted import examine
from evals.run import read_articles
from rag.config import SEEDS
from rag.types import Evidence
from rag.verify import QuoteVerifier, Verdict

KINDS = {"word for word", "number changed", "name changed", "negated", "from another article"}


class Trusting:
    def verify(self, text: str, evidence: Sequence[Evidence]) -> Verdict:
        return Verdict("supported", "trusted")


def test_an_exact_verifier_sees_every_planted_error_and_a_trusting_one_none() -> None:
    cases, articles = load(CASES / "dev.jsonl"), read_articles(SEEDS)
    exact = examine(QuoteVerifier(), cases, articles)
    assert exact.keys() == KINDS
    assert {of["value"] for of in exact.values()} == {1.0}
    trusting = examine(Trusting(), cases, articles)
    assert {what: of["value"] for what, of in trusting.items()} == {
        what: float(what == "word for word") for what in KINDS
    }
    assert all((of["n"] or 0) >= 5 for of in exact.values())
