"""The pipeline as a llama-index retriever and query engine, for programs that are built on it."""

from __future__ import annotations

from typing import Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from rag.compose import open_pipeline, open_retriever
from rag.config import Settings
from rag.types import Citation


class NewsRetriever(BaseRetriever):  # type: ignore[misc]
    """Passages as nodes, by dense and keyword search. They carry path, title, date and offsets."""

    def __init__(self, settings: Settings | None = None, limit: int = 8) -> None:
        super().__init__()
        self._settings = settings or Settings.load()
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        retriever = open_retriever(self._settings)
        nodes = []
        for hit in retriever.search(query_bundle.query_str, self._limit):
            article = hit.article
            metadata = {
                "source": article.path,
                "title": article.title,
                "published": article.published.isoformat() if article.published else None,
                "outlet": article.outlet,
                "start": hit.chunk.start,
                "end": hit.chunk.end,
            }
            node = TextNode(id_=hit.chunk.id, text=hit.chunk.text, metadata=metadata)
            nodes.append(NodeWithScore(node=node, score=hit.score))
        return nodes


class NewsQueryEngine(BaseQueryEngine):  # type: ignore[misc]
    """Proven answers as llama-index responses.

    ``response`` is the text with ``[n]`` marks, ``source_nodes`` are the cited quotes in order, and
    ``metadata["answer"]`` is the whole answer as plain JSON.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__(callback_manager=None)
        self._settings = settings or Settings.load()

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = open_pipeline(self._settings).answer(query_bundle.query_str)
        return Response(
            response=answer.text,
            source_nodes=[_node(citation) for citation in answer.citations],
            metadata={"answer": answer.to_dict()},
        )

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return self._query(query_bundle)

    def _get_prompt_modules(self) -> dict[str, Any]:
        return {}


def _node(citation: Citation) -> NodeWithScore:
    metadata = {
        "source": citation.source,
        "title": citation.title,
        "start": citation.start,
        "end": citation.end,
    }
    return NodeWithScore(node=TextNode(text=citation.quote, metadata=metadata), score=1.0)
