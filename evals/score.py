"""What an answer is worth against its case. Each score says why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from evals.cases import Case
from rag.types import Answer

_MARK = re.compile(r"\s*\[\d+\]")
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True, slots=True)
class Score:
    """Whether the answer is right, and why or why not."""

    right: bool
    reason: str


def plain(text: str) -> str:
    """Lower case, straight quotes, single spaces, no citation marks."""
    return " ".join(_MARK.sub("", text).translate(_STRAIGHT).lower().split())


def score(case: Case, answer: Answer) -> Score:
    """Right means: the asked-for facts stand in the answer and a file that states them is cited.

    For an unanswerable question it means `not_in_articles`.
    """
    if not case.answerable:
        refused = answer.status == "not_in_articles"
        return Score(refused, "refused" if refused else "answered what the articles do not say")
    if answer.status == "not_in_articles":
        return Score(False, "refused although the articles say it")
    said = plain(" ".join(s.text for s in answer.sentences))
    for group in case.answers:
        if not any(plain(alias) in said for alias in group):
            return Score(False, f"{group[0]!r} is not in the answer")
    if not {e.source for e in case.evidence} & set(answer.sources):
        return Score(False, "no file that states it is cited")
    return Score(True, "stated and cited")


def words(answer: Answer) -> int:
    """Words of the answer's sentences."""
    return sum(len(s.text.split()) for s in answer.sentences)


def cites_several(case: Case, answer: Answer) -> bool:
    """Whether at least two of the files that carry the fact are cited."""
    return len({e.source for e in case.evidence} & set(answer.sources)) >= 2
