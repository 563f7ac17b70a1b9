"""What the quote verifier lets through, and what it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rag.verify
from index.types import Article
from rag.types import Evidence
from rag.verify import QuoteVerifier

ROOT = Path(rag.verify.__file__).parent.parent.parent
TEXT = "Mayor Ann Lee spoke on Monday. She said the bridge, which cost $3 million, is safe."
START = TEXT.index("She")


def evidence(start: int = START, end: int = len(TEXT)) -> Evidence:
    article = Article("a", "a.txt", "Bridge", None, None, None, TEXT, "")
    return Evidence(article, start, end, TEXT[start:end], 1.0)


@pytest.mark.parametrize(
    ("text", "support"),
    [
        ("She said the bridge, which cost $3 million, is safe.", "quoted"),
        ("She  said the bridge,\nwhich cost $3 million, is safe.", "quoted"),
        ("She [Ann Lee] said the bridge, which cost $3 million, is safe.", "quoted"),
        ("She [Bob Ray] said the bridge, which cost $3 million, is safe.", "unsupported"),
        ("She said the bridge, which cost $4 million, is safe.", "unsupported"),
        ("She said the bridge is safe.", "unsupported"),
        ("", "unsupported"),
    ],
    ids=["verbatim", "white space", "named", "misnamed", "other number", "shortened", "empty"],
)
def test_only_the_articles_own_words_pass(text: str, support: str) -> None:
    assert QuoteVerifier().verify(text, [evidence()]).support == support


def test_a_quote_is_certain_and_anything_else_is_not() -> None:
    assert QuoteVerifier().verify(evidence().text, [evidence()]).probability == 1.0
    assert QuoteVerifier().verify("She lied.", [evidence()]).probability == 0.0


def test_quoting_loads_nothing_of_the_claim_verifier() -> None:
    code = "import sys, rag.compose; print('rag.verify.claims' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"


def test_nothing_is_proven_by_no_evidence() -> None:
    assert QuoteVerifier().verify("She said so.", []).support == "unsupported"


@given(st.text(max_size=40), st.integers(0, len(TEXT)))
def test_whatever_is_put_in_is_caught(added: str, at: int) -> None:
    original = evidence().text
    at = min(at, len(original))
    changed = original[:at] + added + original[at:]
    verdict = QuoteVerifier().verify(changed, [evidence()])
    unchanged = " ".join(changed.split()) == " ".join(original.split())
    named = " ".join(changed.split()) == "She [Ann Lee]" + original[3:]
    assert (verdict.support == "quoted") == (unchanged or named)


LED = "Mark Rutte spoke. President Donald Trump said on Monday that Putin was ready."
PEACE = "He said Putin shows no interest in peace."


@pytest.mark.parametrize(
    "text",
    [
        "He [Mark Rutte] said Putin shows no interest in peace.",
        "He [Putin] said Putin shows no interest in peace.",
        "He said Putin [not] shows no interest in peace.",
        "He said Putin [Donald Trump] shows no interest in peace.",
        "He [Donald] said Putin shows no interest in peace.",
        "He [Donald Trump] [Donald Trump] said Putin shows no interest in peace.",
        "He [] said Putin shows no interest in peace.",
    ],
)
@pytest.mark.parametrize("before", [LED, "President Donald Trump said on Monday that it was over."])
def test_brackets_hold_only_the_person_meant_and_only_after_the_pronoun(
    text: str, before: str
) -> None:
    told = at_the_end(f"{before} {PEACE}", PEACE)
    assert QuoteVerifier().verify(text, [told]).support == "unsupported"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "He said the [Russian] army did leave.",
            "He [Mark Rutte] said the [Russian] army did leave.",
        ),
        (
            "He said it was over. It was not.",
            "He [Mark Rutte] said it was over. It was not.",
        ),
    ],
    ids=["brackets of the article", "with the sentence before"],
)
def test_what_is_shown_is_quoted(said: str, shown: str) -> None:
    told = at_the_end(f"Secretary-General Mark Rutte spoke on Monday. {said}", said)
    assert QuoteVerifier().verify(shown, [told]).support == "quoted"


def at_the_end(text: str, said: str) -> Evidence:
    article = Article("a", "a.txt", "Peace", None, None, None, text, "")
    return Evidence(article, text.index(said), len(text), said, 1.0)
