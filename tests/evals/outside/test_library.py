"""Documents in the product's own index: kept between runs, asked whole, in part, or all but some."""

from __future__ import annotations

from fnmatch import fnmatchcase

from hypothesis import given, settings
from hypothesis import strategies as st

from evals.outside.library import Document, Library, all_but
from rag import Settings

NAMES = [f"{n:02d}.json" for n in range(30)]
DOCUMENTS = [
    Document(
        "a", "The ferry to Skarn was named Aurelia. It sails on Mondays.", "Ferry", "2025/03/01"
    ),
    Document("b", "The ferry to Orm was named Boreas. It sails on Fridays.", "Another ferry"),
    Document("twin of a", "The ferry to Skarn was named Aurelia. It sails on Mondays."),
    Document("empty", "  \n"),
]


@settings(deadline=None)
@given(st.sets(st.sampled_from(NAMES)))
def test_all_but_some(removed: set[str]) -> None:
    patterns = all_but(removed)
    left = {n for n in NAMES if any(fnmatchcase(n, p) for p in patterns)}
    assert left == set(NAMES) - removed


def test_asked_of_all_of_some_and_of_all_but_some(fast: Settings) -> None:
    library = Library(DOCUMENTS, fast, lambda done, total: None)
    question = "What was the ferry to Skarn named?"
    (a,), (b,) = library.articles(["a", "twin of a", "empty"]), library.articles(["b"])
    assert library.ranking(question) == [a, b]
    assert [hit.article.path for hit in library.ask(question, [b]).hits] == [b]
    look = library.ask_without(question, [b])
    assert [hit.article.path for hit in look.hits] == [a]
    assert look.answer.citations[0].title == "Ferry"
    assert str(look.answer.citations[0].published) == "2025-03-01"
    assert look.sentences(1) == look.candidates[0].text == look.answer.sentences[0].text
    assert look.score == look.candidates[0].score
    assert look.passages(1) == DOCUMENTS[0].text


def test_a_second_run_finds_its_index_again(fast: Settings) -> None:
    Library(DOCUMENTS, fast, lambda done, total: None)
    (home,) = (fast.home / "outside").iterdir()
    written = (home / "articles" / "000000.json").stat().st_mtime_ns
    Library(DOCUMENTS, fast, lambda done, total: None)
    assert list((fast.home / "outside").iterdir()) == [home]
    assert (home / "articles" / "000000.json").stat().st_mtime_ns == written
    Library(DOCUMENTS[:1], fast, lambda done, total: None)
    assert len(list((fast.home / "outside").iterdir())) == 2
