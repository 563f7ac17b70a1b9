"""The cases are what they claim to be: proven, unique, complete, and split by sentence."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

import pytest

from evals.cases import CASES, load
from evals.wording import states
from index.reading import discover, read_file
from index.reading.headings import headings
from index.sentences import sentence_spans
from index.types import Article, Span
from rag.config import SEEDS

PARTS = ("dev", "test")
NEEDED = {"id", "kind", "question", "history", "answerable", "answers", "evidence"}
OPTIONAL = {"as_of", "wrong", "expects", "note"}

Row = dict[str, Any]


def rows(part: str) -> list[Row]:
    """The cases as they are written, with every field."""
    return [json.loads(line) for line in (CASES / f"{part}.jsonl").read_text("utf-8").splitlines()]


ALL = [*rows("dev"), *rows("test")]
each_part = pytest.mark.parametrize("part", PARTS)


@cache
def articles() -> dict[str, Article]:
    """The sample articles by file name, as the product reads them."""
    found = chain.from_iterable(read_file(file).articles for file in discover([SEEDS]))
    return {article.path: article for article in found}


def places(source: str, quote: str) -> list[Span]:
    """Where the quote stands in its file."""
    text = articles()[source].text
    return [Span(m.start(), m.end()) for m in re.finditer(re.escape(quote), text)]


def overlap(one: Span, other: Span) -> bool:
    """Whether the two share a character."""
    return one.start < other.end and other.start < one.end


def sentences(part: str) -> set[tuple[str, Span]]:
    """Every sentence of an article that a gold quote of this part touches, with its file."""
    return {
        (gold["source"], sentence)
        for row in rows(part)
        for gold in row["evidence"]
        for place in places(gold["source"], gold["quote"])
        for sentence in sentence_spans(articles()[gold["source"]].text)
        if overlap(sentence, place)
    }


def kinds_in_readme() -> list[str]:
    """The kinds that the README explains, in its order."""
    table = (CASES / "README.md").read_text("utf-8").split("| kind |")[1]
    return re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)


def stands_in_prose(source: str, quote: str) -> bool:
    """Whether the file has the quote, and nowhere as a heading or page furniture."""
    article, found = articles()[source], places(source, quote)
    barred = (*article.furniture, *headings(article.text))
    return bool(found) and not any(overlap(b, place) for b in barred for place in found)


def test_every_quote_stands_in_the_prose_of_its_file() -> None:
    golds = [(row["id"], gold) for row in ALL for gold in row["evidence"]]
    assert [i for i, gold in golds if not stands_in_prose(gold["source"], gold["quote"])] == []


def test_only_answerable_cases_have_answers_and_evidence() -> None:
    for row in ALL:
        assert bool(row["evidence"]) == row["answerable"] == bool(row["answers"]), row["id"]
        assert row["answerable"] != row["kind"].startswith("un_"), row["id"]
        assert row["answerable"] or row.get("note"), row["id"]


def test_every_group_is_met_by_a_quote_and_every_quote_meets_a_group() -> None:
    for row in ALL:
        quotes = [gold["quote"] for gold in row["evidence"]]
        for group in row["answers"]:
            assert any(states(quote, alias) for alias in group for quote in quotes), row["id"]
        for quote in quotes:
            aliases = chain(*row["answers"])
            assert any(states(quote, alias) for alias in aliases) or row.get("note"), row["id"]


def test_what_is_wrong_is_not_in_the_gold() -> None:
    for row in ALL:
        gold = [*chain(*row["answers"]), *(gold["quote"] for gold in row["evidence"])]
        for alias in row.get("wrong", ()):
            assert not any(states(text, alias) for text in gold), row["id"]


def test_gold_is_published_by_the_day_asked_as_of() -> None:
    asked = [(row, date.fromisoformat(row["as_of"])) for row in ALL if "as_of" in row]
    for row, day in asked:
        published = [articles()[gold["source"]].published for gold in row["evidence"]]
        assert all(printed is not None and printed <= day for printed in published), row["id"]


def test_the_fields_are_those_of_the_readme() -> None:
    for row in ALL:
        assert set(row) - OPTIONAL == NEEDED, row["id"]
        assert row.get("expects") == ("partial" if row["kind"] == "partial" else None), row["id"]
        assert bool(row["history"]) == row["kind"].endswith("followup"), row["id"]


def test_no_case_comes_twice() -> None:
    assert len({row["id"] for row in ALL}) == len(ALL)
    asked = Counter((r["question"].lower(), str(r["history"]), r.get("as_of")) for r in ALL)
    assert asked.most_common(1)[0][1] == 1


def test_no_sentence_proves_a_case_of_both_parts() -> None:
    assert not sentences("dev") & sentences("test")


@each_part
def test_every_article_and_every_kind_is_in_each_part(part: str) -> None:
    assert {source for source, _ in sentences(part)} == set(articles())
    by_kind = Counter(row["kind"] for row in rows(part))
    assert set(by_kind) == set(kinds_in_readme())
    assert min(by_kind.values()) >= 3


def test_there_are_enough_cases() -> None:
    answerable = Counter(row["answerable"] for row in rows("test"))
    assert answerable[True] >= 60
    assert answerable[False] >= 30
    assert len(rows("dev")) >= 120
    assert len(ALL) >= 230


@each_part
def test_the_loader_reads_every_case(part: str) -> None:
    loaded = load(CASES / f"{part}.jsonl")
    assert [(c.id, c.question) for c in loaded] == [(r["id"], r["question"]) for r in rows(part)]
