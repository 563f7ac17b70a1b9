"""Drafts in, proven sentences out: nothing a writer says is shown before the verifier has held it.

A draft that the evidence it cites does not carry may rest on another piece: then that is cited. If
no piece carries it, the article's own sentence that it came from takes its place, or it is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from index.errors import RagError
from rag.cite import Citations
from rag.clock import Clock, Usage
from rag.text.words import content_stems, plural
from rag.types import Evidence, Sentence
from rag.verify import Verdict, Verifier
from rag.writers import Ask, Draft, Waiting, Writer
from rag.writers.quotes import quote

SURE = 0.83
"""A draft in words of its own needs at least this probability.

With SmolLM2 on 103 dev questions, asked with a bar of 0.5, nine of twenty-two below 0.83 were wrong, the
highest with 0.79, and none of nine above it; nor is any of a hundred false twins
(tests/rag/verify/twins.jsonl) above it (2026-11).
"""

CAME_FROM = 0.5
"""A draft came from a sentence that holds at least this share of its content words."""

HALF = re.compile(
    r"\S+(?: \S+){0,2}|(?:In|On|At|By|To|For|From|Since|During|About|Around|Until) \S+(?: \S+){0,3}"
)
"""A draft that is half a sentence, such as "In December 2024.": what it says lies in the question, which no
evidence is held against. The sentence that it came from is shown.
"""

SAYS_AGAIN = 0.8
"""A draft with this share of its content words in one sentence already shown says it again."""

TELLS = 0.7
"""An answer is told once this share of its words stands in the sentences shown."""


@dataclass(slots=True)
class Writing:
    """One answer being written and proven; what became of the drafts is counted here."""

    writer: Writer
    standby: Writer | None
    verifier: Verifier
    citations: Citations
    clock: Clock
    usage: Usage
    shown: list[Sentence] = field(default_factory=list)
    own_words: int = 0
    replaced: int = 0
    dropped: int = 0
    trouble: str = ""

    def sentences(self, asks: Sequence[Ask]) -> Generator[Sentence | Waiting, None, None]:
        """The proven sentences, each as soon as it is proven. Closing this stops the writer."""
        if not asks:
            return
        try:
            yield from self._proven(self.writer, asks)
        except RagError as error:
            if self.standby is None:
                raise
            self.trouble = str(error).rstrip(".")
        if self.standby is None:
            return
        for draft in self._untold(self.standby, asks):
            with self.clock("verify"):
                added = self._own(draft)
            yield from self._show(added)

    def _untold(self, standby: Writer, asks: Sequence[Ask]) -> list[Draft]:
        """What the articles' own sentences have to add; all of them where the model said nothing."""
        if self.own_words:
            return [quote(a, a.candidates[0]) for a in asks if not self._is_told(a)]
        shown = {s.text for s in self.shown}
        drafts = (d for d in standby.write(asks) if isinstance(d, Draft))
        return [d for d in drafts if d.text not in shown]

    def notes(self) -> tuple[str, ...]:
        """What a reader should know about how the answer came to be."""
        said = []
        if self.trouble:
            ending = "It broke off." if self.own_words else "The articles’ own sentences stand in."
            said.append(f"The model {self.writer.name} failed: {self.trouble}. {ending}")
        if lost := self.replaced + self.dropped:
            ways = [f"{self.replaced} replaced by the article’s own words"] * bool(self.replaced)
            ways += [f"{self.dropped} left out"] * bool(self.dropped)
            said.append(
                f"Not proven, so not shown: {plural(lost, 'sentence')} of the model ({', '.join(ways)})."
            )
        return tuple(said)

    @property
    def model(self) -> str:
        """Who wrote what is shown: a model whose every word had to go did not."""
        return self.standby.name if self.standby and not self.own_words else self.writer.name

    def _proven(self, writer: Writer, asks: Sequence[Ask]) -> Iterator[Sentence | Waiting]:
        drafts = writer.write(asks, self.usage)
        with closing(drafts):
            while True:
                with self.clock("write"):
                    draft = next(drafts, None)
                if draft is None:
                    return
                if isinstance(draft, Waiting):
                    yield draft
                    continue
                with self.clock("verify"):
                    sentence = self._prove(asks, draft)
                yield from self._show(sentence)

    def _show(self, sentence: Sentence | None) -> Iterator[Sentence]:
        if sentence is not None:
            self.clock.mark("first_sentence")
            self.shown.append(sentence)
            yield sentence

    def _prove(self, asks: Sequence[Ask], draft: Draft) -> Sentence | None:
        """The draft with what proves it, or what takes its place, or nothing."""
        if not draft.offered:
            verdict = self.verifier.verify(draft.text, draft.evidence)
            return self._sentence(draft.text, draft.evidence, verdict, draft.focus)
        if self._is_said(draft.text):
            return None
        if _says_more(asks, draft.text) and not HALF.fullmatch(draft.text):
            proof, verdict = self._carried(draft)
            if sentence := self._sentence(draft.text, proof, verdict):
                self.own_words += 1
                return sentence
        return self._instead(draft)

    def _carried(self, draft: Draft) -> tuple[tuple[Evidence, ...], Verdict]:
        """The evidence that carries a draft: the cited, each on its own or together, or another."""
        others = [q.evidence[0] for q in _nearest(draft) if q.evidence[0] not in draft.evidence]
        for among in (draft.evidence, others):
            held = [(e, self.verifier.verify(draft.text, (e,))) for e in among]
            held = [(e, v) for e, v in held if _is_proof(v)]
            if held:
                return tuple(e for e, _ in held), held[0][1]
        together = self.verifier.verify(draft.text, draft.evidence)
        return draft.evidence, together

    def _instead(self, draft: Draft) -> Sentence | None:
        """The article's own sentence that an unproven draft came from, unless it is shown already."""
        stems = set(content_stems(draft.text))
        for source in _nearest(draft)[:1]:
            known = set(content_stems(source.text))
            if len(stems & known) < max(1, CAME_FROM * len(stems)):
                continue
            sentence = self._own(source)
            if sentence and sentence not in self.shown and not self._is_said(source.text):
                self.replaced += 1
                return sentence
        self.dropped += 1
        return None

    def _own(self, draft: Draft) -> Sentence | None:
        verdict = self.verifier.verify(draft.text, draft.evidence)
        return self._sentence(draft.text, draft.evidence, verdict, draft.focus)

    def _sentence(
        self,
        text: str,
        proof: Sequence[Evidence],
        verdict: Verdict,
        focus: tuple[int, int] | None = None,
    ) -> Sentence | None:
        if not proof or not _is_proof(verdict):
            return None
        cited = self.citations.cite(proof)
        return Sentence(text, cited, verdict.support, verdict.reason, focus)

    def _is_said(self, text: str) -> bool:
        stems = set(content_stems(text))
        return any(
            len(stems & set(content_stems(s.text))) >= SAYS_AGAIN * len(stems) for s in self.shown
        )

    def _is_told(self, ask: Ask) -> bool:
        """Whether what is shown holds the words that the reader took for the answer."""
        wanted = set(content_stems(ask.candidates[0].answer or ask.candidates[0].text))
        told = {stem for s in self.shown for stem in content_stems(s.text)}
        return len(wanted & told) >= TELLS * len(wanted)


