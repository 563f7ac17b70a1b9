"""Days, read against the day of the article."""

from __future__ import annotations

from datetime import date

import pytest

from rag.verify.exact.dates import date_findings

WEDNESDAY = date(2024, 12, 4)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It met on 3 December.", "It met on Tuesday."),
        ("It met on Dec 3, 2024.", "It met on Tuesday."),
        ("It met on Tuesday.", "It met on December 3."),
        ("It met on Tuesday.", "It met yesterday."),
        ("It met yesterday.", "It met on Tuesday."),
        ("It meets on December 5.", "It meets tomorrow."),
        ("It meets on 10 December.", "It will meet on Tuesday."),
        ("It met in December.", "It met on Dec. 3, 2024."),
        ("It began in 2022.", "It began in February 2022."),
    ],
)
def test_the_same_day_in_another_form_is_held(claim: str, evidence: str) -> None:
    assert list(date_findings(claim, [evidence], [WEDNESDAY])) == []


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("It met on 4 December.", "It met on Tuesday."),
        ("It met on 10 December.", "It met on Tuesday."),
        ("It met on Monday.", "It met on Tuesday."),
        ("It met on December 3.", "It met in December."),
        ("It met in November.", "It met on December 3."),
        ("It began in 2023.", "It began in February 2022."),
        ("It met in early December.", "It met in late December."),
        ("It met yesterday.", "It met on Monday."),
    ],
)
def test_another_day_is_found(claim: str, evidence: str) -> None:
    assert [f.kind for f in date_findings(claim, [evidence], [WEDNESDAY])][:1] == ["date"]


def test_without_the_articles_day_a_weekday_stays_a_weekday() -> None:
    assert [f.kind for f in date_findings("On 3 December.", ["On Tuesday."])] == ["date"]
    assert list(date_findings("On Tuesday.", ["On Tuesday."])) == []
