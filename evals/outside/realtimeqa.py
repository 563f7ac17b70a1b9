"""RealTimeQA (Kasai et al. 2023): a year's news quizzes over one pool of that year's articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from evals.files import Row, require, sample
from evals.outside.adapter import Bench, Measured, share, told_apart
from evals.outside.library import Document, Library, Look
from evals.outside.matching import contains_any, plain

DISTRACTORS = 500
"""With a limit: how many articles, beside those retrieved for the questions asked, are pooled."""

PASSAGES = 8
WORDS = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its articles that hold the gold answer, and what became of it."""

    question: str
    gold: tuple[str, ...]
    positives: set[str]
    ranking: Sequence[str]
    look: Look
    without: Look
    """The same question once those articles are removed."""


class RealTimeQA:
    """All articles in one index; a question counts if an article is known to hold its gold answer.

    Articles that hold a question verbatim are the quizzes themselves and are dropped. Positives are
    weak: the articles retrieved for the question in which the gold string stands. With them
    removed, a question whose answer still holds the gold string is left out of the abstention
    figures: other articles of the pool state it.
    """

    name = "realtimeqa"
    files = "articles.jsonl.gz and questions.jsonl.gz"
    known: ClassVar[Mapping[str, Any]] = {
        "hit_at_5": 0.79,
        "mrr_at_10": 0.61,
        "gold_in_8_passages": 0.82,
        "gold_in_3_sentences": 0.42,
        "source": "2025, all 385 questions: packaged encoder and BM25, no reader",
    }

    def measure(self, rows: Sequence[Row], bench: Bench) -> Measured:
        """Ask each question with all articles, and again without those that answer it."""
        articles = {r.get("doc_id", str): r for r in rows if "doc_id" in r.values}
        questions = [r for r in rows if "doc_id" not in r.values]
        texts = {"weak_positive_doc_ids": list, "retrieved_doc_ids": list, "gold_text": list}
        require(articles.values(), text=str)
        require(questions, question_sentence=str, **texts)
        quizzes = _quizzes(articles, questions)
        kept = {key: row for key, row in articles.items() if key not in quizzes}
        positives = [r for r in questions if kept.keys() & set(r.texts("weak_positive_doc_ids"))]
        chosen = bench.chosen(positives)
        pool = kept if len(chosen) == len(positives) else _pool(kept, chosen)
        library = bench.library(map(_document, pool.values()))
        asked = [_ask(row, library) for row in bench.each(chosen)]
        settings = {
            "questions": len(chosen),
            "pool": len(pool),
            "distractors": None if pool is kept else DISTRACTORS,
            "articles_dropped_as_quizzes": len(quizzes),
            "passages": bench.settings.passages,
        }
        return Measured(_figures(asked), settings)


def _quizzes(articles: Mapping[str, Row], questions: Sequence[Row]) -> set[str]:
    """The articles that hold any question word for word."""
    asked = {plain(row.get("question_sentence", str)) for row in questions}
    texts = {key: plain(row.get("text", str)) for key, row in articles.items()}
    return {key for key, text in texts.items() if any(q in text for q in asked if q)}


def _pool(articles: Mapping[str, Row], questions: Sequence[Row]) -> dict[str, Row]:
    """The articles retrieved for these questions, and distractors from the whole year."""
    near = {key for row in questions for key in row.texts("retrieved_doc_ids")}
    near |= {key for row in questions for key in row.texts("weak_positive_doc_ids")}
    others = set(sample([key for key in articles if key not in near], DISTRACTORS))
    return {key: row for key, row in articles.items() if key in near | others}


def _document(row: Row) -> Document:
    optional = {name: row.values.get(name) or "" for name in ("title", "publish_date", "url")}
    title, date, url = map(str, optional.values())
    return Document(row.get("doc_id", str), row.get("text", str), title, date, url=url)


def _ask(row: Row, library: Library) -> Asked:
    question = row.get("question_sentence", str)
    positives = library.articles(row.texts("weak_positive_doc_ids"))
    look, without = library.ask(question), library.ask_without(question, positives)
    ranking = library.ranking(question)
    return Asked(question, row.texts("gold_text"), positives, ranking, look, without)


def _figures(asked: Sequence[Asked]) -> dict[str, Any]:
    ranks = [_rank(a.ranking, a.positives) for a in asked]
    removed = [a for a in asked if not contains_any(a.without.said, a.gold)]
    return {
        **{f"hit_at_{k}": share(rank <= k for rank in ranks) for k in (1, 5, 10)},
        "mrr_at_10": share(1 / rank if rank <= 10 else 0.0 for rank in ranks),
        f"gold_in_{PASSAGES}_passages": share(
            contains_any(a.look.passages(PASSAGES), a.gold) for a in asked
        ),
        **{
            f"gold_in_{k}_sentences": share(
                contains_any(a.look.sentences(k), a.gold) for a in asked
            )
            for k in (1, 3, 5)
        },
        f"gold_in_answer_of_{WORDS}_words": share(
            contains_any(" ".join(a.look.said.split()[:WORDS]), a.gold) for a in asked
        ),
        "false_refusals": share(a.look.refused for a in asked),
        "refused_when_removed": share(a.without.refused for a in removed),
        "auc_when_removed": told_apart(
            [a.look.score for a in removed], [a.without.score for a in removed]
        ),
    }


def _rank(ranking: Sequence[str], positives: set[str]) -> float:
    """The rank, from 1, of the first article that holds the gold answer."""
    return next((n for n, path in enumerate(ranking, 1) if path in positives), float("inf"))
