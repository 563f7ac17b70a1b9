"""Questions that a paragraph does not answer stand beside those it does."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from rag.training.corrupt import Corruptor, Names
from rag.training.examples import Sampler
from rag.training.public import foiled_rows
from rag.training.rows import Foil, is_held_out

TEXT = "The harbour of Lund opened in 1931. It was rebuilt by Anna Berg after the storm of 1957."
TITLES = [f"Harbour {number}" for number in range(40)]
LEARNT = next(title for title in TITLES if not is_held_out(title))


def question(text: str, *answers: str, title: str = LEARNT) -> dict[str, Any]:
    none = not answers
    return {
        "title": title,
        "context": TEXT,
        "question": text,
        "is_impossible": none,
        "answers": answers,
    }


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    with gzip.open(folder / "squad2_some.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return folder


def test_a_foil_goes_with_the_question_most_like_it(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        question("When did the harbour open?", "1931"),
        question("Who rebuilt the harbour after the storm?", "Anna Berg"),
        question("Who caused the storm?"),
    )
    first, second = foiled_rows(folder)
    assert first.foils == ()
    assert first.labels == (1, 0)
    assert second.foils == (Foil("Who caused the storm?"),)
    assert second.labels == (0, 1)


def test_articles_held_out_are_not_learnt_from(tmp_path: Path) -> None:
    kept = [title for title in TITLES if is_held_out(title)]
    assert 0 < len(kept) < len(TITLES) / 2
    rows = [question("When did it open?", "1931", title=title) for title in TITLES]
    assert len(list(foiled_rows(write(tmp_path, *rows)))) == len(TITLES) - len(kept)


def test_a_group_holds_the_foil_with_the_same_passage(tmp_path: Path) -> None:
    rows = list(
        foiled_rows(write(tmp_path, question("When did it open?", "1931"), question("Why closed?")))
    )
    nothing = Corruptor.learn(Names(), [])
    sampler = Sampler(rows, [], [[]], nothing, [], {"squad2": 3.0})
    groups = sampler.epoch(seed=1)
    assert len(groups) == 3
    for own, foil in groups:
        assert foil.question.rstrip("?") == "Why closed"
        assert (own.kind, foil.kind) == ("own", "foil")
        assert own.sentences == foil.sentences
        assert any(own.labels)
        assert not any(foil.labels)


def test_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    rows = list(foiled_rows(write(tmp_path, question("When did it open?", "1931"))))
    sampler = Sampler(rows, [], [[]], Corruptor.learn(Names(), []), [], {"squad2": 2.5})
    assert sampler.epoch(3) == sampler.epoch(3)
    assert {len(sampler.epoch(seed)) for seed in range(12)} == {2, 3}
