"""`python -m evals.versus gguf:smollm2 [CASES]`: beside llama-index's `CitationQueryEngine`.

The same model, embeddings, articles and questions, in one run and in turns: time to the first
sentence, prompt tokens, and citations that hold by this project's verifier. `-v` prints every
sentence in words of the model's own, to be read by a person.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from llama_index.core import Document, VectorStoreIndex
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.instrumentation import get_dispatcher
from llama_index.core.instrumentation.event_handlers import BaseEventHandler
from llama_index.core.query_engine import CitationQueryEngine

from evals.cases import CASES, Case, load
from index.types import Article
from rag import Settings, stream_answer
from rag.compose import claim_verifier, open_pipeline
from rag.config import SEEDS
from rag.models.drafting import sentences
from rag.models.names import parse
from rag.models.opening import located, open_llm
from rag.pipeline import Finished, Proven
from rag.prompts import tokens
from rag.types import Evidence
from rag.verify import Verifier


@dataclass
class Tally:
    """What one side did, a number for each question, citation or sentence."""

    first: list[float] = field(default_factory=list)
    prompt: list[int] = field(default_factory=list)
    holds: list[bool] = field(default_factory=list)
    uncited: int = 0

    def row(self) -> str:
        """The figures in a line."""
        return (
            f"first sentence {median(self.first):.2f} s, prompt {median(self.prompt):.0f} tokens, "
            f"citations that hold {sum(self.holds)} of {len(self.holds)}, "
            f"sentences without citation {self.uncited}"
        )


class _Embedding(BaseEmbedding):  # type: ignore[misc]
    """This project's embeddings, for llama-index."""

    index: Any

    def _get_query_embedding(self, query: str) -> list[float]:
        vector: list[float] = self.index.question_vector(query).tolist()
        return vector

    _get_text_embedding = _get_query_embedding

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


class _Prompts(BaseEventHandler):  # type: ignore[misc]
    """Counts the tokens of every prompt that is sent, the same way for both."""

    sent: list[int]

    def handle(self, event: Any, **_: Any) -> None:  # noqa: ANN401
        if type(event).__name__ == "LLMChatStartEvent":
            self.sent.append(sum(tokens(m.content or "") for m in event.messages))


def ours(case: Case, settings: Settings, tally: Tally, verifier: Verifier) -> list[str]:
    """Ask here; gives the sentences that are in words of the model's own."""
    started, first, own = time.perf_counter(), None, []
    for event in stream_answer(case.question, settings=settings):
        if isinstance(event, Proven):
            first = first or time.perf_counter() - started
        if isinstance(event, Finished):
            found = event.answer
    tally.first += [first] if first else []
    for sentence in found.sentences:
        tally.uncited += not sentence.citations
        proof = [_evidence(c.quote) for c in sentence.citations]
        if sentence.support == "quoted":
            tally.holds += [True] * len(proof)
        else:
            tally.holds += [_holds(verifier, sentence.text, e) for e in proof]
            own.append(f"{case.question}\n   {sentence.text}\n   < {proof[0].text}")
    return own


def theirs(case: Case, engine: Any, tally: Tally, verifier: Verifier) -> None:  # noqa: ANN401
    """Ask the citation engine; each source that a sentence cites is held against it."""
    started, first = time.perf_counter(), None
    reply = engine.query(case.question)
    for text, numbers in sentences(str(piece) for piece in reply.response_gen):
        first = first or time.perf_counter() - started
        tally.uncited += not numbers
        for number in numbers:
            sources = reply.source_nodes[number - 1 : number] if number else []
            known = [_evidence(s.node.get_content()) for s in sources]
            tally.holds.append(any(_holds(verifier, text, e) for e in known))
    tally.first.append(first or time.perf_counter() - started)


def _holds(verifier: Verifier, text: str, evidence: Evidence) -> bool:
    return verifier.verify(text, [evidence]).support != "unsupported"


def _evidence(text: str) -> Evidence:
    return Evidence(Article("", "", "", None, None, None, text, ""), 0, len(text), text, 1.0)


def compare(settings: Settings, cases: list[Case]) -> tuple[Tally, Tally, list[str]]:
    """Both sides, and the sentences here that are in the model's own words."""
    llm, index = open_llm(parse(settings.model), settings), open_pipeline(settings).index
    verifier = claim_verifier(settings)
    documents = [Document(text=p.read_text(encoding="utf-8")) for p in sorted(SEEDS.glob("*.txt"))]
    vectors = VectorStoreIndex.from_documents(documents, embed_model=_Embedding(index=index))
    engine = CitationQueryEngine.from_args(vectors, llm=llm, streaming=True)
    sent: list[int] = []
    prompts = _Prompts(sent=sent)
    get_dispatcher().add_event_handler(prompts)
    mine, other, own = Tally(), Tally(), []
    for case in cases:
        for tally, ask in ((mine, ours), (other, theirs)):
            prompts.sent.clear()
            if ask is ours:
                own += ours(case, settings, tally, verifier)
            else:
                theirs(case, engine, tally, verifier)
            tally.prompt += [sum(prompts.sent)] if prompts.sent else []
    return mine, other, own


def main() -> None:
    """Print the comparison over the first of every few answerable dev cases."""
    plain = [a for a in sys.argv[1:] if a != "-v"]
    wanted = int(plain[1]) if len(plain) > 1 else 40
    cases = [c for c in load(CASES / "dev.jsonl") if c.answerable and not c.history]
    cases = cases[:: max(1, len(cases) // wanted)][:wanted]
    model = located(plain[0], Settings.load().home)
    with TemporaryDirectory(ignore_cleanup_errors=True) as home:
        settings = Settings(model=model, home=Path(home))
        mine, other, own = compare(settings, cases)
    if "-v" in sys.argv:
        print("\n".join(own))  # noqa: T201
    print(f"here:                {mine.row()}")  # noqa: T201
    print(f"CitationQueryEngine: {other.row()}")  # noqa: T201


if __name__ == "__main__":
    main()
