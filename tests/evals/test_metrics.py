"""Each metric on answers made by hand, with the value worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from evals.cases import Case
from evals.metrics import Metric, Seen
from evals.metrics.answers import Complete, Correct, Right, Verdict, Words, judge
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
from rag.verify import QuoteVerifier
from tests.evals.made import CASE, cite, hit, say

OPENED = "Ann Lee opened the bridge on 3 May 2024."
PRAISED = "Bob Ray praised the bridge that Ann Lee opened."
COST = "It cost $2.5 million."
ONE, TWO = cite(1, "bridge.txt", OPENED), cite(2, "tunnel.txt", PRAISED)
OTHER = cite(3, "bridge.txt", COST)
SILENT = Case("why", "un", "Why?", answerable=False, expects="not_in_articles")
PARTS = replace(CASE, answers=(("Ann Lee",), ("May 3",), ("a duke",)))
VERIFIER = QuoteVerifier()


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        (say(CASE, (OPENED, (ONE,))), "right"),
        (say(CASE, (COST, (OTHER,))), "missed"),
        (say(replace(CASE, wrong=("2024",)), (OPENED, (ONE,))), "wrong"),
        (say(PARTS, (OPENED, (ONE,))), "incomplete"),
        (say(replace(CASE, evidence=CASE.evidence[1:]), (OPENED, (ONE,))), "miscited"),
        (say(replace(CASE, expects="partial"), (OPENED, (ONE,))), "overclaimed"),
        (say(CASE), "refused"),
        (say(SILENT), "right"),
        (say(SILENT, (OPENED, (ONE,))), "invented"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_verdict(seen: Seen, verdict: Verdict) -> None:
    assert judge(seen)[0] == verdict
    answerable = seen.case.answerable
    assert Right().score(seen).value == (float(verdict == "right") if answerable else None)
    good = verdict in ("right", "miscited", "overclaimed")
    assert Correct().score(seen).value == (float(good) if answerable else None)


@pytest.mark.parametrize(
    ("metric", "seen", "value"),
    [
        (Complete(), say(PARTS, (OPENED, (ONE,))), 2 / 3),
        (Complete(), say(CASE, (OPENED, (ONE,))), None),
        (Words(), say(CASE, (OPENED, (ONE,)), (COST, (OTHER,))), 13),
        (Words(), say(SILENT, (OPENED, (ONE,))), None),
        (Supported(VERIFIER), say(CASE, (OPENED, (ONE,)), (COST, (ONE,))), 0.5),
        (Supported(VERIFIER), say(CASE, ("It sank.", ())), 0.0),
        (Supported(VERIFIER), say(CASE), None),
        (Faithful(VERIFIER), say(CASE, (OPENED, (ONE,)), (COST, (ONE,))), 0.0),
        (Faithful(VERIFIER), say(CASE, (OPENED, (ONE,)), (COST, (OTHER,))), 1.0),
        (Needed(VERIFIER), say(CASE, (OPENED, (ONE,))), 1.0),
        (Needed(VERIFIER), say(CASE, (OPENED, (ONE, OTHER))), 0.5),
        (Needed(VERIFIER), say(CASE, ("It sank.", (ONE, OTHER))), 0.0),
        (Exact(), say(CASE, (OPENED, (ONE, TWO))), 1.0),
        (Exact(), say(CASE, (OPENED, (ONE, cite(2, "tunnel.txt", PRAISED, shift=1)))), 0.5),
        (Exact(), say(CASE, (OPENED, (replace(ONE, source="gone.txt"),))), 0.0),
        (GoldPrecision(), say(CASE, (OPENED, (ONE, OTHER))), 0.5),
        (GoldPrecision(), say(CASE), None),
        (GoldRecall(), say(CASE, (OPENED, (ONE, OTHER))), 0.5),
        (GoldRecall(), say(CASE, (OPENED, (ONE, TWO))), 1.0),
        (SeveralSources(), say(CASE, (OPENED, (ONE, TWO))), 1.0),
        (SeveralSources(), say(CASE, (OPENED, (ONE, OTHER))), 0.0),
        (SeveralSources(), say(SILENT), None),
        (Recall(1), say(CASE, hits=(hit("bridge.txt"), hit("tunnel.txt"))), 0.5),
        (Recall(5), say(CASE, hits=(hit("bridge.txt"), hit("tunnel.txt"))), 1.0),
        (Recall(5), say(CASE, hits=(hit("bridge.txt", 0, 20),)), 0.0),
        (Recall(5), say(SILENT), None),
        (ReciprocalRank(), say(CASE, hits=(hit("bridge.txt", 41), hit("tunnel.txt"))), 0.5),
        (ReciprocalRank(), say(CASE), 0.0),
        (Ndcg(10), say(CASE, hits=(hit("tunnel.txt"), hit("bridge.txt"))), 1.0),
        (Ndcg(10), say(CASE, hits=(hit("tunnel.txt"),)), 1 / (1 + 1 / math.log2(3))),
        (Ndcg(10), say(CASE, hits=(hit("tunnel.txt"), hit("tunnel.txt"))), 1 / (1 + 1 / math.log2(3))),
    ],
)  # fmt: skip
def test_a_metric(metric: Metric, seen: Seen, value: float | None) -> None:
    found = metric.score(seen)
    assert found.value == (None if value is None else pytest.approx(value))
    assert found.reason
