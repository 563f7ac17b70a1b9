"""Training examples for the reader: real questions, and many ways for a passage not to answer one.

"On the topic" is not "answers the question". Besides each question with its own passage, the
reader sees the passage without the answering sentence, the passages most like the question that
lack its answer, and the passage under a question made false: a name, year or number swapped, the
wh-word changed, a word turned into its opposite, another question moved onto a name in the passage,
or an attribute asked for that the passage does not state.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rag.training.corrupt import Corruptor, Names
from rag.training.rows import Row, holds, words
from rag.training.templates import STATED, STOP


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage's sentences, 1 for each that answers, and the answer's known wordings."""

    question: str
    sentences: tuple[str, ...]
    labels: tuple[int, ...]
    answers: tuple[str, ...]
    kind: str


Group = tuple[Example, ...]
"""A question with its own passage, then with what does not answer it."""

NEAR = 0.6
"""How often a question also meets a passage on its topic that does not answer it."""

OTHER = 0.6
"""How often it also meets one of `OTHERS`."""

OTHERS = {
    "removed": 3.0,
    "swapped": 3.0,
    "turned": 0.8,
    "reworded": 1.0,
    "retyped": 0.7,
    "moved": 0.8,
    "attribute": 0.7,
}
"""Ways in which a passage does not answer, besides being about something else, and their shares."""

MADE = frozenset(OTHERS) - {"removed"}
"""Those whose question is put together from words: its lack of commas would tell it from a real one."""


def _window(row: Row, centre: int, rng: random.Random) -> slice:
    """Some of the row's sentences, as many as a passage may have, with the one at ``centre``."""
    limit, most = rng.randint(20, 130), rng.randint(1, 8) if rng.random() < 0.6 else 8
    first, last = centre, centre + 1
    total = len(row.sentences[centre].split())
    while last - first < most:
        sides = [i for i in (first - 1, last) if 0 <= i < len(row.sentences)]
        sides = [i for i in sides if total + len(row.sentences[i].split()) <= limit]
        if not sides:
            break
        side = rng.choice(sides)
        total += len(row.sentences[side].split())
        first, last = min(first, side), max(last, side + 1)
    return slice(first, last)


def own_passage(row: Row, rng: random.Random) -> Example:
    """The question with a window of its passage around an answering sentence."""
    window = _window(row, rng.choice([i for i, y in enumerate(row.labels) if y]), rng)
    sentences, labels = row.sentences[window], row.labels[window]
    if row.title and rng.random() < 0.2:
        sentences, labels = (row.title + ".", *sentences), (0, *labels)
    return Example(row.question, sentences, labels, row.answers, "own")


def stated_examples(passages: Sequence[tuple[str, ...]], names: Names) -> list[Example]:
    """Attribute questions by template that a sentence does answer, with the answering words."""
    found: list[Example] = []
    used: Counter[str] = Counter()
    for sentences in passages:
        for place, sentence in enumerate(sentences):
            for pattern, questions in STATED:
                match = re.search(pattern, sentence.lower())
                if not match:
                    continue
                before = names.inside(
                    sentence[: match.start()] if match["side"] is not None else sentence
                )
                before = [n for n in before if n not in match["answer"]]
                if not before or all(w in STOP for w in words(match["answer"])):
                    continue
                used[pattern] += 1
                if used[pattern] > 300:
                    continue
                name, labels = before[-1], tuple(int(i == place) for i in range(len(sentences)))
                question = questions[len(sentence) % len(questions)].format(name=name)
                found.append(
                    Example(question, sentences, labels, (match["answer"].strip(),), "stated")
                )
    return found


@dataclass(frozen=True, slots=True)
class Sampler:
    """Draws examples of every kind from rows; ``near`` lists each row's hard-negative passages."""

    rows: Sequence[Row]
    passages: Sequence[tuple[str, ...]]
    near: Sequence[Sequence[int]]
    corruptor: Corruptor
    stated: Sequence[Example]
    shares: dict[str, float]

    def epoch(self, seed: int) -> list[Group]:
        """One pass over the rows each source's share lets through, in random order.

        A group is a question with its own passage and, most times, passages or changed questions
        that do not go together, so that the loss can compare them.
        """
        rng = random.Random(seed)
        groups: list[Group] = [(example,) for example in self.stated]
        for number, row in self._drawn(rng):
            own = own_passage(row, rng)
            near = self._make("near", number, own, rng) if rng.random() < NEAR else None
            other = self.negative(number, own, rng) if row.foils or rng.random() < OTHER else None
            group = [example for example in (own, near, other) if example is not None]
            if any(example.kind in MADE for example in group):
                group = [replace(e, question=" ".join(words(e.question))) for e in group]
            style = rng.random()
            groups.append(tuple(replace(e, question=_styled(e.question, style)) for e in group))
        rng.shuffle(groups)
        return groups

    def _drawn(self, rng: random.Random) -> Iterator[tuple[int, Row]]:
        for number, row in enumerate(self.rows):
            times = self.shares.get(row.source, 1.0)
            for _ in range(int(times) + (rng.random() < times % 1)):
                yield number, row

    def negative(self, number: int, own: Example, rng: random.Random) -> Example | None:
        """One example whose passage does not answer, of a kind that this row allows."""
        row = self.rows[number]
        if row.foils:
            foil = rng.choice(row.foils)
            tempting = own.sentences
            if foil.place is not None:
                tempting = row.sentences[_window(row, foil.place, rng)]
            return Example(foil.question, tempting, (0,) * len(tempting), (), "foil")
        weights = {**OTHERS, "removed": 0.0 if row.source == "tweetqa" else OTHERS["removed"]}
        for _ in range(4):
            kind = rng.choices(list(weights), list(weights.values()))[0]
            made = self._make(kind, number, own, rng)
            if made is not None:
                return made
        return None

    def _make(self, kind: str, number: int, own: Example, rng: random.Random) -> Example | None:
        row = self.rows[number]
        if kind == "near":
            if not self.near[number] or row.pool not in ("wiki", "news"):
                return None
            chosen = self.passages[rng.choice(self.near[number])]
            return Example(row.question, chosen, (0,) * len(chosen), (), kind)
        if kind == "removed":
            left = tuple(s for s, y in zip(own.sentences, own.labels, strict=True) if not y)
            if not left or holds(" ".join(left), row.answers):
                return None
            return Example(row.question, left, (0,) * len(left), (), kind)
        question: str | None = getattr(self.corruptor, kind)(own, rng)
        if question is None:
            return None
        return Example(question, own.sentences, (0,) * len(own.labels), (), kind)


def _styled(question: str, style: float) -> str:
    """The question as people type it: at times without its mark, now and then as bare keywords."""
    if style < 0.04:
        kept = [w for w in words(question) if w not in STOP]
        if len(kept) > 2:
            return " ".join(kept)
    bare = question.rstrip("? ")
    return bare if style < 0.35 else bare + "?"
