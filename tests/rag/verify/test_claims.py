"""The claim verifier as the seam sees it; the vectors are word hashes, so no model is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.embed import WordHashEmbedder
from index.types import Article
from rag.compose import claim_verifier, open_index
from rag.config import Settings
from rag.types import Evidence
from rag.verify.claims import ClaimVerifier

TEXT = (
    "Mayor Ann Lee spoke on Monday. She said the bridge, which cost $3 million, is safe. "
    "The council opened the new library in the old harbour on Tuesday."
)
VERIFIER = ClaimVerifier(WordHashEmbedder().embed)


def evidence(opens: str) -> Evidence:
    article = Article("a", "a.txt", "Bridge", date(2024, 12, 4), None, None, TEXT, "")
    start = TEXT.index(opens)
    end = TEXT.index(".", start) + 1
    return Evidence(article, start, end, TEXT[start:end], 1.0)


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("She said the bridge, which cost $3 million, is safe.", "quoted"),
        ("She said the bridge is safe. [1]", "supported"),
        ("Ann Lee said the bridge, which cost 3 million dollars, is safe.", "supported"),
        ("The council opened the new library on 3 December.", "supported"),
        ("The bridge is safe.", "unsupported"),
        ("Bob Ray said the bridge is safe.", "unsupported"),
        ("She said the bridge, which cost $4 million, is safe.", "unsupported"),
        ("She said the bridge is not safe.", "unsupported"),
        ("The council closed the new library on Tuesday.", "unsupported"),
        ("Bananas are rich in potassium.", "unsupported"),
    ],
)
def test_verdicts(text: str, support: str) -> None:
    verdict = VERIFIER.verify(text, [evidence("She said"), evidence("The council")])
    assert verdict.support == support, verdict.reason


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "😀",
        "<script>alert(1)</script>",
        "[1][2]",
        "x" * 10_000,
        "Мост безопасен.",
        "桥很安全。",
    ],
    ids=["empty", "space", "emoji", "html", "marks", "long", "russian", "chinese"],
)
def test_strange_text_is_unsupported_with_a_reason(text: str) -> None:
    verdict = VERIFIER.verify(text, [evidence("She said")])
    assert verdict.support == "unsupported"
    assert verdict.reason
    assert verdict.probability < 0.5


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_makes_it_raise(text: str) -> None:
    verdict = VERIFIER.verify(text, [evidence("She said")])
    assert 0 <= verdict.probability <= 1


def test_nothing_is_proven_by_no_evidence() -> None:
    assert not VERIFIER.judge("Ann Lee spoke.", []).supported
    assert not VERIFIER.faithful("Ann Lee spoke.", []).supported


def test_the_days_of_the_articles_count() -> None:
    claim, told = "The library opened on 3 December.", ["The library opened on Tuesday."]
    assert VERIFIER.judge(claim, told, published=[date(2024, 12, 4)]).supported
    assert not VERIFIER.judge(claim, told).supported


def test_a_sentence_that_opens_with_a_pronoun_is_read_after_the_one_before_it() -> None:
    told = ["Bob Ray spoke on Monday.", "He said the bridge is safe.", "It is not new."]
    assert VERIFIER.judge("Bob Ray said the bridge is safe.", told).supported
    assert not VERIFIER.judge("Bob Ray said the bridge is safe.", told[1:]).supported
    assert not VERIFIER.judge("Ann Lee said the bridge is safe.", told).supported


def test_what_another_thread_forgets_meanwhile_is_still_known() -> None:
    begun: list[str] = []

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        begun.append(texts[0])
        if len(begun) == 2:  # another thread judges so much that the vectors are cleared
            many = [f"The council opened door {n}." for n in range(4096)]
            verifier.judge("The council opened.", many)
        return WordHashEmbedder().embed(texts)

    verifier = ClaimVerifier(encode)
    told = ["The council opened the new library."]
    assert verifier.judge("The council opened the new library", told).supported
    assert verifier.judge("The council opened the library", told).supported
    assert len(begun) == 3


def test_the_composition_root_makes_one_of_any_embedder(fast: Settings) -> None:
    told = [evidence("The council")]
    verdict = claim_verifier(fast).verify("The council opened the new library.", told)
    assert verdict.support == "supported"
    assert 0.5 <= verdict.probability < 1


def test_the_claim_verifier_shares_the_encoder_of_the_index(
    fast: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[str]] = []
    embedder = open_index(fast).embedder
    embed = embedder.embed
    monkeypatch.setattr(embedder, "embed", lambda texts: asked.append(texts) or embed(texts))
    claim_verifier(fast).verify("The council opened the new library.", [evidence("The council")])
    assert asked


def test_a_trained_checker_has_the_last_word_but_not_over_the_exact_checks() -> None:
    class Yes:
        def check(self, claim: str, evidence: object) -> tuple[float, float, float]:
            return 0.9, 0.05, 0.05

    verifier = ClaimVerifier(WordHashEmbedder().embed, Yes())
    told = ["The council opened the new library."]
    assert verifier.judge("A library was inaugurated.", told).probability == 0.9
    assert not verifier.judge("The council opened 4 libraries.", told).supported


def test_a_summary_with_an_invented_name_and_number_is_less_faithful() -> None:
    article = [s + "." for s in TEXT.split(". ")]
    true = VERIFIER.faithful("The council opened the new library on Tuesday.", article)
    false = VERIFIER.faithful("Carl Fox opened 9 libraries on Tuesday.", article)
    assert false.probability < true.probability
