"""The fields of records, under whichever of their usual names."""

from __future__ import annotations

from datetime import date

import pytest

from index.reading.fields import metadata_of
from index.reading.types import Metadata

DAY = date(2024, 12, 4)


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (
            {"Headline": " Ministers  meet ", "publishedAt": "2024-12-04T01:00:00Z"},
            Metadata("Ministers meet", DAY),
        ),
        ({"source": {"id": None, "name": "Sea News"}}, Metadata(outlet="Sea News")),
        ({"authors": ["Jane Doe", {"name": "John Roe"}]}, Metadata(author="Jane Doe, John Roe")),
        ({"BYLINE": "By Jane Doe"}, Metadata(author="Jane Doe")),
        ({"source": "https://sea.org/a"}, Metadata(url="https://sea.org/a")),
        ({"date": 1733270400}, Metadata(published=DAY)),
        ({"date": 1733270400000}, Metadata(published=DAY)),
        ({"date": 20241204}, Metadata(published=DAY)),
        ({"date": 2024}, Metadata()),
        ({"date": True, "title": 7, "url": [], "source": ""}, Metadata()),
        ({"title": "", "headline": "Ministers meet"}, Metadata("Ministers meet")),
    ],
)
def test_fields_of_records(record: dict[str, object], says: Metadata) -> None:
    assert metadata_of(record) == says
