"""Training examples for the reader: real questions, and many ways for a passage not to answer one.

"On the topic" is not "answers the question". Besides each question with its own passage, the
reader sees the passage without the answering sentence, the passages most like the question that
lack its answer, and the passage under a question made false: a name, year or number swapped, the
wh-word changed, a word turned into its opposite, another question moved onto a name in the passage,
or an attribute asked for that the passage does not state.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from rag.training.templates import ANTONYMS, ATTRIBUTES, STATED, STOP

_WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
_NAME = re.compile(
    r"(?<=[a-z,;:] )((?:[A-Z][\w'’.-]*[\w])(?: (?:of the |of |de |van |the )?[A-Z][\w'’.-]*\w){0,3})"
)
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
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


@dataclass(frozen=True, slots=True)
class Row:
    """A question with as much of its surroundings as is known; ``pool`` names whose text it may meet."""

    question: str
    sentences: tuple[str, ...]
    labels: tuple[int, ...]
    answers: tuple[str, ...]
    pool: str
    source: str
    title: str = ""


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of one gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def words(text: str) -> list[str]:
    """Lower-case words and numbers."""
    return _WORD.findall(text.lower())


@lru_cache(1 << 16)
def plain(text: str) -> tuple[str, frozenset[str]]:
    """A text's words, blanks around each, and their set."""
    found = words(text)
    return f" {' '.join(found)} ", frozenset(found)


@lru_cache(1 << 17)
def content(text: str) -> frozenset[str]:
    """The first five letters of every word that carries meaning."""
    return frozenset(w[:5] for w in words(text) if w not in STOP)


def tidy(text: str) -> str:
    """Detokenised: no ``-lrb-``, no blanks before punctuation."""
    text = text.replace("-lrb-", "(").replace("-rrb-", ")").replace("``", '"').replace("''", '"')
    text = re.sub(r"\s+([,.;:?!%)])", r"\1", text)
    return re.sub(r"\(\s+", "(", re.sub(r" (['’]\w{1,2}\b)", r"\1", text)).strip()


def holds(text: str, answers: Sequence[str]) -> bool:
    """Whether any of the answers, or most of a long one's words, stands in the text."""
    line, known = plain(text)
    for answer in answers:
        wanted = words(answer)
        if not wanted:
            continue
        if f" {' '.join(wanted)} " in line:
            return True
        rare = {w for w in wanted if w not in STOP}
        if len(rare) > 2 and len(rare & known) >= 0.7 * len(rare):
            return True
    return False


# --- rows ---------------------------------------------------------------------------------------


def paragraph_rows(folder: Path) -> Iterator[Row]:
    """Questions whose file gives the whole paragraph."""
    files = {
        "squadshifts__new_wiki": ("wiki", "new_wiki"),
        "squadshifts__reddit": ("reddit", "reddit"),
        "squadshifts__amazon_reviews": ("amazon", "amazon"),
        "nq_oracle__dev": ("wiki", "nq"),
        "qed__dev": ("wiki", "qed"),
        "selqa__dev": ("wiki", "selqa"),
        "selqa__test": ("wiki", "selqa"),
    }
    for name, (pool, source) in files.items():
        for row in read_rows(folder / f"{name}.jsonl.gz"):
            kept = [(s, y) for s, y in zip(row["sents"], row["labels"], strict=True) if s.strip()]
            if not any(y for _, y in kept):
                continue
            sentences, labels = zip(*kept, strict=True)
            title = str(row["title"]).replace("_", " ") if pool == "wiki" else ""
            answers = tuple(dict.fromkeys(row["answers"]))
            yield Row(row["question"], sentences, labels, answers, pool, source, title)


def nqg_rows(folder: Path) -> Iterator[Row]:
    """SQuAD's questions by sentence, each with up to four sentences of the text on either side."""
    for name in ("dev", "test"):
        rows = list(read_rows(folder / f"squad_nqg__{name}.jsonl.gz"))
        rows.sort(key=lambda row: row["pos"])
        order: dict[str, int] = {}
        for row in rows:
            order.setdefault(row["sents"][0], row["pos"])
        texts = list(order)
        at = {text: number for number, text in enumerate(texts)}
        for row in rows:
            here = at[row["sents"][0]]
            near = [
                i
                for i in range(max(0, here - 4), min(len(texts), here + 5))
                if abs(order[texts[i]] - order[texts[here]]) <= 16
            ]
            sentences = tuple(tidy(texts[i]) for i in near)
            labels = tuple(int(i == here) for i in near)
            yield Row(tidy(row["question"]), sentences, labels, (), "wiki", "nqg")


