"""Passages found, fused, narrowed and kept from crowding each other out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.types import Article, Chunk
from rag import Settings, build_index
from rag.compose import open_pipeline, open_retriever
from rag.retrieve import POOL, RRF_K, Scope, _leaders_first
from rag.types import Hit

FILLER = "The council met on other matters and adjourned without a vote on any of them. " * 8


@pytest.fixture
def pipeline(fast: Settings, tmp_path: Path):
    corpus = tmp_path / "corpus"
    (corpus / "wire").mkdir(parents=True)
    copy = "The Elm Street bridge collapsed on Sunday, and nobody was hurt, the fire service said."
    for number in range(4):
        text = f"Bridge collapses\n\n{copy}\n\nCopy {number}.\n"
        (corpus / "wire" / f"{number}.txt").write_text(text, encoding="utf-8")
    other = f"Bridge inquiry opens\n\nThe bridge inquiry heard an engineer on Monday.\n\n{FILLER}"
    (corpus / "2024-05-06-inquiry.txt").write_text(other, encoding="utf-8")
    late = f"Bridge reopens\n\nThe Elm Street bridge reopened to traffic.\n\n{FILLER}"
    (corpus / "2025-01-02-reopens.txt").write_text(late, encoding="utf-8")
    settings = replace(fast, corpus=corpus)
    build_index(settings=settings)
    return open_pipeline(settings)


def test_copies_take_nobodys_place(pipeline) -> None:
    hits = pipeline.retriever.search("Elm Street bridge collapse inquiry", 3)
    first = [hit.article.path for hit in hits[:3]]
    assert sum(path.startswith("wire/") for path in first) == 1
    assert {h.article.path for h in hits[3:]} <= {f"wire/{n}.txt" for n in range(4)}


def test_the_score_is_the_sum_of_reciprocal_ranks(pipeline) -> None:
    for hit in pipeline.retriever.search("bridge inquiry", 6):
        ranks = [r for r in (hit.dense_rank, hit.lexical_rank) if r]
        assert hit.score == pytest.approx(sum(1 / (RRF_K + r) for r in ranks))


def test_the_best_of_either_search_are_not_voted_out() -> None:
    def hit(name: str, score: float, dense: int | None, lexical: int | None) -> Hit:
        article = Article(name, name, "", None, None, None, name, "")
        return Hit(Chunk(name, name, name, 0, len(name)), article, score, dense, lexical)

    middling = [hit(str(n), 1 - n / 10, n, n) for n in range(3, 9)]
    hits = [*middling, hit("words", 0.02, None, 1), hit("meaning", 0.01, 2, 40)]
    found = [h.chunk.id for h in _leaders_first(hits, 4)]
    assert found == ["3", "4", "words", "meaning", "5", "6", "7", "8"]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(sources=("wire/*",)), {f"wire/{n}.txt" for n in range(4)}),
        (Scope(as_of=date(2024, 12, 31)), {"2024-05-06-inquiry.txt"}),
        (Scope(sources=("nowhere/*",)), set()),
    ],
    ids=["sources", "as of", "none"],
)
def test_a_scope_is_kept(scope: Scope, expected: set[str], pipeline) -> None:
    hits = pipeline.retriever.search("the bridge", 8, scope)
    assert {hit.article.path for hit in hits} == expected


@pytest.mark.parametrize("narrow", [0, 10_000], ids=["picked from a long list", "named"])
def test_a_scope_finds_what_stands_far_down(
    narrow: int, fast: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus"
    (corpus / "late").mkdir(parents=True)
    for number in range(3 * POOL):
        text = f"Elm Street bridge {number}\n\nThe Elm Street bridge collapsed, said witness {number}.\n"
        (corpus / f"{number}.txt").write_text(text, encoding="utf-8")
    text = "Weather\n\nIt rained on the bridge all day.\n"
    (corpus / "late" / "rain.txt").write_text(text, encoding="utf-8")
    settings = replace(fast, corpus=corpus)
    build_index(settings=settings)
    monkeypatch.setattr("index.store.NARROW", narrow)
    asked = "Did the Elm Street bridge collapse?"
    hits = open_retriever(settings).search(asked, 5, Scope(sources=("late/*",)))
    assert [(h.article.path, h.lexical_rank) for h in hits] == [("late/rain.txt", 1)]
    if narrow:  # Chroma's graph may miss one vector among many that are nearly alike
        assert hits[0].dense_rank == 1


def test_a_wide_scope_is_never_named_chunk_by_chunk(
    pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    retriever = pipeline.retriever
    monkeypatch.setattr("index.store.NARROW", 0)
    named: list[object] = []
    index = retriever._index
    for store in (index.vectors, index.keywords):
        search = store.search
        monkeypatch.setattr(
            store,
            "search",
            lambda *given, search=search: named.extend(given[2:]) or search(*given),
        )
    everything_but = Scope(sources=("wire/*", "2024*"))
    assert retriever.search("bridge", 5, everything_but)
    retriever.search("unheard-of", 5, everything_but)
    assert named == []


@pytest.mark.parametrize(
    ("scope", "reason"),
    [
        (Scope(sources=("wire/*",)), None),
        (
            Scope(sources=("nowhere/*", "else/*")),
            "No article’s path matches 'nowhere/*' or 'else/*'. Name paths such as "
            "'2024-05-06-inquiry.txt' or 'wire/3.txt', or leave the sources out.",
        ),
        (
            Scope(as_of=date(2024, 1, 1)),
            "No article was published by 2024-01-01: the first is of 2024-05-06. "
            "Choose that day or a later one.",
        ),
        (
            Scope(as_of=date(2024, 12, 31), sources=("2025*",)),
            "No article whose path matches '2025*' was published by 2024-12-31: "
            "the first is of 2025-01-02. Choose that day or a later one.",
        ),
        (
            Scope(as_of=date(2024, 12, 31), sources=("wire/*",)),
            "No article whose path matches 'wire/*' has a date. Leave the day out.",
        ),
        (
            Scope(sources=()),
            "No source is named. Name paths such as '2024-05-06-inquiry.txt' or 'wire/3.txt', "
            "or leave the sources out.",
        ),
    ],
    ids=["some", "paths", "day", "day of those", "no day", "no pattern"],
)
def test_an_empty_scope_says_what_there_is(scope: Scope, reason: str | None, pipeline) -> None:
    assert pipeline.retriever.nothing_in(scope) == reason
    found = pipeline.answer("What happened to the Elm Street bridge?", scope=scope)
    assert found.missing == reason
    assert (found.status == "not_in_articles") == (reason is not None)
    assert found.closest == ()


def test_a_date_in_the_question_lifts_articles_of_that_date(pipeline) -> None:
    hits = pipeline.retriever.search("What happened to the bridge in January 2025?", 5)
    assert hits[0].article.path == "2025-01-02-reopens.txt"


def test_a_question_without_words_finds_by_meaning_alone(pipeline) -> None:
    assert all(hit.lexical_rank is None for hit in pipeline.retriever.search("?!", 5))
