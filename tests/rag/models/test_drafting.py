"""Running text to drafted sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.models.drafting import sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rained. [1] It snowed [2][3].", [("It rained.", (1,)), ("It snowed.", (2, 3))]),
        ("It rained [1, 2]", [("It rained.", (1, 2))]),
        ("1. It rained. [1]\n2. It snowed. [2]", [("It rained.", (1,)), ("It snowed.", (2,))]),
        ("Answer: It rained. (1)", [("It rained.", (1,))]),
        ("It rained. It sno", [("It rained.", ())]),
        ("The U.S. President met J. Smith. [1]", [("The U.S. President met J. Smith.", (1,))]),
        ("“It rained.” [1] Then", [("“It rained.”", (1,))]),
        ("<think>It may. Or not.</think>It rained. [1]", [("It rained.", (1,))]),
        ("<think>It may. Or not", []),
        ("It may. Or not.</think>It rained. [1]", [("It rained.", (1,))]),
        ("It snowed. [2]<think>Or?</think> It rained. [1]", [("It snowed.", (2,)), ("It rained.", (1,))]),
        ("In 2024 (12) people died. [1]", [("In 2024 (12) people died.", (1,))]),
        ("Rutte (57) leads NATO.", [("Rutte (57) leads NATO.", ())]),
        ("Rutte (57) leads NATO (1)(2).", [("Rutte (57) leads NATO.", (1, 2))]),
        ("Said Rutte (57) [1].", [("Said Rutte (57).", (1,))]),
        ("42 [1] ... [2] !!", []),
        ("", [("", ())]),
    ],
    ids=lambda value: repr(value)[:24],
)  # fmt: skip
def test_sentences_and_what_they_cite(text: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    assert list(sentences([text])) == found


def test_a_sentence_is_given_as_soon_as_the_next_begins() -> None:
    pieces = iter(["It rai", "ned. ", "[1", "] ", "The", "n it snowed. [2]"])
    assert next(sentences(pieces)) == ("It rained.", (1,))
    assert next(pieces) == "n it snowed. [2]"


def test_what_follows_a_thought_is_given_whatever_the_thought_gave() -> None:
    pieces = ("It may. ", "Or not. ", "Who knows. ", "</think>It rained. [1] ", "It snowed. [2]")
    assert list(sentences(pieces))[-2:] == [("It rained.", (1,)), ("It snowed.", (2,))]


RAINED = '{"text": "It rained.", "from": [1]}'
SNOWED = '{"from": [2, 3], "text": "It snowed"}'


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f'{{"sentences": [{RAINED}, {SNOWED}]}}', [("It rained.", (1,)), ("It snowed.", (2, 3))]),
        (f"[{RAINED}]", [("It rained.", (1,))]),
        (f'```json\n{{"sentences": [{RAINED}]}}\n```', [("It rained.", (1,))]),
        (f'<think>{{1}}</think>{{"sentences":[{RAINED}', [("It rained.", (1,))]),
        (f'{{"sentences": [{RAINED}, {{"text": "It sn', [("It rained.", (1,))]),
        (f'{{"sentences": [{RAINED}] oops', [("It rained.", (1,))]),
        ('{"sentences": [{"text": "It rained. It blew. [2]", "from": [1]}]}',
         [("It rained.", (1,)), ("It blew.", (2, 1))]),
        ('{"sentences": [{"text": "Said Rutte (57).", "from": 1}]}', [("Said Rutte (57).", (1,))]),
        ('{"sentences": [{"text": "A \\"]}\\" in \\u00e9.", "from": [1]}]}', [('A "]}" in é.', (1,))]),
        ('{"sentences": [{"text": "It rained.", "from": [true, "1", 1.0, null]}]}', [("It rained.", ())]),
        ('{"sentences": [7, "It rained.", [], {}, {"text": null}, {"text": ""}]}', []),
        ('{"sentences": "It rained. [1]"}', []),
        ('{"answer": "It rained. [1] It snowed. [2]"}', []),
        ('{"sentences": [' + "[" * 5000, []),
        ('{"sent', []),
    ],
    ids=lambda value: repr(value)[:40],
)  # fmt: skip
def test_json_is_read_as_far_as_it_goes(
    text: str, found: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert list(sentences([text])) == found
    assert list(sentences(text)) == found


def test_a_sentence_of_json_is_given_as_soon_as_it_has_ended() -> None:
    pieces = iter([f'{{"sentences": [{RAINED[:-1]}', "}", ", ", SNOWED, "]}"])
    assert next(sentences(pieces)) == ("It rained.", (1,))
    assert next(pieces) == ", "


@given(st.text("Ab. [1]\n“”(2)", max_size=60), st.lists(st.integers(1, 7), max_size=20))
def test_how_it_was_cut_up_does_not_matter(text: str, cuts: list[int]) -> None:
    pieces, rest = [], text
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    whole = [said for said, _ in sentences([text]) if said]
    assert [said for said, _ in sentences([*pieces, rest]) if said] == whole
