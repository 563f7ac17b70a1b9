"""True sentences of the sample articles made false, and the same sentences in other words.

The verifier rejects at least 98 of 100 mutants and keeps at least 95 of 100 true sentences, each
judged among four other sentences of its article.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from index.reading import discover, read_file
from index.sentences import sentence_spans
from index.types import Article
from rag.compose import claim_verifier
from rag.config import SEEDS, Settings
from rag.training.mutations import Kind, mutants
from rag.types import Evidence
from rag.verify.claims import ClaimVerifier

PARAPHRASES = Path(__file__).parent / "paraphrases.jsonl"
STRANGERS = (
    *("Emmanuel Macron", "Volodymyr Zelenskyy", "Keir Starmer", "Mark Rutte", "Vladimir Putin"),
    *("Donald Trump", "Antony Blinken", "Germany", "Poland", "Canada", "Tbilisi", "China"),
)
SENTENCE_WORDS = 6  # shorter lines are headings

pytestmark = pytest.mark.model


@cache
def articles() -> dict[str, Article]:
    found = (read_file(source) for source in discover([SEEDS]))
    return {article.path: article for result in found for article in result.articles}


def sentences(article: Article) -> list[Evidence]:
    return [
        evidence(article, span.start, span.end)
        for span in sentence_spans(article.text)
        if len(article.text[span.start : span.end].split()) >= SENTENCE_WORDS
        and not any(f.start < span.end and span.start < f.end for f in article.furniture)
    ]


def evidence(article: Article, start: int, end: int) -> Evidence:
    return Evidence(article, start, end, article.text[start:end], 1.0)


def among_others(own: Sequence[Evidence]) -> list[Evidence]:
    """The evidence and sentences of the same article, five in all."""
    texts = {item.text for item in own}
    others = [e for e in sentences(own[0].article) if e.text not in texts]
    random.Random(own[0].text).shuffle(others)
    return [*own, *others[: 5 - len(own)]]


def paraphrases() -> Iterator[tuple[dict[str, Any], list[Evidence]]]:
    for line in PARAPHRASES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = articles()[row["file"]]
        starts = [article.text.index(quote) for quote in row["quotes"]]
        ends = [start + len(q) for start, q in zip(starts, row["quotes"], strict=True)]
        yield row, [evidence(article, s, e) for s, e in zip(starts, ends, strict=True)]


@pytest.fixture(scope="module")
def verifier(tmp_path_factory: pytest.TempPathFactory) -> ClaimVerifier:
    return claim_verifier(Settings(home=tmp_path_factory.mktemp("home")))


def test_at_least_98_of_100_mutants_are_rejected(verifier: ClaimVerifier) -> None:
    made: Counter[str] = Counter()
    passed: list[str] = []
    for article in articles().values():
        for own in sentences(article):
            offered = among_others([own])
            for mutant in mutants(own.text, STRANGERS):
                made[mutant.kind] += 1
                if verifier.verify(mutant.text, offered).support != "unsupported":
                    passed.append(f"{mutant.kind}: {mutant.text}")
    assert set(made) == set(get_args(Kind))
    assert made.total() >= 500
    assert len(passed) <= 0.02 * made.total(), "\n".join(passed)


def test_untouched_sentences_are_kept_even_if_they_were_not_quoted(
    verifier: ClaimVerifier,
) -> None:
    judged = [
        verifier.judge(own.text, [e.text for e in among_others([own])])
        for article in articles().values()
        for own in sentences(article)
    ]
    assert sum(j.supported for j in judged) >= 0.95 * len(judged)


def test_at_least_95_of_100_paraphrases_are_kept(verifier: ClaimVerifier) -> None:
    every = list(paraphrases())
    lost = [
        f"{row['part']}: {row['text']}"
        for row, own in every
        if verifier.verify(row["text"], among_others(own)).support == "unsupported"
    ]
    assert Counter(row["part"] for row, _ in every) == {"tuning": 50, "held out": 50}
    assert len(lost) <= 0.05 * len(every), "\n".join(lost)
