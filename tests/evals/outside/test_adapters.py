"""Every adapter from files to figures: small invented sets in the layouts of the real ones, run
through the product without a model."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.outside import run
from index.errors import DataError

Rows = list[dict[str, Any]]
Measure = Callable[..., dict[str, Any]]

SKARN = "The ferry to Skarn was named Aurelia on Monday. The harbour was closed for an hour."
OLDER = "People still talk of Zephyr, the older ferry to Skarn. Its bell hangs in the town hall."
ORM = "The ferry to Orm was named Boreas on Friday. Rain fell on the guests all morning."
ROOF = "The roof of the Old Mill fell in on Sunday. Nobody was hurt, the fire brigade said."
QUIZ = "Quiz of the week. What was the ferry to Skarn named? Aurelia, Boreas or Zephyr?"
SKARN_ASKED = "What was the ferry to Skarn named?"
ORM_ASKED = "What was the ferry to Orm named?"


@pytest.fixture
def measure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Measure:
    """Writes rows into files of a set's folder and gives what `run` makes of it."""
    monkeypatch.setenv("RAG_EMBEDDER", "words")
    monkeypatch.setenv("RAG_HOME", str(tmp_path / "home"))

    def measured(name: str, files: dict[str, Rows], limit: int | None = None) -> dict[str, Any]:
        folder = tmp_path / "data" / name
        folder.mkdir(parents=True)
        for file, rows in files.items():
            lines = "\n".join(map(json.dumps, rows)).encode()
            data = json.dumps(rows).encode() if file.endswith(".json") else gzip.compress(lines)
            (folder / file).write_bytes(data)
        return run(tmp_path / "data", [name], limit)[name]

    return measured


def values(found: dict[str, Any]) -> dict[str, tuple[float, int]]:
    """Each figure's value and of how many questions it is."""
    figures = {k: v for k, v in found.items() if isinstance(v, dict) and "low" in v}
    return {name: (figure["value"], figure["n"]) for name, figure in figures.items()}


def realtimeqa() -> dict[str, Rows]:
    texts = {"d1": SKARN, "d2": ORM, "d3": ROOF, "d4": QUIZ, "d5": OLDER}
    asked = (
        (SKARN_ASKED, "Aurelia", ["d4", "d1"]),
        (ORM_ASKED, "Boreas", ["d2"]),
        ("Who wrote the report on eels?", "Ann Ode", []),
    )
    return {
        "articles.jsonl.gz": [{"doc_id": key, "text": text} for key, text in texts.items()],
        "questions.jsonl.gz": [
            {
                "question_sentence": question,
                "gold_text": [gold],
                "weak_positive_doc_ids": weak,
                "retrieved_doc_ids": weak,
            }
            for question, gold, weak in asked
        ],
    }


def test_realtimeqa(measure: Measure) -> None:
    found = measure("realtimeqa_2031", realtimeqa())
    assert values(found) == {
        "hit_at_1": (1.0, 2),
        "hit_at_5": (1.0, 2),
        "hit_at_10": (1.0, 2),
        "mrr_at_10": (1.0, 2),
        "gold_in_8_passages": (1.0, 2),
        "gold_in_1_sentences": (1.0, 2),
        "gold_in_3_sentences": (1.0, 2),
        "gold_in_5_sentences": (1.0, 2),
        "gold_in_answer_of_60_words": (1.0, 2),
        "false_refusals": (0.0, 2),
        "refused_when_removed": (0.5, 2),  # the older ferry is offered instead
        "auc_when_removed": (1.0, 4),
    }
    assert (found["settings"]["pool"], found["settings"]["articles_dropped_as_quizzes"]) == (4, 1)
    assert found["files"] == {file: {"development": False} for file in realtimeqa()}
    assert found["development"] is False


