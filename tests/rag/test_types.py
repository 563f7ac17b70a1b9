"""What an answer's sentence knows about itself."""

from __future__ import annotations

import pytest

from rag.page.html import prose
from rag.types import Sentence


@pytest.mark.parametrize(
    ("focus", "parts"),
    [
        ((3, 6), ("It ", "<b>", " rained.")),
        (None, ("It <b> rained.", "", "")),
    ],
    ids=["set off", "unknown"],
)
def test_parts(focus: tuple[int, int] | None, parts: tuple[str, str, str]) -> None:
    assert Sentence("It <b> rained.", (), "quoted", "", focus).parts == parts


def test_the_page_sets_the_asked_for_words_off_and_escapes_them() -> None:
    sentence = Sentence("It <b> rained.", (), "quoted", "", (3, 6))
    assert "It <strong>&lt;b&gt;</strong> rained." in prose([sentence])
