"""Chunks: exact offsets, no furniture, no sentence lost, ids that last."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading import SourceFile, discover, read_file
from index.sentences import sentence_spans
from index.split import MAX_WORDS, evidence_spans, split
from index.types import Article, Chunk, Span, chunk_id


def article(text: str, furniture: tuple[Span, ...] = (), path: str = "a.txt") -> Article:
    return Article("id", path, "Title", None, None, None, text, "sha", furniture=furniture)


def crosses(a: Span | Chunk, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def words(text: str) -> int:
    return len(text.split())


def check(item: Article) -> tuple[Chunk, ...]:
    """Everything that must hold for the chunks of any article."""
    sentences, chunks = evidence_spans(item), split(item)
    assert all(item.text[c.start : c.end] == c.text for c in chunks)
    assert all(c.text.strip() == c.text != "" for c in chunks)
    assert all(c.id == chunk_id(item.path, c.start, c.text) for c in chunks)
    assert len({c.id for c in chunks}) == len(chunks)
    assert all(c.article_id == item.id for c in chunks)
    assert all(any(c.start <= s.start and s.end <= c.end for c in chunks) for s in sentences)
    assert not [s for s in sentences for bar in item.furniture if crosses(s, bar)]
    assert not [c for c in chunks for bar in item.furniture if crosses(c, bar)]
    starts, ends = {s.start for s in sentences}, {s.end for s in sentences}
    assert all(c.start in starts and c.end in ends for c in chunks)
    assert all(a.start <= b.start and a.end < b.end for a, b in pairwise(chunks))
    assert split(item, sentences) == chunks == split(item)
    return chunks


SENTENCE = st.integers(1, 60).map(lambda count: " ".join(["Word"] * count) + ".")
LINES = st.sampled_from(
    [
        "Read more:",
        "South Korean parliament votes to lift martial law order",
        "Russia’s new weapon",
        "Sign up to our newsletter",
        "Photo: Reuters",
        "• An item of a list",
        "— — —",
        "",
    ]
)


@given(st.lists(st.one_of(SENTENCE, LINES), max_size=30), st.sampled_from(["\n", " ", "\r\n"]))
def test_chunks_of_any_article(parts: list[str], glue: str) -> None:
    from index.reading.furniture import furniture

    text = glue.join(parts)
    check(article(text, furniture(text)))


@given(
    st.lists(SENTENCE, min_size=1, max_size=20).map(" ".join),
    st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 400)), max_size=5),
)
def test_chunks_around_furniture_anywhere(text: str, bars: list[tuple[int, int]]) -> None:
    spans, behind = [], 0
    for start, length in sorted(bars):
        if behind <= start < len(text):
            spans.append(Span(start, min(start + length, len(text))))
            behind = spans[-1].end
    check(article(text, tuple(spans)))


def samples(seeds: Path) -> list[Article]:
    return [a for file in discover([seeds]) for a in read_file(file).articles]


def test_chunks_of_the_samples(seeds: Path) -> None:
    chunks = {a.path[:3]: check(a) for a in samples(seeds)}
    assert list(chunks) == ["000", "001", "002", "003", "004"]
    for parts in chunks.values():
        assert all(words(c.text) <= MAX_WORDS for c in parts)
    assert [len(parts) for parts in chunks.values()] == [5, 9, 6, 5, 5]


def test_headings_and_furniture_are_no_evidence(seeds: Path) -> None:
    item = next(a for a in samples(seeds) if a.path.startswith("001"))
    evidence = [item.text[s.start : s.end] for s in evidence_spans(item)]
    out = {item.text[s.start : s.end] for s in sentence_spans(item.text)} - set(evidence)
    assert out == {
        "Ukraine war: Latest updates",
        "Russia’s novel weapon",
        "‘We must avoid errors’",
        "Read more from Sky News:",
        "South Korean parliament votes to lift martial law order",
        "Property tycoon loses appeal against death sentence",
        "Syria announces strikes with Russia have resulted in a minimum of 400 fatalities",
        "Increased military support for Ukraine",
        "Change in Starmer’s perspective",
    }


def of_words(*counts: int) -> str:
    """Sentences of so many words; each word tells its sentence."""
    return " ".join(" ".join([f"S{n}"] * count) + "." for n, count in enumerate(counts))


@pytest.mark.parametrize(
    ("counts", "held"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([5], ["0"], id="one-short"),
        pytest.param([300], ["0"], id="one-too-long"),
        pytest.param([50, 50], ["01"], id="closed-at-the-target"),
        pytest.param([50, 50, 20], ["01", "12"], id="begins-with-the-last-of-the-one-before"),
        pytest.param([50, 50, 50, 50], ["01", "12", "23"], id="each-overlaps"),
        pytest.param([60, 120, 10], ["0", "1", "12"], id="too-long-together"),
        pytest.param([10, 300, 10], ["0", "1", "2"], id="a-giant-in-the-middle"),
        pytest.param([100, 100, 10], ["0", "1", "12"], id="no-overlap-beyond-the-limit"),
    ],
)
def test_how_sentences_are_put_together(counts: list[int], held: list[str]) -> None:
    chunks = check(article(of_words(*counts)))
    found = ["".join(n for n in "0123" if f"S{n}" in c.text) for c in chunks]
    assert found == held


def test_a_chunk_ends_where_furniture_begins() -> None:
    text = "One is here. Advert. Two is here."
    chunks = check(article(text, (Span(12, 20),)))
    assert [c.text for c in chunks] == ["One is here.", "Two is here."]


def test_furniture_inside_a_sentence_is_cut_off() -> None:
    text = "2024-12-04 Putin shows no interest."
    assert [c.text for c in check(article(text, (Span(0, 11),)))] == ["Putin shows no interest."]


@pytest.mark.parametrize("text", ["", " \n ", "— — —\n***", "?!"], ids=repr)
def test_text_without_words_has_no_evidence(text: str) -> None:
    assert evidence_spans(article(text)) == split(article(text)) == ()


def test_ids_are_the_same_for_the_same_words_at_the_same_place() -> None:
    item = article(of_words(50, 50, 20))
    before = [c.id for c in split(item)]
    assert before == [c.id for c in split(replace(item, title="Other", id="x", outlet="BBC"))]
    assert not {*before} & {c.id for c in split(replace(item, path="b.txt"))}
    assert not {*before} & {c.id for c in split(replace(item, text=" " + item.text))}
    changed = split(replace(item, text=item.text.replace("S2.", "S3.")))
    assert [c.id == old for c, old in zip(changed, before, strict=True)] == [True, False]


def test_an_id_is_pinned() -> None:  # citations outlive a rebuild, and a release
    assert chunk_id("news/a.txt", 12, "Peace.") == "18d5bb97fd42b2c6f44c974ea2774a0a"
    assert len({chunk_id("a", 1, "1b"), chunk_id("a1", 1, "b"), chunk_id("a", 11, "b")}) == 3


def test_ids_are_stable_across_readings(seeds: Path) -> None:
    first, second = ([c.id for a in samples(seeds) for c in split(a)] for _ in range(2))
    assert first == second


def test_takes_time_in_proportion_to_the_text(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("Peace is near.\nPhoto: Reuters\n" * 5000, encoding="utf-8")
    (item,) = read_file(SourceFile("long.txt", path)).articles
    started = time.process_time()
    chunks = split(item)
    assert time.process_time() - started < 3
    assert len(chunks) == 5000
