"""The public data sets of questions, each read from its files as rows."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from index.sentences import sentence_spans
from rag.training.rows import Foil, Row, content, is_held_out, read_rows, tidy


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


def wiki1k_texts(folder: Path) -> dict[str, dict[str, str]]:
    """QAMR's and QA-Discourse's known sentences by text and place ("3:2"), in the order of the text."""
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _wiki1k(folder):
        texts[row["doc"]][_place(row)] = tidy(row["text"] if "text" in row else row["sents"][0])
    return {
        doc: {place: known[place] for place in sorted(known, key=_numbers)}
        for doc, known in texts.items()
    }


def _place(row: Mapping[str, Any]) -> str:
    """A sentence's paragraph and number: "3:2"."""
    return ":".join(row["sent_id"].split(":")[-2:])


def _numbers(place: str) -> tuple[int, ...]:
    return tuple(map(int, place.split(":")))


def _wiki1k(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("qa[md]*.jsonl.gz")):
        yield from read_rows(path)


def wiki1k_rows(folder: Path, seed: int = 0) -> Iterator[Row]:
    """QAMR and QA-Discourse: single sentences, given back the other known ones of their text."""
    texts = wiki1k_texts(folder)
    found = [row for row in _wiki1k(folder) if "question" in row]
    random.Random(seed).shuffle(found)
    asked: Counter[str] = Counter()
    for row in found:
        text = tidy(row["sents"][0])
        source = "qamr" if row["qid"].startswith("qamr") else "qadiscourse"
        asked[source + text] += 1
        if source == "qamr" and (asked[source + text] > 6 or not row["agree3"]):
            continue
        near = texts[row["doc"]]
        here = list(near).index(_place(row))
        sentences = tuple(near.values())[max(0, here - 4) : here + 5]
        pool = "news" if row["domain"] == "wikinews" else "wiki"
        labels = tuple(int(at == min(here, 4)) for at in range(len(sentences)))
        yield Row(row["question"], sentences, labels, tuple(row["answers"]), pool, source)


def tweet_rows(folder: Path) -> Iterator[Row]:
    """Questions on single tweets, each tweet one sentence."""
    for name in ("dev", "train"):
        for row in read_rows(folder / f"tweetqa__{name}.jsonl.gz"):
            answers = tuple(dict.fromkeys(row["answers"]))
            yield Row(row["question"], (tidy(row["sents"][0]),), (1,), answers, "tweet", "tweetqa")


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


def _answering(question: str, sentences: Sequence[str], answers: Sequence[str]) -> tuple[int, ...]:
    """1 for the sentence that holds an answer and most of the question's words, 0 for the rest."""
    wanted = content(question)
    shared = [
        len(wanted & content(text)) + 1 if any(a in text for a in answers) else 0
        for text in sentences
    ]
    best = max(range(len(shared)), key=shared.__getitem__)
    return tuple(int(number == best and shared[best] > 0) for number in range(len(shared)))


def public_rows(folder: Path) -> Iterator[Row]:
    """The questions of every set, in a fixed order."""
    yield from foiled_rows(folder)
    yield from paragraph_rows(folder)
    yield from nqg_rows(folder)
    yield from wiki1k_rows(folder)
    yield from tweet_rows(folder)
