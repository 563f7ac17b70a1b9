"""RGB (Chen et al. 2024): robustness to noise, rejection, and passages with a false answer."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from evals.files import Row, require
from evals.outside.adapter import Bench, Measured, share, told_apart
from evals.outside.library import Document, Library, Look
from evals.outside.matching import contains_any

PASSAGES = 5
NOISE = (0, 40, 80)
"""Per cent of a question's passages that are on its topic but do not answer it."""

Golds = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's gold answers, each in its wordings, and what was made of each choice of passages."""

    golds: Golds
    false: tuple[str, ...]
    noise: Mapping[int, Look]
    negatives: Look
    mixed: Look | None

    def right(self, text: str) -> bool:
        """Whether the text gives every gold answer in one of its wordings."""
        return all(contains_any(text, wordings) for wordings in self.golds)


class RGB:
    """Five passages a question, chosen as the authors' script does for its plain English set.

    All passages stand in one index, and a question is asked among its own (`sources`). Negatives
    only are its noise rate 1. Mixed: passages that answer, every other one of them in its false
    version, where a question has two or more; both values then stand in the index.
    """

    name = "rgb"
    files = "en.jsonl or en_fact.jsonl, plain or .gz"
    known: ClassVar[Mapping[str, Any]] = {
        "accuracy_noise_80": 0.76,
        "rejection": 0.247,
        "rejection_judged_by_a_model": 0.45,
        "gold_in_3_sentences_noise_80_by_similarity": 0.61,
        "source": "ChatGPT, English, in the paper; the last: 50 rows, packaged encoder",
    }

    def measure(self, rows: Sequence[Row], bench: Bench) -> Measured:
        """Ask each question at each noise rate, among negatives alone, and among true and false."""
        require(rows, query=str, positive=list, negative=list)
        chosen = bench.chosen(rows)
        library = bench.library(d for row in chosen for d in _documents(row))
        asked = [_ask(row, library) for row in bench.each(chosen)]
        settings = {"questions": len(asked), "pool": "its own", "passages": PASSAGES}
        return Measured(_figures(asked), settings)


def _documents(row: Row) -> list[Document]:
    return [
        Document(f"{row.where} {field} {number}", text)
        for field in ("positive", "negative", "positive_wrong")
        if field in row.values
        for number, text in enumerate(row.texts(field))
    ]


def _ask(row: Row, library: Library) -> Asked:
    question = row.get("query", str)
    counts = {field: len(row.texts(field)) for field in ("positive", "negative")}

    def among(*choice: tuple[str, Sequence[int]]) -> Look:
        keys = [f"{row.where} {field} {n}" for field, numbers in choice for n in numbers]
        return library.ask(question, library.articles(keys))

    noise = {}
    for rate in NOISE:
        positive, negative = shares(rate, counts["positive"], counts["negative"])
        noise[rate] = among(("positive", range(positive)), ("negative", range(negative)))
    mixed = None
    if "positive_wrong" in row.values and counts["positive"] > 1:
        known = range(min(PASSAGES, counts["positive"]))
        mixed = among(("positive_wrong", known[::2]), ("positive", known[1::2]))
    negatives = among(("negative", range(min(PASSAGES, counts["negative"]))))
    fake = row.values.get("fakeanswer", [])
    false = (fake,) if isinstance(fake, str) else tuple(map(str, fake))
    return Asked(_golds(row), false, noise, negatives, mixed)


def shares(rate: int, positive: int, negative: int) -> tuple[int, int]:
    """How many of each are shown; where one kind runs short, the other fills up."""
    noisy = math.ceil(PASSAGES * rate / 100)
    if noisy > negative:
        return PASSAGES - negative, negative
    shown = min(PASSAGES - noisy, positive)
    return shown, PASSAGES - shown


def _golds(row: Row) -> Golds:
    """A string, or a list of answers that are all wanted, each a string or a list of wordings."""
    answer = row.values.get("answer")
    answers = answer if isinstance(answer, list) else [row.get("answer", str)]
    return tuple(tuple(a) if isinstance(a, list) else (str(a),) for a in answers)


def _figures(asked: Sequence[Asked]) -> dict[str, Any]:
    mixed = [(a, a.mixed) for a in asked if a.mixed is not None]
    noisy = [a.noise[NOISE[-1]] for a in asked]
    return {
        **{f"accuracy_noise_{r}": share(a.right(a.noise[r].said) for a in asked) for r in NOISE},
        **{f"false_refusals_noise_{r}": share(a.noise[r].refused for a in asked) for r in NOISE},
        "gold_in_3_sentences_noise_80": share(
            a.right(look.sentences(3)) for a, look in zip(asked, noisy, strict=True)
        ),
        "rejection": share(a.negatives.refused for a in asked),
        "rejection_auc": told_apart([n.score for n in noisy], [a.negatives.score for a in asked]),
        "mixed_gold_stated": share(a.right(look.said) for a, look in mixed),
        "mixed_false_stated": share(contains_any(look.said, a.false) for a, look in mixed),
        "mixed_false_alone": share(
            contains_any(look.said, a.false) and not a.right(look.said) for a, look in mixed
        ),
        "mixed_disagreement_shown": share(bool(look.answer.disagreements) for _, look in mixed),
    }
