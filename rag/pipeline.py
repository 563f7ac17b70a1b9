"""From a question to a proven answer, step by step; each step's part is handed in."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace

from index.errors import QuestionError, RagError
from index.store import NewsIndex
from rag.cite import Citations, citation
from rag.clock import Clock, Usage
from rag.compare.differ import differences
from rag.evidence import ENOUGH, Candidate, answering
from rag.followup import History, later_part, standalone
from rag.gather import gather, with_other_reports
from rag.phrasing import parts, plainly_asked
from rag.prove import Writing
from rag.question import Question, parse
from rag.readers import Reader
from rag.retrieve import Retriever, Scope
from rag.text.words import content_stems, plural
from rag.types import Answer, Citation, Disagreement, Hit, Sentence, Side
from rag.values import holds
from rag.verify import Verifier
from rag.writers import Ask, Waiting, Writer
from rag.writers.llm import LLMWriter

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


Event = Searched | Found | Waiting | Proven | Finished


Rewriter = Callable[[str, History, Usage], Generator[Waiting, None, str]]
"""Makes a follow-up question stand alone."""


class Pipeline:
    """Answers questions about one index.

    Args:
        standby: who writes when ``writer``, a language model, fails or nothing of it is proven.
        rewriter: makes a follow-up question stand alone; None: by rule.
    """

    def __init__(
        self,
        index: NewsIndex,
        retriever: Retriever,
        reader: Reader | None,
        writer: Writer,
        verifier: Verifier,
        passages: int,
        standby: Writer | None = None,
        rewriter: Rewriter | None = None,
    ) -> None:
        self.index = index
        self.retriever = retriever
        self.reader = reader
        self.writer = writer
        self.verifier = verifier
        self.passages = passages
        self.standby = standby
        self.rewriter = rewriter

    def warm(self) -> None:
        """Load whatever is loaded when it is first used, so that no question waits for it."""
        self.answer("What happened?")
        if isinstance(self.writer, LLMWriter):
            with suppress(RagError):  # each answer says so itself
                self.writer.open()

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
        clock, usage = Clock(), Usage()
        asked = _checked(question)
        with clock("understand"):
            searched = yield from self._alone(plainly_asked(asked), history, usage)
        yield Searched(searched)
        looked = self._look_up_all(parts(searched), scope or Scope(), clock)
        hits = tuple(dict.fromkeys(hit for look in looked for hit in look.hits))
        yield Found(hits)
        asks = [Ask(look.question, look.usable, look.fainter) for look in looked if look.usable]
        writing = Writing(self.writer, self.standby, self.verifier, Citations(), clock, usage)
        with closing(writing.sentences(asks)) as sentences:
            for sentence in sentences:
                yield sentence if isinstance(sentence, Waiting) else Proven(sentence)
        with clock("compare"):
            disagreements = _disagreements(asks, writing.citations)
        missing = [look for look in looked if not look.usable]
        answer = _answer(asked, searched, writing, missing)
        if not hits and (reason := self.retriever.nothing_in(scope or Scope())):
            answer = replace(answer, missing=reason)
        elif undated := self.retriever.undated_in(scope or Scope()):
            note = f"Left out, having no date: {plural(undated, 'article')}."
            answer = replace(answer, notes=(*answer.notes, note))
        yield Finished(replace(answer, disagreements=disagreements))

    def _alone(
        self, question: str, history: History, usage: Usage
    ) -> Generator[Waiting, None, str]:
        if self.rewriter is None:
            return standalone(question, history)
        return (yield from self.rewriter(question, history, usage))

    def _look_up_all(self, questions: Sequence[str], scope: Scope, clock: Clock) -> list[_Looked]:
        """Each thing that is asked; a later one may lean on the first and on its answer."""
        looked: list[_Looked] = []
        for text in questions:
            first = looked[0] if looked else None
            question = parse(later_part(text, first.question.text, first.answer) if first else text)
            if first and not question.names:
                found = self._look_up(question, scope, clock, " ".join(questions), first)
            else:
                found = self._look_up(question, scope, clock, question.text)
            if first and found.says_nothing_beyond(first):
                found = replace(found, usable=())
            looked.append(found)
        return looked

    def _look_up(
        self,
        question: Question,
        scope: Scope,
        clock: Clock,
        searched: str,
        first: _Looked | None = None,
    ) -> _Looked:
        """Find passages for one thing that is asked and decide which sentences answer it.

        One that names nothing is searched together with the ``first`` and answered from its articles,
        if they answer at all.
        """
        with clock("retrieve"):
            hits = self.retriever.search(searched, self.passages, scope)
        with clock("read"):
            leans_on = first.articles if first else frozenset()
            candidates = gather(self.index, question, hits, self.reader, leans_on)
            if self.reader and answering(candidates[:1]):
                near = self.retriever.alike(candidates[0].vector, self.passages, scope)
                candidates = with_other_reports(
                    self.index, question, candidates, [*hits, *near], self.reader
                )
        usable = answering(candidates)
        theirs = tuple(c for c in usable if c.item.article.id in leans_on)
        return _Looked(question, tuple(hits), tuple(candidates), theirs or usable)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What was found for one thing that was asked."""

    question: Question
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    usable: tuple[Candidate, ...]

    @property
    def answer(self) -> str:
        """The words that answer it, as far as can be told."""
        return self.usable[0].answer if self.usable else ""

    @property
    def articles(self) -> frozenset[str]:
        """The ids of the articles that answer it."""
        return frozenset(c.item.article.id for c in self.usable)

    @property
    def fainter(self) -> tuple[Candidate, ...]:
        """What was found and does not answer on its own."""
        return tuple(c for c in self.candidates if c.score < ENOUGH)

    def says_nothing_beyond(self, first: _Looked) -> bool:
        """Whether it is answered by the same words as ``first``, and asks for what they don't name.

        "How many came, and how many were hurt?" gets one number where only the first is told.
        """
        if not self.usable or not first.usable:
            return False
        one, other = first.usable[0], self.usable[0]
        same = one.item is other.item and (one.at, one.answer) == (other.at, other.answer)
        kind = self.question.kind
        if kind != first.question.kind and kind != "other":  # "Who came, and when?"
            same &= not holds(kind, other.text.replace(other.answer, " "), self.question)
        asked = set(self.question.stems) - set(first.question.stems)
        return same and bool(one.answer) and not asked & set(content_stems(other.text))


