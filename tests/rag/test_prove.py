"""Which drafts tell news."""

from __future__ import annotations

import pytest

from rag.prove import HALF, _says_more


@pytest.mark.parametrize(
    "text",
    [
        "No aid was given to Kyiv.",
        "Ukraine was not given missiles.",
        "The question of Taiwan came up.",
        "Both sides agreed on the text of the treaty.",
        "The text of the treaty states that Crimea is Ukrainian.",
        "No missiles were provided.",
        "Rutte did not mention Georgia.",
        "What Trump said was denied by the sources of the newspaper.",
    ],
)
def test_news_is_told(text: str) -> None:
    assert _says_more((), text)


@pytest.mark.parametrize(
    "text",
    [
        "The evidence does not mention Taiwan.",
        "The provided text doesn’t say who opened the bridge.",
        "These news articles do not explicitly state a number.",
        "The number of dead is not mentioned in the sources.",
        "There is no mention of Taiwan in the given evidence.",
        "The name of the mayor is not specified.",
    ],
)
def test_what_is_said_about_the_sources_is_no_news(text: str) -> None:
    assert not _says_more((), text)


@pytest.mark.parametrize(
    ("text", "half"),
    [
        ("In December 2024.", True),
        ("Late November.", True),
        ("On 3 December 2024.", True),
        ("700,000 soldiers.", True),
        ("Kyiv rejected the offer.", False),
        ("In December Rutte met Trump in Florida.", False),
    ],
)
def test_half_a_sentence_is_known(text: str, half: bool) -> None:
    assert bool(HALF.fullmatch(text)) is half
