"""Where chunk vectors live: the vector-store seam, Chroma, and any llama-index vector store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

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

    def search(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """The ``limit`` nearest ids with their cosine in [-1, 1], best first."""
        ...


class ChromaStore:
    """Chroma, embedded in a folder or over HTTP, in cosine space."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - chromadb's ClientAPI, imported late
        self._client = client
        self._collection = client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )

    @classmethod
    def open(cls, folder: Path) -> ChromaStore:
        import chromadb
        from chromadb.config import Settings

        folder.mkdir(parents=True, exist_ok=True)
        settings = Settings(anonymized_telemetry=False)
        return cls(chromadb.PersistentClient(path=str(folder), settings=settings))

    @classmethod
    def connect(cls, host: str, port: int, *, ssl: bool = False) -> ChromaStore:
        """A Chroma server that runs elsewhere."""
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        return cls(chromadb.HttpClient(host=host, port=port, ssl=ssl, settings=settings))

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        for first in range(0, len(ids), _BATCH):
            batch = slice(first, first + _BATCH)
            self._collection.upsert(ids=list(ids[batch]), embeddings=vectors[batch])

    def delete(self, ids: Sequence[str]) -> None:
        for first in range(0, len(ids), _BATCH):
            self._collection.delete(ids=list(ids[first : first + _BATCH]))

    def ids(self) -> set[str]:
        return set(self._collection.get(include=[])["ids"])

    def search(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        limit = min(limit, self._collection.count())
        if limit < 1:
            return []
        found = self._collection.query(
            query_embeddings=vector[None, :], n_results=limit, include=["distances"]
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(key, 1.0 - float(distance)) for key, distance in pairs]


class LlamaIndexStore:
    """Any llama-index vector store that keeps node ids and answers similarity queries."""

    def __init__(self, store: BasePydanticVectorStore) -> None:
        self._store = store

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        from llama_index.core.schema import TextNode

        self.delete(ids)
        nodes = [
            TextNode(id_=key, text="", embedding=vector.tolist())
            for key, vector in zip(ids, vectors, strict=True)
        ]
        self._store.add(list(nodes))

    def delete(self, ids: Sequence[str]) -> None:
        if ids:
            self._store.delete_nodes(list(ids))

    def ids(self) -> set[str]:
        return {node.node_id for node in self._store.get_nodes(None)}

    def search(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        from llama_index.core.vector_stores.types import VectorStoreQuery

        query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=limit)
        result = self._store.query(query)
        ids = result.ids or []
        return list(zip(ids, result.similarities or [0.0] * len(ids), strict=True))