def _is_proof(verdict: Verdict) -> bool:
    return verdict.support != "unsupported" and verdict.probability >= SURE


def _nearest(draft: Draft) -> list[Draft]:
    """What was offered, the piece that shares most words with the draft first."""
    stems = set(content_stems(draft.text))
    return sorted(draft.offered, key=lambda q: -len(stems & set(content_stems(q.text))))


_SOURCE = (
    r"\b(?:the|these|this) (?:(?:given|provided|news) )*"
    r"(?:articles?|sentences?|sources?|evidence|passages?|texts?)"
)
_OF_SOURCES = re.compile(
    rf"{_SOURCE} (?:(?:do|does|did|not|don[’']t|doesn[’']t|didn[’']t|explicitly|directly) )*"
    r"(?:provides?|mentions?|says?|states?|specif(?:y|ies)|contains?)\b"
    rf"|\b(?:provided|mention(?:ed)?|said|stated|specified)\b.{{0,60}}? (?:in|by) {_SOURCE}\b(?! of)"
    r"|\bnot (?:explicitly |directly )?(?:mentioned|stated|specified)[.!]?$",
    re.IGNORECASE,
)
"""That it is the sources that say or lack something, as no news story says of itself."""


def _says_more(asks: Sequence[Ask], text: str) -> bool:
    """Whether a draft tells news, beyond what the question says and not about its own sources."""
    asked = {stem for ask in asks for stem in ask.question.stems}
    return not set(content_stems(text)) <= asked and not _OF_SOURCES.search(text)