def test_realtimeqa_with_a_limit_pools_distractors(
    measure: Measure, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evals.outside.realtimeqa.DISTRACTORS", 1)
    found = measure("realtimeqa_2031", realtimeqa(), limit=1)
    assert found["hit_at_1"]["n"] == 1
    assert (found["settings"]["pool"], found["settings"]["distractors"]) == (2, 1)


def test_rgb(measure: Measure) -> None:
    true = [
        "The ferry to Skarn was named Aurelia.",
        "Flags flew for Aurelia, the ferry that sails to Skarn from now on.",
    ]
    rows = [
        {
            "query": SKARN_ASKED,
            "answer": [["Aurelia", "the Aurelia"]],
            "fakeanswer": "Notus",
            "positive": true,
            "positive_wrong": [text.replace("Aurelia", "Notus") for text in true],
            "negative": [ROOF, "The ferry sails at noon.", "A boat sank.", "Rain fell."],
        },
        {
            "query": ORM_ASKED,
            "answer": "Boreas",
            "positive": ["The ferry to Orm was named Boreas."],
            "negative": ["The ferry to Orm was named after a wind.", ROOF, "It sank.", "It burnt."],
        },
    ]
    found = measure("rgb", {"en.jsonl.gz": rows})
    assert values(found) == {
        **{f"accuracy_noise_{rate}": (1.0, 2) for rate in (0, 40, 80)},
        **{f"false_refusals_noise_{rate}": (0.0, 2) for rate in (0, 40, 80)},
        "gold_in_3_sentences_noise_80": (1.0, 2),
        "rejection": (0.5, 2),  # "named after a wind" is taken for a name
        "rejection_auc": (1.0, 4),
        "mixed_gold_stated": (1.0, 1),
        "mixed_false_stated": (1.0, 1),
        "mixed_false_alone": (0.0, 1),
        "mixed_disagreement_shown": (0.0, 1),
    }


@pytest.mark.parametrize(
    ("rate", "positive", "negative", "shown"),
    [
        (0, 6, 4, (5, 0)),
        (0, 1, 9, (1, 4)),
        (40, 6, 4, (3, 2)),
        (80, 3, 7, (1, 4)),
        (80, 8, 2, (3, 2)),
    ],
)
def test_rgb_shows_the_passages_that_its_authors_do(
    rate: int, positive: int, negative: int, shown: tuple[int, int]
) -> None:
    from evals.outside.rgb import shares

    assert shares(rate, positive, negative) == shown


def test_ramdocs(measure: Measure) -> None:
    def document(text: str, kind: str, answer: str) -> dict[str, str]:
        return {"text": text, "type": kind, "answer": answer}

    rows = [
        {
            "question": SKARN_ASKED,
            "documents": [
                document(SKARN, "correct", "Aurelia"),
                document(OLDER, "correct", "Zephyr"),
                document(ROOF, "noise", "unknown"),
            ],
            "gold_answers": ["Aurelia", "Zephyr"],
            "wrong_answers": [],
        },
        {
            "question": ORM_ASKED,
            "documents": [document(ORM, "misinfo", "Boreas")],
            "gold_answers": ["Notus"],
            "wrong_answers": ["Boreas"],
        },
    ]
    assert values(measure("ramdocs", {"test.jsonl.gz": rows})) == {
        "exact_match": (0.5, 2),
        "all_gold_stated": (0.5, 2),
        "some_gold_stated": (0.5, 2),
        "no_wrong_stated": (0.5, 2),
        "citation_correct": (1.0, 2),
        "disagreement_shown_where_there_is_one": (0.0, 1),
        "false_refusals": (0.0, 2),
    }


def test_squad2(measure: Measure) -> None:
    asked = (
        (SKARN, SKARN_ASKED, ["Aurelia"]),
        (SKARN, "Who built the lighthouse of Orm?", []),
        (ROOF, "Which roof fell in on Sunday?", ["the Old Mill"]),
        (ROOF, "Who repaired the roof of the Old Mill in Skarn?", []),
    )
    rows = [
        {"context": text, "question": question, "is_impossible": not gold, "answers": gold}
        for text, question, gold in asked
    ]
    found = measure("squad2_test", {"dev.jsonl.gz": rows})
    assert values(found) == {
        "balanced_accuracy": (1.0, 4),
        "auc": (1.0, 4),
        "false_refusals": (0.0, 2),
        "refused_where_unanswerable": (1.0, 2),
        "gold_in_answer": (1.0, 2),
        "gold_in_1_sentence": (1.0, 2),
    }
    assert found["settings"]["paragraphs"] == 2


def test_multihoprag(measure: Measure) -> None:
    fact, other = (
        "The ferry to Skarn was named  Aurelia on Monday.",
        "The roof of the Old Mill fell in",
    )
    queries = [
        ("inference_query", SKARN_ASKED, "Aurelia", [fact, other]),
        ("null_query", "Who wrote the Drumlin report on eels?", "Insufficient information.", []),
    ]
    files = {
        "corpus.json": [
            {"title": "Ferry", "source": "Daily", "published_at": "2031-03-01", "body": SKARN},
            {"title": "Mill", "source": "Daily", "published_at": "2031-03-02", "body": ROOF},
        ],
        "MultiHopRAG.json": [
            {
                "query": query,
                "question_type": kind,
                "answer": answer,
                "evidence_list": [{"fact": fact} for fact in facts],
            }
            for kind, query, answer, facts in queries
        ],
    }
    assert values(measure("multihoprag", files)) == {
        "hit_at_4": (1.0, 1),
        "hit_at_10": (1.0, 1),
        "map_at_10": (0.75, 1),  # (1/1 + 1/2) / 2: a new fact counts at its passage's rank
        "mrr_at_10": (1.0, 1),
        "gold_in_answer_where_it_is_a_name": (1.0, 1),
        "false_refusals": (0.0, 1),
        "null_queries_refused": (1.0, 1),
        "auc": (1.0, 2),
    }


def test_a_row_without_its_question_is_named(measure: Measure) -> None:
    with pytest.raises(DataError, match=r"rgb/en\.jsonl\.gz, line 1: 'query' is missing"):
        measure("rgb", {"en.jsonl.gz": [{"positive": [], "negative": []}]})
