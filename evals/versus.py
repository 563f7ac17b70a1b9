"""`python -m evals.versus gguf:smollm2`: beside llama-index's `CitationQueryEngine`.

The same model, embeddings, articles and questions, in one run and in turns: time to the first
sentence, prompt tokens, and citations that hold by this project's verifier.
"""

from __future__ import annotations

import argparse
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
from rag.errors import ModelError, RagError
from rag.models.drafting import sentences
from rag.models.names import FORMS, parse
from rag.models.opening import located, open_llm
from rag.models.reply import told
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
    pieces = (str(piece) for piece in reply.response_gen if piece)
    for text, numbers in sentences(pieces):
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
    get_dispatcher().add_event_handler(counter := _Prompts(sent=[]))
    mine, other, own = Tally(), Tally(), []
    try:
        for case in cases:
            own += ours(case, settings, mine, verifier)
            mine.prompt += _taken(counter.sent)
            theirs(case, engine, other, verifier)
            other.prompt += _taken(counter.sent)
    except RagError:
        raise
    except Exception as error:  # their client library may raise anything
        raise ModelError(f"The model {settings.model} failed: {told(error)}.") from error
    finally:
        get_dispatcher().event_handlers.remove(counter)
    return mine, other, own


def _taken(sent: list[int]) -> list[int]:
    """The tokens of one question's prompts, if there were any."""
    total = [sum(sent)] if sent else []
    sent.clear()
    return total


def chosen(count: int) -> list[Case]:
    """So many of the answerable dev cases that are no follow-ups, evenly spaced."""
    cases = [c for c in load(CASES / "dev.jsonl") if c.answerable and not c.history]
    return cases[:: max(1, len(cases) // count)][:count]


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not 1 or more")
    return int(text)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m evals.versus", description=__doc__.split("\n\n")[1])
    parser.add_argument("model", help=f"the language model that writes for both: {FORMS}")
    parser.add_argument(
        "cases", type=_positive, nargs="?", default=12, help="questions to ask (%(default)s)"
    )
    parser.add_argument(
        "-v", action="store_true", dest="verbose", help="print sentences in the model's own words"
    )
    return parser.parse_args()


def main() -> None:
    """Print the comparison."""
    given = _arguments()
    try:
        with TemporaryDirectory(ignore_cleanup_errors=True) as home:
            settings = Settings(model=located(given.model, Settings.load().home), home=Path(home))
            mine, other, own = compare(settings, chosen(given.cases))
    except RagError as error:
        sys.exit(str(error))
    if not (mine.first and mine.prompt and other.prompt):
        sys.exit("No question was answered on both sides. Ask more, or another model.")
    if given.verbose:
        print("\n".join(own))  # noqa: T201
    first = median(mine.first) / median(other.first)
    prompt = median(mine.prompt) / median(other.prompt)
    print(f"here:                {mine.row()}")  # noqa: T201
    print(f"CitationQueryEngine: {other.row()}")  # noqa: T201
    print(f"of theirs:           first sentence {first:.0%}, prompt {prompt:.0%}")  # noqa: T201


if __name__ == "__main__":
    main()
