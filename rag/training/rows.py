"""Questions with the sentences that answer them, read from the files of many data sets."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from index.sentences import sentence_spans
from rag.training.templates import STOP

_WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")


INVENTED = Path(__file__).with_name("invented.jsonl")
"""News articles of things that never happened, with questions: written for this project."""


@dataclass(frozen=True, slots=True)
class Foil:
    """A question that the text does not answer, and the sentence that tempts to one, where known."""

    question: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A question with as much of its surroundings as is known; ``pool`` names whose text it may meet.

    ``foils`` are questions asked of the same text that it does not answer.
    """

    question: str
    sentences: tuple[str, ...]
    labels: tuple[int, ...]
    answers: tuple[str, ...]
    pool: str
    source: str
    title: str = ""
    foils: tuple[Foil, ...] = ()


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


def is_held_out(title: str, share: float = 0.25) -> bool:
    """Whether the article of this title is for development only, as about ``share`` of them are."""
    return hashlib.sha256(title.encode()).digest()[0] < 256 * share


def foiled_rows(folder: Path) -> Iterator[Row]:
    """SQuAD 2.0, if it is there: answerable questions, each with the unanswerable ones most like it."""
    paragraphs: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in sorted(folder.glob("squad2*.jsonl.gz")):
        for row in read_rows(path):
            if not is_held_out(row["title"]):
                paragraphs[row["context"]].append(row)
    for text, rows in paragraphs.items():
        sentences = tuple(text[s.start : s.end] for s in sentence_spans(text))
        asked = [row for row in rows if not row["is_impossible"]]
        foils: dict[str, list[Foil]] = defaultdict(list)
        for row in rows:
            if row["is_impossible"] and asked:
                mine = content(row["question"])
                nearest = max(asked, key=lambda other: len(mine & content(other["question"])))
                foils[nearest["question"]].append(Foil(row["question"]))
        for row in asked:
            labels = _answering(row["question"], sentences, row["answers"])
            if any(labels):
                answers, own = tuple(row["answers"]), tuple(foils[row["question"]])
                yield Row(row["question"], sentences, labels, answers, "wiki", "squad2", "", own)


def invented_rows(file: Path = INVENTED, held_out: bool = False) -> Iterator[Row]:
    """Answerable questions on invented articles, each with the unanswerable ones that tempt nearby.

    An eighth of the articles is kept out of training; ``held_out`` gives those instead.
    """
    for line in file.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if is_held_out(article["title"], 1 / 8) != held_out:
            continue
        asked, sentences = article["answerable"], tuple(article["sentences"])
        foils: list[list[Foil]] = [[] for _ in asked]
        for question, place in article["unanswerable"]:
            mine = content(question)
            away = [
                (min(abs(place - i) for i in places), -len(mine & content(other)))
                for other, places, _ in asked
            ]
            foils[away.index(min(away))].append(Foil(question, place))
        for (question, places, answer), own in zip(asked, foils, strict=True):
            labels = tuple(int(i in places) for i in range(len(sentences)))
            yield Row(question, sentences, labels, (answer,), "news", "invented", "", tuple(own))


def _answering(question: str, sentences: Sequence[str], answers: Sequence[str]) -> tuple[int, ...]:
    """1 for the sentence that holds an answer and most of the question's words, 0 for the rest."""
    wanted = content(question)
    shared = [
        len(wanted & content(text)) + 1 if any(a in text for a in answers) else 0
        for text in sentences
    ]
    best = max(range(len(shared)), key=shared.__getitem__)
    return tuple(int(number == best and shared[best] > 0) for number in range(len(shared)))


def load_rows(folder: Path) -> list[Row]:
    """Every training question, in a fixed order."""
    return [
        *invented_rows(),
        *foiled_rows(folder),
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
