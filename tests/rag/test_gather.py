"""Which sentences come first."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rag import Settings, build_index
from rag.compare.reports import same_event
from rag.compose import open_pipeline
from rag.evidence import Candidate, answering
from rag.gather import (
    AGAIN,
    APART,
    LIKE,
    LIKEST,
    LIKEST_OF_REPORT,
    REPORTS,
    _place,
    gather,
    with_other_reports,
)
from rag.question import parse
from rag.readers import Reading
from rag.retrieve import Scope

TOLD = "The Elm Street bridge was closed on {day}, because its cables had rusted."


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Why was the Elm Street bridge closed?", "2024-11-04.txt"),
        ("Why was the Elm Street bridge closed in 2014?", "2014-03-05.txt"),
    ],
)
def test_of_two_that_are_as_good_the_newer_comes_first(
    question: str, first: str, settings: Settings, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, day in (("2014-03-05.txt", "Wednesday"), ("2024-11-04.txt", "Monday")):
        text = f"Bridge closed\n\n{TOLD.format(day=day)}\n\nNobody was hurt.\n"
        (corpus / name).write_text(text, encoding="utf-8")
    chosen = replace(settings, home=tmp_path / "home", corpus=corpus)
    build_index(settings=chosen)
    answer = open_pipeline(chosen).answer(question)
    assert answer.sentences[0].citations[0].source == first


class Overheard:
    """Remembers what it was asked, and finds nothing."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def read(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[Reading]:
        self.asked += [(question, " ".join(sentences)) for question, sentences in pairs]
        return [Reading(0.1, (0.1,) * len(found), (None,) * len(found)) for _, found in pairs]


