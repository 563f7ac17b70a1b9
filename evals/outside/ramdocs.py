"""RAMDocs (Wang et al. 2025): several right answers, wrong ones and noise among a few documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from evals.files import Row, require
from evals.outside.adapter import Bench, Measured, share
from evals.outside.library import Document, Library, Look
from evals.outside.matching import contains, contains_any, plain


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's right and wrong answers, each document's own, and the answer given."""

    gold: tuple[str, ...]
    wrong: tuple[str, ...]
    stated: Mapping[str, str]
    """The answer that the document behind each path states."""

    look: Look

    @property
    def all_gold(self) -> bool:
        return all(contains(self.look.said, gold) for gold in self.gold)

    @property
    def no_wrong(self) -> bool:
        return not contains_any(self.look.said, self.wrong)

    def correct_citations(self) -> list[bool]:
        """For each citation of each sentence: is the cited document's own answer in the sentence?"""
        return [
            contains(sentence.text, self.stated.get(citation.source, ""))
            for sentence in self.look.answer.sentences
            for citation in sentence.citations
        ]


class RAMDocs:
    """All documents in one index, a question asked among its own. Exact match is the authors':
    every gold answer stands in the answer and no wrong one does; both by string.
    """

    name = "ramdocs"
    files = "the test set as .jsonl or .jsonl.gz"
    known: ClassVar[Mapping[str, Any]] = {
        "exact_match": 0.344,
        "source": "MADAM-RAG with a model of 70 billion parameters, all 500 rows, in the paper",
    }

    def measure(self, rows: Sequence[Row], bench: Bench) -> Measured:
        """Ask each question among its documents."""
        require(rows, question=str, documents=list, gold_answers=list)
        chosen = bench.chosen(rows)
        library = bench.library(
            Document(document.where + f" {number}", document.get("text", str))
            for row in chosen
            for number, document in enumerate(row.rows("documents"))
        )
        asked = [_ask(row, library) for row in bench.each(chosen)]
        settings = {
            "questions": len(asked),
            "pool": "its own",
            "passages": bench.settings.passages,
        }
        return Measured(_figures(asked), settings)


def _ask(row: Row, library: Library) -> Asked:
    stated = {}
    for number, document in enumerate(row.rows("documents")):
        for path in library.articles([document.where + f" {number}"]):
            stated[path] = str(document.values.get("answer", ""))
    look = library.ask(row.get("question", str), stated.keys())
    wrong = row.texts("wrong_answers") if "wrong_answers" in row.values else ()
    return Asked(row.texts("gold_answers"), wrong, stated, look)


def _figures(asked: Sequence[Asked]) -> dict[str, Any]:
    answered = [a for a in asked if not a.look.refused]
    cited = [correct for a in answered if (correct := a.correct_citations())]
    at_odds = [a for a in asked if len({plain(s) for s in a.stated.values()} - {"unknown"}) > 1]
    return {
        "exact_match": share(a.all_gold and a.no_wrong for a in asked),
        "all_gold_stated": share(a.all_gold for a in asked),
        "some_gold_stated": share(contains_any(a.look.said, a.gold) for a in asked),
        "no_wrong_stated": share(a.no_wrong for a in asked),
        "citation_correct": share(sum(correct) / len(correct) for correct in cited),
        "disagreement_shown_where_there_is_one": share(
            bool(a.look.answer.disagreements) for a in at_odds
        ),
        "false_refusals": share(a.look.refused for a in asked),
    }
