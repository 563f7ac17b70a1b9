"""Outlets and persons are told from everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.names import is_outlet, is_person


@pytest.mark.parametrize("name", ["Reuters", "The Sea Times", "AP", "sea.org", "BBC News"])
def test_names_of_outlets(name: str) -> None:
    assert is_outlet(name)


@pytest.mark.parametrize("name", ["", "NATO", "Times", "Jane Doe", "a@sea-news.org", "XYZ", "EU"])
def test_names_of_something_else(name: str) -> None:
    assert not is_outlet(name)


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    is_person(text)
    is_outlet(text)
