"""Where chunk vectors live: the vector-store seam, Chroma, and any llama-index vector store."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np
    from llama_index.core.vector_stores.types import BasePydanticVectorStore
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

_COLLECTION = "chunks"
_BATCH = 1000  # Chroma refuses more than a few thousand rows in one call


class VectorStore(Protocol):
    """Vectors by chunk id, found by cosine."""

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Store ``vectors`` of shape ``(len(ids), dimension)``; an id already there is replaced."""
        ...

    def delete(self, ids: Sequence[str]) -> None:
        """Forget these ids; unknown ones are ignored."""
        ...

    def ids(self) -> set[str]:
        """Every id that is stored."""
        ...

    def clear(self) -> None:
        """Forget everything; vectors of another length may follow."""
        ...

    def refresh(self) -> None:
        """See what another process has written."""
        ...

    def search(
        self, vector: Vectors, limit: int, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """The ``limit`` nearest ids, of those in ``among`` if given, best first, each with its cosine.

        Only the order can be relied on: some llama-index stores give another measure of nearness.
        """
        ...


class ChromaStore:
    """Chroma, embedded in a folder or over HTTP, in cosine space."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, folder: Path) -> ChromaStore:
        """Chroma inside this process; every store of one folder shares a client."""
        import chromadb

        folder.mkdir(parents=True, exist_ok=True)
        path = str(folder.resolve())  # it must not move with the working directory

        def client() -> Any:  # noqa: ANN401
            return chromadb.PersistentClient(path=path, settings=_settings())

        with _opening:
            connection = _folders.get(path)
            if connection is None:
                connection = _folders[path] = _Connection(client, in_process=True)
            elif not any(folder.iterdir()):  # somebody has deleted it meanwhile
                connection.reopen()
        return cls(connection)

    @classmethod
    def connect(cls, host: str, port: int, *, ssl: bool = False) -> ChromaStore:
        """A Chroma server that runs elsewhere.

        Raises:
            ConfigError: it does not answer.
        """
        import chromadb

        def client() -> Any:  # noqa: ANN401
            try:
                return chromadb.HttpClient(host=host, port=port, ssl=ssl, settings=_settings())
            except ValueError as error:  # what the library makes of a refused connection
                raise ConfigError(
                    f"No Chroma server answers at {host}:{port}. Start one there, or unset RAG_CHROMA."
                ) from error

        return cls(_Connection(client, in_process=False))

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        for first in range(0, len(ids), _BATCH):
            batch = slice(first, first + _BATCH)
            self._connection.call("upsert", ids=list(ids[batch]), embeddings=vectors[batch])

    def delete(self, ids: Sequence[str]) -> None:
        for first in range(0, len(ids), _BATCH):
            self._connection.call("delete", ids=list(ids[first : first + _BATCH]))

    def clear(self) -> None:
        self._connection.recreate()

    def ids(self) -> set[str]:
        return set(self._connection.call("get", include=[])["ids"])

    def refresh(self) -> None:
        self._connection.reopen()

    def search(
        self, vector: Vectors, limit: int, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        if among is not None:
            return self._nearest_of(vector, limit, among)
        limit = min(limit, self._connection.call("count"))
        if limit < 1:
            return []
        found = self._connection.call(
            "query", query_embeddings=vector[None, :], n_results=limit, include=["distances"]
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(key, 1.0 - float(distance)) for key, distance in pairs]

    def _nearest_of(
        self, vector: Vectors, limit: int, among: Collection[str]
    ) -> list[tuple[str, float]]:
        """Each compared: a walk of Chroma's graph may miss the few that count."""
        ids, scores = list(among), {}
        for first in range(0, len(ids), _BATCH):
            found = self._connection.call(
                "get", ids=ids[first : first + _BATCH], include=["embeddings"]
            )
            for key, stored in zip(found["ids"], found["embeddings"], strict=True):
                scores[key] = float(stored @ vector)
        return sorted(scores.items(), key=lambda pair: -pair[1])[: max(limit, 0)]


class _Connection:
    """A Chroma client and its collection.

    Chroma inside a process keeps its nearest-neighbour graph in memory and never looks whether
    another process has changed it; a new client does.
    """

    def __init__(self, connect: Callable[[], Any], *, in_process: bool) -> None:
        self._lock = threading.RLock()
        self._connect = connect
        self._in_process = in_process
        self._start()

    def _start(self) -> None:
        self._client: Any = self._connect()
        self._collection: Any = self._find()
        self._close = weakref.finalize(self, self._client.close)  # no file stays open behind us
        self._close.atexit = False

    def _find(self) -> Any:  # noqa: ANN401
        return self._client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )

    def call(self, method: str, **arguments: Any) -> Any:  # noqa: ANN401
        """Call the collection, also when another process has made it anew meanwhile."""
        from chromadb.errors import NotFoundError

        with self._lock:
            try:
                return getattr(self._collection, method)(**arguments)
            except NotFoundError:
                self._collection = self._find()
                return getattr(self._collection, method)(**arguments)

    def recreate(self) -> None:
        """An empty collection, which takes vectors of any one length."""
        with self._lock:
            self._client.delete_collection(_COLLECTION)
            self._collection = self._find()

    def reopen(self) -> None:
        """Start anew from what is on disk; a server needs none of that."""
        if not self._in_process:
            return
        with self._lock:
            self._close()
            self._start()


_folders: weakref.WeakValueDictionary[str, _Connection] = weakref.WeakValueDictionary()
_opening = threading.Lock()


def _settings() -> Any:  # noqa: ANN401 - chromadb's Settings, imported late
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


class LlamaIndexStore:
    """Any llama-index vector store that keeps node ids and answers similarity queries."""

    def __init__(self, store: BasePydanticVectorStore) -> None:
        self._store = store

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        from llama_index.core.schema import TextNode

        self.delete(ids)
        for first in range(0, len(ids), _BATCH):
            batch = slice(first, first + _BATCH)
            rows = zip(ids[batch], vectors[batch], strict=True)
            nodes = [TextNode(id_=key, text="", embedding=row.tolist()) for key, row in rows]
            self._store.add([*nodes])

    def delete(self, ids: Sequence[str]) -> None:
        for first in range(0, len(ids), _BATCH):
            self._store.delete_nodes(list(ids[first : first + _BATCH]))

    def clear(self) -> None:
        self.delete(list(self.ids()))

    def ids(self) -> set[str]:
        from llama_index.core.vector_stores import SimpleVectorStore

        if isinstance(self._store, SimpleVectorStore):  # the one that cannot list its nodes
            return set(self._store.data.embedding_dict)
        return {node.node_id for node in self._store.get_nodes(None)}

    def refresh(self) -> None:
        """Nothing to do: that is the store's own business."""

    def search(
        self, vector: Vectors, limit: int, among: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        deep = limit
        while True:  # few stores can be asked for some nodes only
            found = self._nearest(vector, deep)
            kept = [(key, score) for key, score in found if among is None or key in among]
            if len(kept) >= limit or len(found) < deep:
                return kept[:limit]
            deep *= 4

    def _nearest(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        from llama_index.core.vector_stores.types import VectorStoreQuery

        if limit < 1:
            return []
        query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=limit)
        result = self._store.query(query)
        ids = result.ids or []
        scores = result.similarities or [0.0] * len(ids)
        return [(key, float(score)) for key, score in zip(ids, scores, strict=True)]
