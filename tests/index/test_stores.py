"""One contract, held against every vector store and every keyword index."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import ConfigError
from index.keywords import LexicalIndex, TantivyIndex
from index.vectors import ChromaStore, LlamaIndexStore, VectorStore


def chroma(home: Path) -> VectorStore:
    return ChromaStore.open(home / "chroma")


def llama_index_simple(home: Path) -> VectorStore:
    from llama_index.core.vector_stores import SimpleVectorStore

    return LlamaIndexStore(SimpleVectorStore())


def llama_index_chroma(home: Path) -> VectorStore:
    import chromadb
    from llama_index.vector_stores import chroma as stores

    client = chromadb.PersistentClient(path=str(home / "theirs"))
    collection = client.get_or_create_collection(
        "theirs", configuration={"hnsw": {"space": "cosine"}}
    )
    return LlamaIndexStore(stores.ChromaVectorStore(chroma_collection=collection))


VECTOR_STORES = {
    "chroma": chroma,
    "llama-index-simple": llama_index_simple,
    "llama-index-chroma": llama_index_chroma,
}
OWN_COSINE = ("chroma", "llama-index-simple")  # the third gives exp(-distance)


@pytest.fixture(params=VECTOR_STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> VectorStore:
    make: Callable[[Path], VectorStore] = VECTOR_STORES[request.param]
    return make(tmp_path)


def unit(*rows: tuple[float, ...]) -> Any:
    table = np.array(rows, np.float32)
    return table / np.linalg.norm(table, axis=1, keepdims=True)


EAST, NORTH, WEST, NORTHEAST = unit((1, 0), (0, 1), (-1, 0), (1, 1))


def filled(store: VectorStore) -> VectorStore:
    store.add(["east", "north", "west"], np.stack([EAST, NORTH, WEST]))
    return store


class TestVectorStore:
    def test_empty(self, store: VectorStore) -> None:
        assert store.ids() == set()
        assert store.search(EAST, 5) == []
        store.delete(["unknown"])
        store.clear()
        store.refresh()
        store.add([], np.empty((0, 2), np.float32))
        store.delete([])
        assert store.ids() == set()

    @pytest.mark.parametrize("limit", [0, 1, 2, 3, 100])
    def test_the_nearest_come_first(self, store: VectorStore, limit: int) -> None:
        found = filled(store).search(EAST, limit)
        assert [key for key, _ in found] == ["east", "north", "west"][:limit]
        assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)

    def test_what_is_given_is_plain(self, store: VectorStore) -> None:
        ((key, score),) = filled(store).search(EAST, 1)
        assert (type(key), type(score)) == (str, float)
        assert all(type(key) is str for key in store.ids())

    def test_an_id_is_replaced(self, store: VectorStore) -> None:
        filled(store).add(["west", "new"], np.stack([EAST, NORTHEAST]))
        assert store.ids() == {"east", "north", "west", "new"}
        assert {key for key, _ in store.search(EAST, 2)} == {"east", "west"}

    def test_ids_are_forgotten(self, store: VectorStore) -> None:
        filled(store).delete(["east", "unknown"])
        assert store.ids() == {"north", "west"}
        assert [key for key, _ in store.search(EAST, 5)] == ["north", "west"]
        store.delete(["east"])
        store.add(["east"], EAST[None])
        assert [key for key, _ in store.search(EAST, 1)] == ["east"]

    def test_clear_forgets_everything(self, store: VectorStore) -> None:
        filled(store).clear()
        assert (store.ids(), store.search(EAST, 5)) == (set(), [])
        filled(store)
        assert store.ids() == {"east", "north", "west"}

    def test_more_rows_than_one_call_takes(self, store: VectorStore) -> None:
        count = 6001
        turn = np.linspace(0, np.pi, count, dtype=np.float32)
        ids = [f"id{n}" for n in range(count)]
        store.add(ids, np.stack([np.cos(turn), np.sin(turn)], axis=1))
        assert store.ids() == set(ids)
        store.delete(ids[:-1])
        assert store.ids() == {ids[-1]}

    @pytest.mark.parametrize(
        ("among", "limit", "expected"),
        [
            ({"west", "north"}, 5, ["north", "west"]),
            ({"west", "north"}, 1, ["north"]),
            ({"west", "unknown"}, 5, ["west"]),
            ({"unknown"}, 5, []),
            (set(), 5, []),
        ],
        ids=["some", "the best of some", "one is unknown", "all are unknown", "none"],
    )
    def test_among_some(
        self, store: VectorStore, among: set[str], limit: int, expected: list[str]
    ) -> None:
        found = filled(store).search(EAST, limit, among)
        assert [key for key, _ in found] == expected

    def test_among_the_farthest_of_many(self, store: VectorStore) -> None:
        turn = np.linspace(0, np.pi, 500, dtype=np.float32)
        ids = [f"id{n}" for n in range(500)]
        store.add(ids, np.stack([np.cos(turn), np.sin(turn)], axis=1))
        found = store.search(EAST, 3, set(ids[-4:]))
        assert [key for key, _ in found] == ids[-4:-1]

    def test_refresh_changes_nothing(self, store: VectorStore) -> None:
        filled(store).refresh()
        assert store.ids() == {"east", "north", "west"}
        assert store.search(WEST, 1)[0][0] == "west"


@pytest.mark.parametrize("name", OWN_COSINE)
def test_the_score_is_the_cosine(name: str, tmp_path: Path) -> None:
    found = dict(filled(VECTOR_STORES[name](tmp_path)).search(NORTHEAST, 3))
    assert found == pytest.approx({"east": 0.5**0.5, "north": 0.5**0.5, "west": -(0.5**0.5)})


def test_cleared_chroma_takes_vectors_of_another_length(tmp_path: Path) -> None:
    store = filled(chroma(tmp_path))
    store.clear()
    store.add(["a"], np.eye(5, dtype=np.float32)[:1])
    assert store.search(np.eye(5, dtype=np.float32)[0], 3) == [("a", pytest.approx(1.0))]


def test_chroma_is_on_disk(tmp_path: Path) -> None:
    filled(chroma(tmp_path))
    again = chroma(tmp_path)
    assert again.ids() == {"east", "north", "west"}
    assert again.search(NORTH, 1) == [("north", pytest.approx(1.0))]


def test_two_chroma_stores_of_a_folder_see_the_same(tmp_path: Path) -> None:
    one, two = chroma(tmp_path), chroma(tmp_path)
    filled(one)
    assert two.ids() == {"east", "north", "west"}
    one.clear()
    two.add(["new"], EAST[None])
    two.refresh()
    assert one.search(EAST, 5) == two.search(EAST, 5) == [("new", pytest.approx(1.0))]


def test_a_collection_made_anew_elsewhere_is_found_again(tmp_path: Path) -> None:
    import chromadb

    store = filled(chroma(tmp_path))
    settings = chromadb.config.Settings(anonymized_telemetry=False)
    with chromadb.PersistentClient(str(tmp_path / "chroma"), settings=settings) as other:
        other.delete_collection("chunks")
    assert (store.ids(), store.search(EAST, 5)) == (set(), [])


# --- keywords ------------------------------------------------------------------------------------


@pytest.fixture(params=["tantivy"])
def keywords(request: pytest.FixtureRequest, tmp_path: Path) -> LexicalIndex:
    return TantivyIndex(tmp_path / "tantivy")


ROWS = [
    ("rutte", "Rutte on peace", "Putin shows no interest in peace."),
    ("aid", "Allies send aid", "The ministers sent missiles to Ukraine."),
    ("talks", "A meeting", "The ministers met. They spoke of Ukraine, Ukraine and Ukraine."),
]


def found(index: LexicalIndex, query: str, limit: int = 10) -> list[str]:
    return [key for key, _ in index.search(query, limit)]


class TestLexicalIndex:
    def test_empty(self, keywords: LexicalIndex) -> None:
        assert (keywords.count(), keywords.search("peace", 5)) == (0, [])
        keywords.delete(["unknown"])
        keywords.delete([])
        keywords.add([])
        keywords.clear()
        keywords.refresh()
        assert keywords.count() == 0

    @pytest.mark.parametrize(
        ("query", "ids"),
        [
            pytest.param("peace", ["rutte"], id="a-word"),
            pytest.param("PEACE", ["rutte"], id="capitals"),
            pytest.param("missile", ["aid"], id="stemmed"),
            pytest.param("allied sending", ["aid"], id="stemmed-title"),
            pytest.param("Ukraine", ["talks", "aid"], id="more-often-is-better"),
            pytest.param("minister interest", ["rutte", "talks", "aid"], id="any-word"),
            pytest.param("the of and", [], id="stop-words"),
            pytest.param("the peace of the", ["rutte"], id="stop-words-around-a-word"),
            pytest.param("unknownword", [], id="unknown"),
            pytest.param("", [], id="nothing"),
            pytest.param("?!", [], id="marks"),
        ],
    )
    def test_search(self, keywords: LexicalIndex, query: str, ids: list[str]) -> None:
        keywords.add(ROWS)
        assert sorted(found(keywords, query)) == sorted(ids)
        if query == "Ukraine":
            assert found(keywords, query) == ids

    @pytest.mark.parametrize("limit", [0, 1, 2, 100])
    def test_limit_and_order(self, keywords: LexicalIndex, limit: int) -> None:
        keywords.add(ROWS)
        hits = keywords.search("ministers Ukraine peace", limit)
        assert len(hits) == min(limit, 3)
        assert [s for _, s in hits] == sorted((s for _, s in hits), reverse=True)
        assert all((type(k), type(s)) == (str, float) and s > 0 for k, s in hits)

    @pytest.mark.parametrize(
        ("among", "limit", "expected"),
        [
            ({"rutte", "aid"}, 5, ["aid"]),
            ({"talks", "aid"}, 1, ["talks"]),
            ({"aid", "unknown"}, 5, ["aid"]),
            ({"unknown"}, 5, []),
            (set(), 5, []),
        ],
        ids=["some", "the best of some", "one is unknown", "all are unknown", "none"],
    )
    def test_among_some(
        self, keywords: LexicalIndex, among: set[str], limit: int, expected: list[str]
    ) -> None:
        keywords.add(ROWS)
        scores = dict(keywords.search("Ukraine", 5))
        hits = keywords.search("Ukraine", limit, among)
        assert [key for key, _ in hits] == expected
        assert dict(hits) == {key: pytest.approx(scores[key]) for key in expected}

    def test_an_id_is_replaced(self, keywords: LexicalIndex) -> None:
        keywords.add(ROWS)
        keywords.add([("aid", "Other", "A dove flew.")])
        assert keywords.count() == 3
        assert (found(keywords, "missiles"), found(keywords, "dove")) == ([], ["aid"])

    def test_an_id_twice_in_one_call(self, keywords: LexicalIndex) -> None:
        keywords.add([("a", "", "a dove"), ("a", "", "a hawk")])
        assert keywords.count() == 1
        assert (found(keywords, "dove"), found(keywords, "hawk")) == ([], ["a"])

    def test_ids_are_forgotten(self, keywords: LexicalIndex) -> None:
        keywords.add(ROWS)
        keywords.delete(["aid", "unknown"])
        assert (keywords.count(), found(keywords, "Ukraine")) == (2, ["talks"])

    def test_clear_forgets_everything(self, keywords: LexicalIndex) -> None:
        keywords.add(ROWS)
        keywords.clear()
        assert (keywords.count(), found(keywords, "Ukraine")) == (0, [])
        keywords.add(ROWS)
        assert keywords.count() == 3

    def test_rows_that_fail_leave_nothing_and_the_index_usable(
        self, keywords: LexicalIndex
    ) -> None:
        def rows() -> Any:
            yield ROWS[0]
            raise ValueError("no more")

        with pytest.raises(ValueError, match="no more"):
            keywords.add(rows())
        keywords.add(ROWS[1:])
        assert (keywords.count(), found(keywords, "peace")) == (2, [])


OPERATORS = [
    *("AND", "OR", "NOT", "IN", "TO", "-peace", "+peace", '"peace', "peace*", "title:peace", "id:"),
    *("(", ")", "[", "]", "{", "}", "^2", "~", "\\", "/", "<", ">", ":", "*", "?", "'", "\0", "_"),
    *("x" * 40_000, "й", "😀", "1..2", "peace"),
]


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> TantivyIndex:
    index = TantivyIndex(tmp_path_factory.mktemp("keywords"))
    index.add(ROWS)
    return index


@given(st.lists(st.sampled_from(OPERATORS), max_size=8).map(" ".join) | st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_query(few: TantivyIndex, query: str) -> None:
    assert {key for key, _ in few.search(query, 5)} <= {key for key, _, _ in ROWS}
    assert "rutte" in found(few, f"peace {query}")


def test_a_query_of_many_words(few: TantivyIndex) -> None:
    assert found(few, " ".join(f"word{n}" for n in range(5000)) + " peace") == ["rutte"]


def test_tantivy_is_on_disk_and_shared(tmp_path: Path) -> None:
    writer, reader = TantivyIndex(tmp_path), TantivyIndex(tmp_path)
    writer.add(ROWS)
    reader.refresh()
    assert found(reader, "peace") == ["rutte"]
    assert found(TantivyIndex(tmp_path), "peace") == ["rutte"]


def test_a_chroma_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(ConfigError, match=r"No Chroma server answers at 127\.0\.0\.1:9\."):
        ChromaStore.connect("127.0.0.1", 9).ids()