def test_what_an_article_asks_itself_is_read_and_is_no_candidate(
    settings: Settings, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    text = (
        "Mayor quits\n\nAnn Lee has gone as the mayor of Tarn, and this is what is known about it so far.\n\n"
        "Will she lose her pension?\nOnly if she is convicted. She would get 86,000 a year, the city says.\n"
    )
    (corpus / "lee.txt").write_text(text, encoding="utf-8")
    chosen = replace(settings, home=tmp_path / "home", corpus=corpus)
    build_index(settings=chosen)
    pipeline, overheard = open_pipeline(chosen), Overheard()
    question = parse("Will the mayor lose her pension?")
    hits = pipeline.retriever.search(question.text, 5)
    found = gather(pipeline.index, question, hits, overheard)
    assert all("lose her pension? Only if" in read for _, read in overheard.asked if "Only" in read)
    assert {c.text for c in found} >= {"Only if she is convicted."}
    assert "Will she lose her pension?" not in {c.text for c in found}
    assert pipeline.answer(question.text).sentences[0].text == (
        "Will she lose her pension? Only if she is convicted."
    )


class Doubtful:
    """Takes every sentence of a passage for the answer, and on a second look none."""

    def read(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[Reading]:
        return [
            Reading(0.5, (0.1 if len(found) <= 2 else 0.9,) * len(found), (None,) * len(found))
            for _, found in pairs
        ]


def test_the_best_sentences_are_read_again_with_less_around_them(settings: Settings) -> None:
    pipeline = open_pipeline(settings)
    question = "What did Sybiha hold up?"
    hits = pipeline.retriever.search(question, 10)
    found = gather(pipeline.index, parse(question), hits, Doubtful())
    again = [c for c in found if c.reading == pytest.approx(0.5)]
    assert len(again) == AGAIN
    assert found[0] not in again  # what was read once is taken for surer


def test_other_articles_than_those_leant_on_are_held_back(settings: Settings) -> None:
    pipeline = open_pipeline(settings)
    hits = pipeline.retriever.search("Which models would suit?", 10)
    leant_on = hits[0].article.id
    question = parse("Which models would suit?")
    found = gather(pipeline.index, question, hits, Overheard(), frozenset((leant_on,)))
    assert {APART in c.reservations for c in found if c.item.article.id == leant_on} == {False}
    assert {APART in c.reservations for c in found if c.item.article.id != leant_on} == {True}


def test_a_passage_is_asked_about_the_country_that_it_names(settings: Settings) -> None:
    pipeline, reader = open_pipeline(settings), Overheard()
    question = "What did Kyiv's foreign minister hold up?"
    gather(pipeline.index, parse(question), pipeline.retriever.search(question, 10), reader)
    theirs = {asked for asked, passage in reader.asked if "Ukrain" in passage}
    others = {asked for asked, passage in reader.asked if "Ukrain" not in passage}
    assert theirs == {"What did Ukraine's foreign minister hold up?"}
    assert others == {question}


@pytest.mark.parametrize(
    ("question", "named_first"),
    [("Which company did it?", True), ("Why was it done?", False), ("Who backs Putin?", False)],
)
def test_where_a_name_is_asked_for_an_answer_with_a_new_one_comes_first(
    question: str, named_first: bool, settings: Settings
) -> None:
    index = open_pipeline(settings).index
    listed = index.manifest.listing()[0]
    item = index.article(listed.id)
    assert item is not None
    at, text = next(
        (at, item.article.text[s.start : s.end])
        for at, s in enumerate(item.sentences)
        if "Putin" in item.article.text[s.start : s.end]
    )
    start = text.index("Putin")
    bare = Candidate(item, at, 0.5, 0.5, 0.5)
    named = replace(bare, focus=(start, start + len("Putin")))
    asked = parse(question)
    assert (_place(named, asked, None) > _place(bare, asked, None)) is named_first
    assert named.score == bare.score


def test_the_latest_means_the_newest_article(settings: Settings) -> None:
    index = open_pipeline(settings).index
    item = index.article(index.manifest.listing()[0].id)
    assert item is not None
    day = date(2024, 12, 3)
    old = replace(item, article=replace(item.article, published=date(2023, 12, 3)))
    new = replace(item, article=replace(item.article, published=day))
    better, newer = Candidate(old, 0, 0.5, 0.5, 0.8), Candidate(new, 0, 0.5, 0.5, 0.5)
    for question, newest_first in (("What did it cost?", False), ("What is the latest?", True)):
        places = [_place(c, parse(question), day) for c in (better, newer)]
        assert (places[1] > places[0]) is newest_first


def test_only_a_sure_reader_outweighs_that_there_is_no_number(settings: Settings) -> None:
    index = open_pipeline(settings).index
    item = index.article(index.manifest.listing()[0].id)
    assert item is not None
    unsure, sure = (
        Candidate(item, 0, 0.5, 0.5, reading, doubts=("holds no count",)) for reading in (0.5, 0.9)
    )
    assert not answering([unsure])
    assert answering([sure])
    assert answering([replace(unsure, doubts=())])


def test_what_bears_an_answer_out_is_of_other_articles_and_like_it(settings: Settings) -> None:
    pipeline = open_pipeline(settings)
    index, retriever, reader = pipeline.index, pipeline.retriever, pipeline.reader
    assert reader is not None
    question = parse("What did Rutte say about the violence in Georgia?")
    known = gather(index, question, retriever.search(question.text, 10), reader)
    best = known[0]
    near = retriever.alike(best.vector, 10, Scope())
    own = retriever.alike(best.vector, 10, Scope(sources=(best.item.article.path,)))
    among = with_other_reports(index, question, [best], near, reader)
    found = [c for c in among if c is not best]
    most = LIKEST + REPORTS * LIKEST_OF_REPORT
    assert among[0] is best
    assert 0 < len(found) <= most
    assert all(c.item is not best.item and c.reading is not None for c in found)
    assert all(c.vector @ best.vector >= LIKE or same_event(best.item, c.item) for c in found)
    assert with_other_reports(index, question, [best], own, reader) == [best]
    assert with_other_reports(index, question, among, near, reader) == among


@pytest.mark.parametrize(("who", "doubted"), [("Kinga Zawistowska", False), ("Bea Lund", True)])
def test_a_report_of_the_event_need_not_name_it_as_the_question_does(
    who: str, doubted: bool, settings: Settings, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    wire = "The storm over Lake Dargin killed five people, Kinga Zawistowska said."
    (corpus / "wire.txt").write_text(f"Storm kills campers at the lake\n\n{wire}\n")
    local = f"{who} came on Friday. Five people were killed by the storm."
    (corpus / "local.txt").write_text(f"A night under the trees that fell\n\n{local}\n")
    chosen = replace(settings, home=tmp_path / "home", corpus=corpus)
    build_index(settings=chosen)
    pipeline = open_pipeline(chosen)
    assert pipeline.reader is not None
    question = parse("How many people did the storm over Lake Dargin kill?")
    hits = pipeline.retriever.search(question.text, 10)
    known = gather(pipeline.index, question, hits, pipeline.reader)
    assert known[0].item.article.path == "wire.txt"
    found = with_other_reports(pipeline.index, question, known, hits, pipeline.reader)
    theirs = [c.reservations for c in found if c.item.article.path == "local.txt"]
    assert theirs
    assert all(bool(r) is doubted for r in theirs)


def test_a_sentence_that_the_question_does_not_find_bears_an_answer_out(settings: Settings) -> None:
    pipeline = copy.copy(open_pipeline(settings))
    pipeline.passages = 2
    question = "How many countries belong to NATO?"
    hits = pipeline.retriever.search(question, 2)
    found = [
        any(
            h.article.path == c.source and c.start >= h.chunk.start and c.end <= h.chunk.end
            for h in hits
        )
        for c in pipeline.answer(question).citations
    ]
    assert found == [True, False]


def test_no_name_is_set_off_as_the_answer_to_who_somebody_is(settings: Settings) -> None:
    answer = open_pipeline(settings).answer("Who is Keith Kellogg?")
    assert "former general" in answer.sentences[0].text
    assert answer.sentences[0].focus is None
