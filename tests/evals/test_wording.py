"""An accepted answer is found however it is written, and not where it is not."""

from __future__ import annotations

import pytest

from evals.wording import states


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("It cost 725 million dollars. [1]", "$725 million"),
        ("a $725 million package", "$725 million"),
        ("a $725 million package", "725 million"),
        ("worth US$50bn", "$50 billion"),
        ("€1,500 was paid", "1500 euros"),
        ("on December 3rd, 2024", "3 December"),
        ("on 3 December 2024", "2024-12-03"),
        ("all 32 nations", "thirty-two"),
        ("seven hundred thousand soldiers", "700,000"),
        ("1.5 million people", "1,500,000 people"),
        ("two percent of GDP", "2%"),
        ("5 per cent", "5%"),
        ("Mr. Zelensky’s plan", "Zelensky"),
        ("the U.S. said", "US"),
        ("former generals", "a former general"),
        ("São Paulo", "Sao Paulo"),
        ("a “just peace”", "just peace"),
        ("North Korean troops", "North Korea"),
        ("hand-to-hand", "hand to hand"),
        ("a million dollars", "$1 million"),
        ("half a million", "500,000"),
        ("a 5 km walk", "5 km"),
        ("-5 degrees", "minus 5 degrees"),
    ],
)
def test_the_same_in_other_writing(text: str, alias: str) -> None:
    assert states(text, alias)


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        ("not now", "no"),
        ("320 nations", "32"),
        ("$725 billion", "$725 million"),
        ("725 million pounds", "$725 million"),
        ("on 3 December", "3 December 2024"),
        ("on 4 December 2024", "3 December"),
        ("5 soldiers", "5%"),
        ("Ann met Lee", "Ann Lee"),
        ("", "anything"),
        ("the Northerner", "North"),
        ("3.5 million", "5 million"),
        ("Nigeria's president", "Niger"),
        ("a malicious attack", "Mali"),
    ],
)
def test_something_else(text: str, alias: str) -> None:
    assert not states(text, alias)
