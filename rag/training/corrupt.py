"""Questions made false: what a passage answers turned into what it does not."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rag.training.rows import content, holds, words
from rag.training.templates import ANTONYMS, ATTRIBUTES, STOP

_NAME = re.compile(
    r"(?<=[a-z,;:] )((?:[A-Z][\w'’.-]*[\w])(?: (?:of the |of |de |van |the )?[A-Z][\w'’.-]*\w){0,3})"
)
_TIME = re.compile(
    r"\b(1\d{3}|20\d\d)\b|\b(january|february|march|april|may|june|july|august|september|october"
    r"|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today"
    r"|century|ago|week|month|year|years|when|after|before|during|since|until)\b"
)
_COUNT = re.compile(
    r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|million"
    r"|billion|half|both|many|several|no|none|zero|single|once|twice)\b"
)
_CAUSE = re.compile(
    r"\b(because|due|since|reason|cause[ds]?|so|therefore|thus|hence|for|to|as|after|result\w*|led)\b"
)


@dataclass(slots=True)
class Names:
    """Names learned from how cased text capitalises, so that lower-cased text can be searched too."""

    known: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    after: dict[str, list[str]] = field(default_factory=dict)
    by_size: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def learn(cls, texts: Sequence[str], questions: Sequence[str]) -> Names:
        """Names from the texts; which word comes before which kind of name, from the questions."""
        seen: Counter[str] = Counter()
        lower: Counter[str] = Counter()
        inside: Counter[str] = Counter()
        speaks: Counter[str] = Counter()
        for text in texts:
            lower.update(w for w in re.findall(r"\b[a-z][a-z'-]+\b", text))
            for match in _NAME.finditer(text):
                name = " ".join(words(match[1]))
                seen[name] += 1
                inside[name] += text[: match.start()].endswith(("in ", "from ", "near "))
                speaks[name] += bool(
                    re.match(r" (said|says|told|was born|wrote|died)\b", text[match.end() :])
                )
                speaks[name] += bool(
                    re.search(r"\b(Mr|Dr|President|Minister|by|Senator) $", text[: match.start()])
                )
        self = cls()
        for name, count in seen.items():
            parts = [w for w in name.split() if w not in STOP]
            common = all(lower[w] > 0.5 * seen[w] for w in parts)
            if (
                len(name) < 3
                or common
                or name.split()[0] in STOP
                or name.startswith("i'")
                or _TIME.search(name)
                or (" " not in name and count < 2)
            ):
                continue
            self.known.add(name)
            if inside[name] > 0.3 * count:
                self.places.add(name)
            elif speaks[name] > 0.08 * count and " " in name:
                self.people.add(name)
        after: dict[str, list[str]] = defaultdict(list)
        sizes: dict[int, list[str]] = defaultdict(list)
        for question in questions:
            tokens = words(question)
            for first, last in self.find(tokens):
                name = " ".join(tokens[first:last])
                sizes[last - first].append(name)
                after[tokens[first - 1] if first else ""].append(name)
        self.after, self.by_size = dict(after), dict(sizes)
        return self

    def find(self, tokens: Sequence[str]) -> list[tuple[int, int]]:
        """The longest names among the words, as ``(first, last)``, left to right."""
        spans, first = [], 0
        while first < len(tokens):
            for size in (5, 4, 3, 2, 1):
                if (
                    first + size <= len(tokens)
                    and " ".join(tokens[first : first + size]) in self.known
                ):
                    spans.append((first, first + size))
                    break
            first = spans[-1][1] if spans and spans[-1][0] == first else first + 1
        return spans

    def inside(self, text: str) -> list[str]:
        """The names in a text, each once."""
        tokens = words(text)
        return list(dict.fromkeys(" ".join(tokens[i:j]) for i, j in self.find(tokens)))


class Answered(Protocol):
    """A question with a passage's sentences, 1 for each that answers, and the answer's wordings."""

    @property
    def question(self) -> str: ...
    @property
    def sentences(self) -> tuple[str, ...]: ...
    @property
    def labels(self) -> tuple[int, ...]: ...
    @property
    def answers(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Corruptor:
    """Turns a question its passage answers into one it does not; every method may give None."""

    names: Names
    bank: Sequence[str]
    middles: dict[tuple[str, ...], list[str]]

    @classmethod
    def learn(cls, names: Names, bank: Sequence[str]) -> Corruptor:
        """Also learns which content words the bank's questions have between which neighbours."""
        middles: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for question in bank:
            tokens = ["", "", *words(question), ""]
            for place in range(2, len(tokens) - 1):
                if tokens[place] not in STOP:
                    middles[_around(tokens, place)].append(tokens[place])
        return cls(names, bank, {k: v for k, v in middles.items() if len(set(v)) > 3})

    def reworded(self, row: Answered, rng: random.Random) -> str | None:
        """A content word exchanged for another that people use between the same two neighbours."""
        tokens = ["", "", *words(row.question), ""]
        known = content(" ".join(row.sentences))
        for place in rng.sample(range(2, len(tokens) - 1), len(tokens) - 3):
            old = tokens[place]
            choices = self.middles.get(_around(tokens, place), [])
            if old in STOP or not choices or tokens[place - 1] in ("what", "which"):
                continue
            near = [w for w in choices if w[:5] in known]
            new = rng.choice(near if near and rng.random() < 0.5 else choices)
            if new[:4] != old[:4] and not holds(new, row.answers):
                return " ".join((*tokens[2:place], new, *tokens[place + 1 : -1]))
        return None

    def swapped(self, row: Answered, rng: random.Random) -> str | None:
        """A name, year or number of the question exchanged for another of its shape."""
        tokens = words(row.question)
        text = " ".join(row.sentences).lower()
        answering = " ".join(s for s, y in zip(row.sentences, row.labels, strict=True) if y).lower()
        spans = self.names.find(tokens)
        numbers = [(i, i + 1) for i, t in enumerate(tokens) if t.isdigit()]
        if not spans and not numbers:
            return None
        first, last = rng.choice(spans + numbers)
        old = " ".join(tokens[first:last])
        new = self._number(old, text, rng) if old.isdigit() else None
        if not old.isdigit():
            near = [n for n in self.names.inside(text) if n not in row.question.lower()]
            near = [n for n in near if n not in " ".join(words(answering))]
            typed = self.names.after.get(tokens[first - 1] if first else "", [])
            sized = self.names.by_size.get(last - first, [])
            choices = near if near and rng.random() < 0.5 else typed if len(typed) > 9 else sized
            new = rng.choice(choices) if choices else None
        if (
            new is None
            or new == old
            or new in " ".join(words(answering))
            or new in old
            or old in new
        ):
            return None
        return " ".join((*tokens[:first], new, *tokens[last:]))

    @staticmethod
    def _number(old: str, text: str, rng: random.Random) -> str:
        others = [n for n in re.findall(r"\b\d+\b", text) if len(n) == len(old) and n != old]
        if others and rng.random() < 0.5:
            return str(rng.choice(others))
        value = int(old)
        return str(
            max(
                1,
                value
                + rng.choice((-1, 1)) * rng.randint(1, 9 if value > 999 else max(2, value // 2)),
            )
        )

    def turned(self, row: Answered, rng: random.Random) -> str | None:
        """A word of the question replaced by its opposite."""
        tokens = row.question.lower().rstrip("?").split()
        places = [i for i, t in enumerate(tokens) if t in ANTONYMS]
        if places:
            place = rng.choice(places)
            tokens[place] = rng.choice(ANTONYMS[tokens[place]])
            return " ".join(tokens)
        return None

    def retyped(self, row: Answered, rng: random.Random) -> str | None:
        """Another kind of answer asked for, of which the passage has none."""
        text = " ".join(row.sentences).lower()
        question = row.question.lower().strip()
        options: list[str] = []
        match = re.match(
            r"(when|where|why|how) (did|do|does|was|were|is|are|will|can|has|have) ", question
        )
        if match:
            wh, rest = match[1], question[len(match[1]) :]
            if wh != "when" and not _TIME.search(text):
                options += ["when" + rest, "in what year" + rest, "since when" + rest]
            if wh != "why" and not _CAUSE.search(text):
                options += ["why" + rest, "for what reason" + rest]
            if not _COUNT.search(text):
                options += ["how many times" + rest, "how often" + rest, "how long" + rest]
        match = re.match(
            r"(who|what|which \w+) (\w+ed|made|won|wrote|built|led|sold|began) (.+)", question
        )
        if match:
            if not _TIME.search(text):
                options.append(f"when was the last time anyone {match[2]} {match[3]}")
            if not _COUNT.search(text):
                options.append(f"how many people {match[2]} {match[3]}")
                options.append(f"how much did it cost those who {match[2]} {match[3]}")
        return rng.choice(options) if options else None

    def moved(self, row: Answered, rng: random.Random) -> str | None:
        """A question about something else, moved onto a name this passage mentions."""
        text = " ".join(row.sentences)
        here = [n for n in self.names.inside(text) if not holds(n, row.answers)]
        known = content(text)
        if not here:
            return None
        for _ in range(8):
            tokens = words(rng.choice(self.bank))
            spans = self.names.find(tokens)
            if not 1 <= len(spans) <= 2 or len(tokens) > 18:
                continue
            first, last = spans[0]
            kin = [n for n in here if self._alike(n, " ".join(tokens[first:last]))]
            name = rng.choice(kin or here)
            rest = [t for i, t in enumerate(tokens) if not any(a <= i < b for a, b in spans)]
            asked = content(" ".join(rest))
            if asked and len(asked & known) <= 0.4 * len(asked):
                after = [] if len(spans) == 2 and rng.random() < 0.5 else list(tokens[last:])
                return " ".join((*tokens[:first], name, *(after or tokens[last:])))
        return None

    def _alike(self, one: str, other: str) -> bool:
        place = (one in self.names.places) == (other in self.names.places)
        person = (one in self.names.people) == (other in self.names.people)
        return place and person and (" " in one) == (" " in other)

    def attribute(self, row: Answered, rng: random.Random) -> str | None:
        """An attribute, by template, of a name in the passage that the passage does not state."""
        text = " ".join(row.sentences).lower()
        here = self.names.inside(text)
        if not here:
            return None
        name = rng.choice(here)
        kind = (
            "place"
            if name in self.names.places
            else "person"
            if name in self.names.people
            else "thing"
        )
        fits = [a for a in ATTRIBUTES if kind in a.kinds and not re.search(a.stated, text)]
        if not fits:
            return None
        other = rng.choice([n for n in here if n != name] or ["europe"])
        return rng.choice(rng.choice(fits).questions).format(name=name, other=other)


def _around(tokens: Sequence[str], place: int) -> tuple[str, ...]:
    return tokens[place - 2], tokens[place - 1], tokens[place + 1]
