"""SQuAD 2.0 (Rajpurkar et al. 2018): answer from the paragraph, or abstain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from evals.files import Row, require
from evals.outside.adapter import Bench, Measured, share, told_apart
from evals.outside.library import Document, Look
from evals.outside.matching import contains_any
from evals.statistics import balanced_accuracy, bootstrap


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's gold answers, none if its paragraph has none, and what was made of it."""

    gold: tuple[str, ...]
    look: Look


class SQuAD2:
    """All paragraphs in one index, a question asked of its own. Half of the questions have no answer
    there, though they are about it.
    """

    name = "squad2"
    files = "questions with context, question, is_impossible and answers as .jsonl or .jsonl.gz"
    known: ClassVar[Mapping[str, Any]] = {
        "auc_aimed_at": 0.75,
        "source": "without training on it; this project's aim, not a published figure",
    }

    def measure(self, rows: Sequence[Row], bench: Bench) -> Measured:
        """Ask each question of its paragraph."""
        require(rows, context=str, question=str, is_impossible=bool, answers=list)
        chosen = bench.chosen(rows)
        paragraphs = {r.get("context", str): str(r.values.get("title") or "") for r in chosen}
        library = bench.library(Document(text, text, title) for text, title in paragraphs.items())
        asked = []
        for row in bench.each(chosen):
            own = library.articles([row.get("context", str)])
            gold = () if row.get("is_impossible", bool) else row.texts("answers")
            asked.append(Asked(gold, library.ask(row.get("question", str), own)))
        settings = {"questions": len(asked), "pool": "its own", "paragraphs": len(paragraphs)}
        return Measured(_figures(asked), {**settings, "passages": bench.settings.passages})


def _figures(asked: Sequence[Asked]) -> dict[str, Any]:
    answerable, others = [a for a in asked if a.gold], [a for a in asked if not a.gold]
    answered = [not a.look.refused for a in asked]
    labels = [bool(a.gold) for a in asked]
    return {
        "balanced_accuracy": bootstrap(balanced_accuracy, [answered, labels]).to_dict(),
        "auc": told_apart([a.look.score for a in answerable], [a.look.score for a in others]),
        "false_refusals": share(a.look.refused for a in answerable),
        "refused_where_unanswerable": share(a.look.refused for a in others),
        "gold_in_answer": share(contains_any(a.look.said, a.gold) for a in answerable),
        "gold_in_1_sentence": share(contains_any(a.look.sentences(1), a.gold) for a in answerable),
    }
