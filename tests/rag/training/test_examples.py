"""Questions that a paragraph does not answer stand beside those it does."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from rag.training.corrupt import Corruptor, Names
from rag.training.examples import Sampler
from rag.training.rows import INVENTED, Foil, foiled_rows, invented_rows, is_held_out

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


def article(folder: Path, *sentences: str, title: str = LEARNT, **questions: Any) -> Path:
    file = folder / "some.jsonl"
    row = {"title": title, "sentences": sentences, **questions}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return file


def test_an_invented_foil_meets_the_sentence_that_tempts(tmp_path: Path) -> None:
    long = "The harbour master said a good many other things at length. " * 12
    sentences = ("It opened in 1931.", long, long, "Berg blamed the storm.")
    asked = [("When did it open?", [0], "1931"), ("Whom did Berg blame?", [3], "the storm")]
    file = article(tmp_path, *sentences, answerable=asked, unanswerable=[("Who blamed Berg?", 3)])
    opened, blamed = invented_rows(file)
    assert (opened.labels, opened.foils) == ((1, 0, 0, 0), ())
    assert (blamed.labels, blamed.foils) == ((0, 0, 0, 1), (Foil("Who blamed Berg?", 3),))
    sampler = Sampler([blamed], [], [[]], Corruptor.learn(Names(), []), [], {"invented": 20.0})
    for group in sampler.epoch(seed=1):
        foil = group[-1]
        assert foil.kind == "foil"
        assert "Berg blamed the storm." in foil.sentences
        assert not any(foil.labels)


def test_an_eighth_of_the_invented_articles_is_kept_out() -> None:
    learnt, kept = list(invented_rows()), list(invented_rows(held_out=True))
    assert 0.05 < len(kept) / (len(learnt) + len(kept)) < 0.2
    assert {row.sentences for row in learnt}.isdisjoint(row.sentences for row in kept)


def test_the_invented_articles_hold_what_their_questions_say() -> None:
    for line in INVENTED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        sentences, asked = row["sentences"], [q for q, *_ in row["answerable"]]
        for text, places, answer in row["answerable"]:
            assert any(answer.lower() in sentences[at].lower() for at in places), text
        for text, place in row["unanswerable"]:
            assert 0 <= place < len(sentences), text
            assert text not in asked
