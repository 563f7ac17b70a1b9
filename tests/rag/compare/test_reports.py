"""Which articles report the same event."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from index.manifest import IndexedArticle
from index.types import Article, Span
from rag.compare.reports import same_event

WIRE = "Mayor Ada Quill of Tarn resigned over the Sorrel contract, the Tarn Post said."
LOCAL = "In Tarn they had long known: Ada Quill and Sorrel were a matter of time."


def article(
    text: str, vector: tuple[float, float], published: date | None = None
) -> IndexedArticle:
    printed = Article(text, f"{text}.txt", "", published, None, None, text, "")
    return IndexedArticle(printed, (Span(0, len(text)),), np.array([vector], dtype=np.float32))


def test_reports_of_one_event_name_the_same_and_are_alike() -> None:
    wire, local = article(WIRE, (1, 0)), article(LOCAL, (0.8, 0.6))
    assert same_event(wire, local)
    assert same_event(local, wire)


def test_likeness_or_names_alone_are_not_enough() -> None:
    wire = article(WIRE, (1, 0))
    assert not same_event(wire, article(LOCAL, (0, 1)))
    assert not same_event(wire, article("Rain fell on Elmwood, and Bea Lund stayed in.", (1, 0)))


def test_countries_make_no_event() -> None:
    one = article("Germany and France met in Tarn.", (1, 0))
    assert not same_event(one, article("France beat Germany in Elmwood.", (1, 0)))


def test_what_was_printed_a_year_later_is_another_event() -> None:
    wire = article(WIRE, (1, 0), date(2024, 3, 1))
    local = article(LOCAL, (1, 0), date(2024, 3, 9))
    late = replace(local, article=replace(local.article, published=date(2025, 3, 1)))
    assert same_event(wire, local)
    assert not same_event(wire, late)
