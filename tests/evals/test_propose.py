"""What is proposed is copied exactly, asks for something checkable, and stays a draft."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from evals.cases import case_of
from evals.propose import accepted, by_model, by_rule, propose
from evals.wording import states
from index.reading import discover, read_file
from rag.config import SEEDS

ARTICLES = [a for file in discover([SEEDS]) for a in read_file(file).articles]
DRAFTS = list(propose(ARTICLES))
TEXTS = {article.path: article.text for article in ARTICLES}


def test_every_article_gets_some() -> None:
    assert {draft["evidence"][0]["source"] for draft in DRAFTS} == TEXTS.keys()
    assert len(DRAFTS) <= 5 * len(ARTICLES)
    assert len({draft["id"] for draft in DRAFTS}) == len(DRAFTS)


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft["id"][-8:])
def test_a_draft_becomes_a_case_once_a_person_accepts_it(draft: dict) -> None:  # type: ignore[type-arg]
    with pytest.raises(ValueError, match="draft"):
        case_of(draft)
    case = case_of(json.loads(accepted(draft)))
    (gold,) = case.evidence
    assert gold.quote in TEXTS[gold.source]
    assert states(gold.quote, case.answers[0][0])
    assert not states(case.question, case.answers[0][0])


@pytest.mark.parametrize(
    ("sentence", "answer", "question"),
    [
        ("Mark Rutte said it is over.", "Mark Rutte", "Who said it is over?"),
        ("NATO Chief Mark Rutte said no.", "Mark Rutte", "Who said no?"),
        ("It has 32 members.", "32 members", "What is missing here: It has ____."),
    ],
)
def test_questions_by_rule(sentence: str, answer: str, question: str) -> None:
    assert by_rule(sentence, answer) == question


@pytest.mark.parametrize(
    ("reply", "question"),
    [
        ("How many members has it?\nI hope this helps.", "How many members has it?"),
        ("Are there 32 members?", "What is missing here: It has ____."),
        ("", "What is missing here: It has ____."),
    ],
    ids=["good", "gives the answer away", "nothing"],
)
def test_a_models_question_is_taken_if_it_is_one(reply: str, question: str) -> None:
    llm = SimpleNamespace(complete=lambda prompt: reply)
    assert by_model(llm)("It has 32 members.", "32 members") == question
