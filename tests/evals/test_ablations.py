"""The product with a part of its reader taken out."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from evals.ablations import VARIANTS, ByPassage, table
from evals.cases import load
from index.errors import ConfigError
from rag.compose import open_pipeline
from rag.config import Settings
from tests.evals.made import ARTICLES, CASE

QUESTION = "Who opened the bridge?"
PASSAGE = ["Ann Lee opened the bridge.", "It cost $2.5 million."]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for path, article in ARTICLES.items():
        (folder / path).write_text(article.text, encoding="utf-8")
    return folder


def test_by_passage_no_sentence_stands_out(settings: Settings) -> None:
    whole = open_pipeline(settings).reader
    assert whole is not None
    (said,) = whole.read([(QUESTION, PASSAGE)])
    (blind,) = ByPassage(whole).read([(QUESTION, PASSAGE)])
    assert blind.sentences == (said.answerable, said.answerable)
    assert said.sentences[0] > 0.5 > said.sentences[1]


def test_the_table_has_a_line_for_each_part(corpus: Path, tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    unanswerable = {"id": "no", "kind": "no", "question": "Who sank the tunnel boat?"}
    lines = (asdict(CASE), unanswerable | {"answerable": False})
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    head, rule, *rest = table(load(file), corpus, tmp_path / "home")
    assert "right and cited" in head
    assert head.count("|") == rule.count("|")
    assert [line.split(" | ")[0].removeprefix("| ") for line in rest] == list(VARIANTS)
    assert "100.0" in rest[-1]


def test_without_a_reader_there_is_nothing_to_take_out(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.compose.READER_WEIGHTS", tmp_path / "none.safetensors")
    with pytest.raises(ConfigError, match="rag doctor"):
        list(table((CASE,), corpus, tmp_path / "home"))
