"""What is run, what is not there, and what cannot be asked for."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from evals.outside import run
from index.errors import DataError

ROW = {
    "context": "Eels swim.",
    "question": "What do eels do?",
    "is_impossible": True,
    "answers": [],
}


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    found = run(tmp_path)
    assert sorted(found) == ["multihoprag", "ramdocs", "realtimeqa", "rgb", "squad2"]
    assert found["multihoprag"] == {
        "missing": f"not there: put corpus.json and MultiHopRAG.json into {tmp_path / 'multihoprag'}"
    }


@pytest.mark.parametrize(
    ("only", "limit", "message"),
    [(["trivia"], None, "no benchmark trivia. Known: realtimeqa, rgb"), ([], 0, "limit is 0")],
)
def test_what_cannot_be_asked_for(
    tmp_path: Path, only: list[str], limit: int | None, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        run(tmp_path, only, limit)


def test_data_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="is not a folder"):
        run(tmp_path / "elsewhere")


def test_progress_and_what_is_development_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAG_EMBEDDER", "words")
    data = json.dumps(ROW).encode()
    (tmp_path / "squad2_x").mkdir()
    (tmp_path / "squad2_x" / "a.jsonl").write_bytes(data)
    seen = frozenset((hashlib.sha256(data).hexdigest(),))
    monkeypatch.setattr("evals.files.DEVELOPMENT", seen)
    told: list[tuple[int, int, str]] = []
    found = run(tmp_path, ["squad2"], progress=lambda *step: told.append(step))["squad2_x"]
    assert found["development"] is True
    assert found["files"] == {"a.jsonl": {"development": True}}
    assert found["settings"]["questions"] == found["refused_where_unanswerable"]["n"] == 1
    assert found["seconds"] >= 0
    assert told[0] == (0, 1, "squad2_x: articles indexed")
    assert told[-1] == (1, 1, "squad2_x: questions asked")
    assert json.loads(json.dumps(found)) == found