def wiki1k_rows(folder: Path, seed: int = 0) -> Iterator[Row]:
    """QAMR and QA-Discourse: single sentences, given back the other known ones of their text."""
    places: dict[str, tuple[str, tuple[int, ...]]] = {}
    found: list[dict[str, Any]] = []
    for path in sorted(folder.glob("qa[md]*.jsonl.gz")):
        for row in read_rows(path):
            text = row["text"] if "text" in row else row["sents"][0]
            where = tuple(int(part) for part in row["sent_id"].split(":")[-2:])
            places[tidy(text)] = row["doc"], where
            if "question" in row:
                found.append(row)
    texts: dict[str, list[str]] = defaultdict(list)
    for text in sorted(places, key=lambda t: places[t]):
        texts[places[text][0]].append(text)
    random.Random(seed).shuffle(found)
    asked: Counter[str] = Counter()
    for row in found:
        text = tidy(row["sents"][0])
        source = "qamr" if row["qid"].startswith("qamr") else "qadiscourse"
        asked[source + text] += 1
        if source == "qamr" and (asked[source + text] > 6 or not row["agree3"]):
            continue
        near = texts[places[text][0]]
        here = near.index(text)
        near = near[max(0, here - 4) : here + 5]
        pool = "news" if row["domain"] == "wikinews" else "wiki"
        labels = tuple(int(t == text) for t in near)
        yield Row(row["question"], tuple(near), labels, tuple(row["answers"]), pool, source)


def tweet_rows(folder: Path) -> Iterator[Row]:
    """Questions on single tweets, each tweet one sentence."""
    for name in ("dev", "train"):
        for row in read_rows(folder / f"tweetqa__{name}.jsonl.gz"):
            answers = tuple(dict.fromkeys(row["answers"]))
            yield Row(row["question"], (tidy(row["sents"][0]),), (1,), answers, "tweet", "tweetqa")


def load_rows(folder: Path) -> list[Row]:
    """Every training question, in a fixed order."""
    return [
        *paragraph_rows(folder),
        *nqg_rows(folder),
        *wiki1k_rows(folder),
        *tweet_rows(folder),
    ]


def cut_passages(
    sentences: Sequence[str], most: int = 6, limit: int = 130
) -> list[tuple[str, ...]]:
    """Runs of at most ``most`` sentences and, but for a single long one, ``limit`` words."""
    runs: list[list[str]] = [[]]
    for sentence in sentences:
        size = sum(len(s.split()) for s in runs[-1]) + len(sentence.split())
        if runs[-1] and (len(runs[-1]) >= most or size > limit):
            runs.append([])
        runs[-1].append(sentence)
    return [tuple(run) for run in runs if run]


# --- names --------------------------------------------------------------------------------------


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


# --- questions made false -----------------------------------------------------------------------


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

    def reworded(self, row: Example, rng: random.Random) -> str | None:
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

    def swapped(self, row: Example, rng: random.Random) -> str | None:
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

    def turned(self, row: Example, rng: random.Random) -> str | None:
        """A word of the question replaced by its opposite."""
        tokens = row.question.lower().rstrip("?").split()
        places = [i for i, t in enumerate(tokens) if t in ANTONYMS]
        if places:
            place = rng.choice(places)
            tokens[place] = rng.choice(ANTONYMS[tokens[place]])
            return " ".join(tokens)
        return None

    def retyped(self, row: Example, rng: random.Random) -> str | None:
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

    def moved(self, row: Example, rng: random.Random) -> str | None:
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

    def attribute(self, row: Example, rng: random.Random) -> str | None:
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


# --- examples -----------------------------------------------------------------------------------


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
        for number, row in enumerate(self.rows):
            if rng.random() >= self.shares.get(row.source, 1.0):
                continue
            own = self.own(row, rng)
            near = self._make("near", number, own, rng) if rng.random() < NEAR else None
            other = self.negative(number, own, rng) if rng.random() < OTHER else None
            style = rng.random()
            groups.append(
                tuple(
                    replace(example, question=_styled(example.question, style))
                    for example in (own, near, other)
                    if example is not None
                )
            )
        rng.shuffle(groups)
        return groups

    def own(self, row: Row, rng: random.Random) -> Example:
        """The question with a window of its passage around an answering sentence."""
        centre = rng.choice([i for i, y in enumerate(row.labels) if y])
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
        sentences, labels = row.sentences[first:last], row.labels[first:last]
        if row.title and rng.random() < 0.2:
            sentences, labels = (row.title + ".", *sentences), (0, *labels)
        return Example(row.question, sentences, labels, row.answers, "own")

    def negative(self, number: int, own: Example, rng: random.Random) -> Example | None:
        """One example whose passage does not answer, of a kind that this row allows."""
        row = self.rows[number]
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
