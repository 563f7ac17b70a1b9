"""From a question to a proven answer, step by step; each step's part is handed in."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from index.build import BuildReport
from index.errors import QuestionError
from index.store import NewsIndex
from rag.abstain import decide
from rag.cite import Citations, citation
from rag.evidence import Candidate, gather
from rag.followup import History, standalone
from rag.question import Question, parse
from rag.reader import Reader
from rag.retrieve import Retriever, Scope
from rag.types import Answer, Citation, Disagreement, Evidence, Hit, Sentence
from rag.verify import Verifier
from rag.writers import Writer

MAX_QUESTION = 1000
"""Characters. Beyond this it is a document, not a question."""

CLOSEST = 3
"""How many passages are shown when the articles do not say."""


@dataclass(frozen=True, slots=True)
class Searched:
    """The question as it is looked up."""

    question: str


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that were found."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Proven:
    """One more sentence of the answer, already verified."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole answer; always the last event."""

    answer: Answer


Event = Searched | Found | Proven | Finished


class Pipeline:
    """Answers questions about one index."""

    def __init__(
        self,
        index: NewsIndex,
        retriever: Retriever,
        reader: Reader | None,
        writer: Writer,
        verifier: Verifier,
        passages: int = 8,
    ) -> None:
        self.index = index
        self.retriever = retriever
        self.reader = reader
        self.writer = writer
        self.verifier = verifier
        self.passages = passages
        self.last_build: BuildReport | None = None

    def answer(self, question: str, history: History = (), scope: Scope | None = None) -> Answer:
        """The answer, whole."""
        for event in self.stream(question, history, scope):
            if isinstance(event, Finished):
                return event.answer
        raise AssertionError("a stream ends with Finished")

    def stream(
        self, question: str, history: History = (), scope: Scope | None = None
    ) -> Iterator[Event]:
        """The answer as it is made, ending with `Finished`.

        Raises:
            QuestionError: the question is empty or longer than ``MAX_QUESTION`` characters.
        """
        clock = _Clock()
        asked = _checked(question)
        with clock("understand"):
            searched = standalone(asked, history)
            understood = parse(searched)
        yield Searched(searched)
        with clock("retrieve"):
            hits = self.retriever.search(searched, self.passages, scope)
        yield Found(tuple(hits))
        with clock("read"):
            candidates = gather(self.index, understood, hits, self.reader)
            decision = decide(understood, candidates)
        citations = Citations()
        sentences = []
        if decision.usable:
            for sentence in self._write(understood, decision.usable, citations, clock):
                sentences.append(sentence)
                yield Proven(sentence)
        yield Finished(
            self._answer(asked, searched, sentences, citations, decision.unanswered, candidates, clock)
        )

    def _write(
        self,
        question: Question,
        candidates: Sequence[Candidate],
        citations: Citations,
        clock: _Clock,
    ) -> Iterator[Sentence]:
        """The writer's drafts that the verifier accepts, with numbered citations."""
        drafts = self.writer.write(question, candidates)
        while True:
            with clock("write"):
                draft = next(drafts, None)
            if draft is None:
                return
            with clock("verify"):
                verdict = self.verifier.verify(draft.text, draft.evidence)
            if verdict.support != "unsupported":
                cited = citations.cite(draft.evidence)
                yield Sentence(draft.text, cited, verdict.support, verdict.reason)

    def _answer(
        self,
        asked: str,
        searched: str,
        sentences: Sequence[Sentence],
        citations: Citations,
        unanswered: Sequence[str],
        candidates: Sequence[Candidate],
        clock: _Clock,
    ) -> Answer:
        closest: tuple[Citation, ...] = ()
        disagreements: tuple[Disagreement, ...] = ()
        missing = None
        if not sentences:
            missing = f"The articles do not answer “{searched.rstrip()}”."
            closest = tuple(
                citation(n, _evidence(c)) for n, c in enumerate(candidates[:CLOSEST], start=1)
            )
        elif unanswered:
            missing = f"The articles do not say: {'; '.join(unanswered)}."
        return Answer(
            question=asked,
            status=("partial" if missing else "answered") if sentences else "not_in_articles",
            sentences=tuple(sentences),
            citations=citations.all,
            disagreements=disagreements,
            missing=missing,
            model=self.writer.name,
            timings=clock.milliseconds(),
            searched=searched,
            closest=closest,
        )


def _evidence(candidate: Candidate) -> Evidence:
    span = candidate.item.sentences[candidate.at]
    article = candidate.item.article
    return Evidence(article, span.start, span.end, candidate.text, candidate.score)


def _checked(question: str) -> str:
    text = " ".join(question.split())
    if not text:
        raise QuestionError("The question is empty. Ask something about the articles.")
    if len(text) > MAX_QUESTION:
        raise QuestionError(
            f"The question has {len(text)} characters; at most {MAX_QUESTION} are read. Shorten it."
        )
    return text


class _Clock:
    """Adds up time by stage."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._stages: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self._stages[stage] = self._stages.get(stage, 0.0) + time.perf_counter() - started

    def milliseconds(self) -> dict[str, float]:
        stages = {**self._stages, "total": time.perf_counter() - self._started}
        return {stage: round(seconds * 1000, 1) for stage, seconds in stages.items()}
