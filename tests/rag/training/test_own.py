"""The project's own questions: on invented articles, and on Wikinews by place and offset."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from rag.training.corrupt import Corruptor, Names
from rag.training.examples import Sampler
from rag.training.own import INVENTED, WIKINEWS, invented_rows, wikinews_rows
from rag.training.rows import Foil, is_held_out

LEARNT = next(str(n) for n in range(99) if not is_held_out(str(n), 1 / 8))
"""The title of an article that is learnt from, and a Wikinews article's number."""

KNOWN = ("The harbour of Lund opened in 1931.", "Anna Berg rebuilt it.", "Her son sold it.")


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


def wikinews(folder: Path, known: tuple[str, ...] = KNOWN, **questions: Any) -> list[Any]:
    """The rows of one Wikinews article of which QAMR has the sentences that are ``known``."""
    with gzip.open(folder / "qamr__sentences.jsonl.gz", "wt", encoding="utf-8") as file:
        for number, text in enumerate(known):
            doc = f"wikinews:{LEARNT}"
            row = {"sent_id": f"Wiki1k:{doc}:{number}:0", "doc": doc, "text": text}
            file.write(json.dumps(row) + "\n")
    places = [f"{number}:0" for number in range(len(KNOWN))]
    none: dict[str, Any] = {"answerable": [], "unanswerable": [], "conversations": []}
    line = {**none, "doc": LEARNT, "places": places, **questions}
    (folder / "some.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return list(wikinews_rows(folder, folder / "some.jsonl"))


def test_a_question_on_wikinews_gets_its_sentences_from_qamr(tmp_path: Path) -> None:
    asked = ["When did the harbour of Lund open?", [0], [30, 34]]
    foil = ["Who closed the harbour?", 0]
    (row,) = wikinews(tmp_path, answerable=[asked], unanswerable=[foil])
    assert row.sentences == KNOWN
    assert (row.labels, row.answers) == ((1, 0, 0), ("1931",))
    assert row.foils == (Foil("Who closed the harbour?", 0),)


def test_an_article_that_is_not_whole_there_is_left_out(tmp_path: Path) -> None:
    asked = ["When did the harbour of Lund open?", [0], [30, 34]]
    assert wikinews(tmp_path, known=KNOWN[:2], answerable=[asked]) == []


def test_a_conversation_is_written_out_as_the_product_does(tmp_path: Path) -> None:
    turns = [
        ["Who rebuilt the harbour of Lund?", [1], [0, 9]],
        ["Who sold it?", [2], [0, 7]],
        ["How much did it cost?", [], 1],
    ]
    rebuilt, sold = wikinews(tmp_path, conversations=[turns])
    assert rebuilt.question == "Who rebuilt the harbour of Lund?"
    assert sold.question == "Who sold it (rebuilt the harbour of Lund)?"
    assert (sold.labels, sold.answers) == ((0, 0, 1), ("Her son",))
    assert [foil.question for foil in rebuilt.foils] == [
        "How much did it cost (rebuilt the harbour of Lund)?"
    ]


def test_a_turn_into_which_another_name_was_put_is_left_out(tmp_path: Path) -> None:
    turns = [
        ["What did Erik Dahl say about the harbour of Lund?", [0], [0, 3]],
        ["When did he rebuild it?", [1], [10, 17]],
        ["What did he sell?", [2], [0, 3]],
    ]
    (opening,) = wikinews(tmp_path, conversations=[turns])
    assert opening.question == "What did Erik Dahl say about the harbour of Lund?"


def test_the_questions_on_wikinews_name_what_is_there() -> None:
    for line in WIKINEWS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        count = len(row["places"])
        assert [turns[0][1] != [] for turns in row["conversations"]] == [True]
        turns = [turn for turns in row["conversations"] for turn in turns]
        for text, places, answer in [*row["answerable"], *turns]:
            assert all(0 <= at < count for at in places), text
            assert answer[0] < answer[1] if places else 0 <= answer < count, text
        for text, place in row["unanswerable"]:
            assert 0 <= place < count, text
