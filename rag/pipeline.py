"""From a question to a proven answer, step by step; each step's part is handed in."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from index.build import BuildReport
from index.errors import QuestionError
from index.store import NewsIndex
from rag.agree import conflicts
from rag.cite import Citations, citation
from rag.evidence import Candidate, answering, gather
from rag.followup import History, standalone
from rag.question import Question, parse, parts, without_instructions
from rag.readers import Reader
from rag.retrieve import Retriever, Scope
from rag.types import Answer, Citation, Disagreement, Hit, Sentence, Side
from rag.verify import Verifier
from rag.writers import Ask, Writer

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
            searched = standalone(without_instructions(asked), history)
            questions = _questions(searched)
        yield Searched(searched)
        looked = [self._look_up(q, scope or Scope(), clock) for q in questions]
        yield Found(tuple(dict.fromkeys(hit for look in looked for hit in look.hits)))
        citations, sentences = Citations(), []
        asks = [Ask(look.question, look.usable) for look in looked if look.usable]
        for sentence in self._write(asks, citations, clock):
            sentences.append(sentence)
            yield Proven(sentence)
        with clock("compare"):
            disagreements = _disagreements(asks, citations)
        missing = [look for look in looked if not look.usable]
        answer = self._answer(asked, searched, sentences, citations, missing, clock)
        yield Finished(replace(answer, disagreements=disagreements, citations=citations.all))

    def _look_up(self, question: Question, scope: Scope, clock: _Clock) -> _Looked:
        """Find passages for one thing that is asked and decide which sentences answer it."""
        with clock("retrieve"):
            hits = self.retriever.search(question.text, self.passages, scope)
        with clock("read"):
            candidates = gather(self.index, question, hits, self.reader)
            usable = answering(candidates)
        return _Looked(question, tuple(hits), tuple(candidates), usable)

    def _write(
        self, asks: Sequence[Ask], citations: Citations, clock: _Clock
    ) -> Iterator[Sentence]:
        """The writer's drafts that the verifier accepts, with numbered citations."""
        drafts = self.writer.write(asks) if asks else iter(())
        while True:
            with clock("write"):
                draft = next(drafts, None)
            if draft is None:
                return
            with clock("verify"):
                verdict = self.verifier.verify(draft.text, draft.evidence)
            if verdict.support != "unsupported":
                cited = citations.cite(draft.evidence)
                yield Sentence(draft.text, cited, verdict.support, verdict.reason, draft.focus)

    def _answer(
        self,
        asked: str,
        searched: str,
        sentences: Sequence[Sentence],
        citations: Citations,
        missing: Sequence[_Looked],
        clock: _Clock,
    ) -> Answer:
        closest: tuple[Citation, ...] = ()
        if not sentences:
            near = missing[0].candidates[:CLOSEST] if missing else ()
            closest = tuple(citation(n, c.evidence()) for n, c in enumerate(near, start=1))
        return Answer(
            question=asked,
            status=("partial" if missing else "answered") if sentences else "not_in_articles",
            sentences=tuple(sentences),
            citations=citations.all,
            missing=_missing(searched, missing, answered=bool(sentences)),
            model=self.writer.name,
            timings=clock.milliseconds(),
            searched=searched,
            closest=closest,
        )


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found for one thing that was asked."""

    question: Question
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    usable: tuple[Candidate, ...]


def _questions(searched: str) -> list[Question]:
    """The things asked, each standing alone: a later part may lean on the first."""
    first, *rest = parts(searched)
    return [parse(first), *(parse(standalone(part, [(first, "")])) for part in rest)]


def _disagreements(asks: Sequence[Ask], citations: Citations) -> tuple[Disagreement, ...]:
    """Where articles give different numbers for what was asked, each side with its citations."""
    return tuple(
        Disagreement(
            ask.question.text,
            tuple(
                Side(value, citations.cite(c.evidence() for c in found))
                for value, found in sides.items()
            ),
        )
        for ask in asks
        for sides in conflicts(ask.question, ask.candidates)
    )


def _missing(searched: str, missing: Sequence[_Looked], *, answered: bool) -> str | None:
    if not answered:
        return f"The articles do not answer “{searched}”."
    if missing:
        return f"The articles do not answer “{missing[0].question.text}”."
    return None


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
