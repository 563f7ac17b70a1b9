"""MultiHop-RAG (Tang and Yang 2024): questions whose evidence lies in several news articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from evals.files import Row, require
from evals.outside.adapter import Bench, Measured, share, told_apart
from evals.outside.library import Document, Look
from evals.outside.matching import contains

TOP = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's gold facts, none for a null query, and what was made of it."""

    kind: str
    gold: str
    facts: tuple[str, ...]
    look: Look


class MultiHopRAG:
    """All articles in one index. A retrieved passage is right if a gold fact stands in it, spaces
    apart (the authors' `retrieval_evaluate.py`); null queries count for abstention only.
    """

    name = "multihoprag"
    files = "corpus.json and MultiHopRAG.json"
    known: ClassVar[Mapping[str, Any]] = {
        "hit_at_4": 0.663,
        "hit_at_10": 0.747,
        "mrr_at_10": 0.586,
        "source": "voyage-02 with bge-reranker-large, all questions, in the paper",
    }

    def measure(self, rows: Sequence[Row], bench: Bench) -> Measured:
        """Ask each question of all articles."""
        articles = [row for row in rows if "body" in row.values]
        questions = [row for row in rows if "body" not in row.values]
        require(articles, body=str)
        require(questions, query=str, answer=str, question_type=str, evidence_list=list)
        chosen = bench.chosen(questions)
        library = bench.library(map(_document, articles))
        asked = []
        for row in bench.each(chosen):
            facts = tuple(e.get("fact", str) for e in row.rows("evidence_list"))
            look = library.ask(row.get("query", str))
            kind, gold = row.get("question_type", str), row.get("answer", str)
            asked.append(Asked(kind, gold, () if kind == "null_query" else facts, look))
        settings = {"questions": len(asked), "pool": len(articles)}
        return Measured(_figures(asked), {**settings, "passages": bench.settings.passages})


def _document(row: Row) -> Document:
    names = ("title", "published_at", "source", "url")
    title, date, source, url = (str(row.values.get(name) or "") for name in names)
    return Document(row.where, row.get("body", str), title, date, source, url)


def _figures(asked: Sequence[Asked]) -> dict[str, Any]:
    real = [a for a in asked if a.facts]
    null = [a for a in asked if a.kind == "null_query"]
    found = [_new_facts(a) for a in real]
    ranks = [next((n for n, new in enumerate(f, 1) if new), float("inf")) for f in found]
    precision = [
        sum(new / rank for rank, new in enumerate(f, 1)) / min(len(a.facts), TOP)
        for a, f in zip(real, found, strict=True)
    ]
    return {
        "hit_at_4": share(rank <= 4 for rank in ranks),
        "hit_at_10": share(rank <= TOP for rank in ranks),
        "map_at_10": share(precision),
        "mrr_at_10": share(1 / rank for rank in ranks),
        "gold_in_answer_where_it_is_a_name": share(
            contains(a.look.said, a.gold) for a in real if a.kind == "inference_query"
        ),
        "false_refusals": share(a.look.refused for a in real),
        "null_queries_refused": share(a.look.refused for a in null),
        "auc": told_apart([a.look.score for a in real], [a.look.score for a in null]),
    }


def _new_facts(asked: Asked) -> list[int]:
    """For each of the best passages, how many gold facts stand in it and in none before it."""
    left = [_squeezed(fact) for fact in asked.facts]
    counts = []
    for hit in asked.look.hits[:TOP]:
        text = _squeezed(hit.chunk.text)
        counts.append(sum(fact in text for fact in left))
        left = [fact for fact in left if fact not in text]
    return counts


def _squeezed(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")
