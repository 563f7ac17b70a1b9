"""Whether the passages answer the question at all: "on the topic" is not "answers it"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rag.evidence import Candidate
from rag.question import Kind, Question, parts
from rag.values import holds

ENOUGH = 0.5
"""Score a best sentence needs."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The candidates that may be used, and the parts of the question nothing answers."""

    usable: tuple[Candidate, ...]
    unanswered: tuple[str, ...]
    reason: str


def decide(question: Question, candidates: Sequence[Candidate]) -> Decision:
    """Keep what answers; name the parts of the question that nothing answers."""
    asked = parts(question.text)
    usable = [c for c in candidates if _answers(question, c)]
    if not usable:
        return Decision((), asked, "no sentence states what is asked for")
    unanswered = [
        part
        for part, kind in zip(asked, question.kinds, strict=True)
        if not any(holds(kind, c.text, question) for c in usable)
    ]
    if len(unanswered) == len(asked):
        return Decision((), asked, f"no sentence holds a {question.kind}")
    return Decision(tuple(usable), tuple(unanswered), "")


def _answers(question: Question, candidate: Candidate) -> bool:
    kinds: tuple[Kind, ...] = question.kinds
    if not any(holds(kind, candidate.text, question) for kind in kinds):
        return False
    return candidate.score >= ENOUGH
