"""A language model's opinion of an answer, by llama-index's evaluators: optional, never a gate.

What it says is reported beside how far it agrees with the deterministic scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evals.metrics import Score, Seen
from evals.rows import Row
from index.errors import CasesError

AGREES_WITH = {"judge_correct": "correct", "judge_faithful": "faithful"}
"""The deterministic metric that each opinion is held against."""


@dataclass(frozen=True, slots=True)
class JudgedCorrect:
    """1 if the judge grades the answer 4 or 5 of 5 against the gold answer.

    Args:
        llm: any llama-index LLM.
    """

    llm: Any
    name: str = "judge_correct"

    def score(self, seen: Seen) -> Score:
        if seen.refused or not seen.case.answerable:
            return Score(None, "no answer, or none to be given")
        reference = "; ".join(group[0] for group in seen.case.answers)
        judge = _evaluation().CorrectnessEvaluator(llm=self.llm)
        asked = {"query": seen.case.question, "response": _said(seen), "reference": reference}
        try:
            return _score(judge.evaluate(**asked))
        except ValueError:  # what the evaluator's own parser raises
            return Score(None, "the judge's reply holds no grade")


@dataclass(frozen=True, slots=True)
class JudgedFaithful:
    """1 if the judge finds the answer in what it cites.

    Args:
        llm: any llama-index LLM.
    """

    llm: Any
    name: str = "judge_faithful"

    def score(self, seen: Seen) -> Score:
        if seen.refused or not seen.answer.citations:
            return Score(None, "nothing is said")
        quotes = [citation.quote for citation in seen.answer.citations]
        return faithful(self.llm, _said(seen), quotes)


def faithful(llm: Any, text: str, evidence: Sequence[str]) -> Score:  # noqa: ANN401
    """1 if ``llm``, asked by llama-index's evaluator, finds ``text`` in ``evidence``."""
    judge = _evaluation().FaithfulnessEvaluator(llm=llm)
    return _score(judge.evaluate(response=text, contexts=list(evidence)))


def with_people(said: Sequence[float | None], labels: Sequence[bool]) -> dict[str, Any]:
    """How far a judge's verdicts agree with people's; None, a reply not read, agrees with nobody."""
    pairs = [(s > 0.5, y) for s, y in zip(said, labels, strict=True) if s is not None]
    same = sum(a == b for a, b in pairs)
    return {
        "n": len(said),
        "agrees": round(same / len(said), 4) if said else None,
        "kappa": round(kappa(pairs), 4) if pairs else None,
        "not_read": len(said) - len(pairs),
    }


def agreement(rows: Sequence[Row]) -> dict[str, str]:
    """For each opinion in the rows, how far it agrees with the deterministic score, in words."""
    found = {}
    for opinion, metric in AGREES_WITH.items():
        pairs = [
            (mine > 0.5, theirs > 0.5)
            for row in rows
            if (mine := row.value(opinion)) is not None
            and (theirs := row.value(metric)) is not None
        ]
        if pairs:
            same = sum(a == b for a, b in pairs)
            found[opinion] = (
                f"agrees with {metric!r} on {same} of {len(pairs)} answers, "
                f"Cohen’s kappa {kappa(pairs):.2f}"
            )
    return found


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Cohen's kappa of two judges: 1 for the same verdicts, 0 for no more than by chance."""
    count = len(pairs)
    same = sum(a == b for a, b in pairs) / count
    yes_a, yes_b = sum(a for a, _ in pairs) / count, sum(b for _, b in pairs) / count
    chance = yes_a * yes_b + (1 - yes_a) * (1 - yes_b)
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def _evaluation() -> Any:  # noqa: ANN401 - llama-index is untyped
    try:
        from llama_index.core import evaluation
    except ImportError as error:
        raise CasesError("A judge needs llama-index. Run: pip install llama-index-core") from error
    return evaluation


def _score(result: Any) -> Score:  # noqa: ANN401
    """No verdict where the judge's reply could not be read."""
    feedback = " ".join(str(result.feedback or "").split())
    value = None if result.passing is None else float(result.passing)
    return Score(value, feedback or "the judge gave no reason")


def _said(seen: Seen) -> str:
    return " ".join(sentence.text for sentence in seen.answer.sentences)