def _answer(asked: str, searched: str, writing: Writing, missing: Sequence[_Looked]) -> Answer:
    sentences = writing.shown
    closest: tuple[Citation, ...] = ()
    if not sentences:
        near = missing[0].candidates[:CLOSEST] if missing else ()
        closest = tuple(citation(n, c.evidence()) for n, c in enumerate(near, start=1))
    return Answer(
        question=asked,
        status=("partial" if missing else "answered") if sentences else "not_in_articles",
        sentences=tuple(sentences),
        citations=writing.citations.all,
        missing=_missing(searched, missing, answered=bool(sentences)),
        model=writing.model,
        timings=writing.clock.milliseconds(),
        searched=searched,
        closest=closest,
        notes=writing.notes(),
        replaced=writing.replaced,
        dropped=writing.dropped,
        tokens=writing.usage.counts(),
    )


def _disagreements(asks: Sequence[Ask], citations: Citations) -> tuple[Disagreement, ...]:
    """Where articles give different numbers for what was asked, each side with its citations."""
    found = [(ask, differences(ask.question, [*ask.candidates, *ask.fainter])) for ask in asks]
    return tuple(
        Disagreement(
            ask.question.text,
            tuple(
                Side(side[0].value, citations.cite(told.candidate.evidence() for told in side))
                for side in sides
            ),
        )
        for ask, sides in found
        if sides
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
