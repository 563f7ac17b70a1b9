"""Is it the right answer? By the accepted wordings of each case, not by a judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evals.cases import Case
from evals.metrics import Score, Seen, share
from evals.wording import states

Verdict = Literal[
    "right", "missed", "incomplete", "wrong", "miscited", "overclaimed", "refused", "invented"
]

VERDICTS: dict[Verdict, str] = {
    "right": "stated and cited, or rightly refused",
    "missed": "the answer does not hold what was asked for",
    "incomplete": "a part of what was asked for is missing",
    "wrong": "it says what the case says is wrong",
    "miscited": "stated, but no file that states it is cited",
    "overclaimed": "it does not say that a part is not in the articles",
    "refused": "refused although the articles say it",
    "invented": "answered what the articles do not say",
}


def judge(seen: Seen) -> tuple[Verdict, str]:
    """The verdict on an answer as a whole, and why."""
    case, answer = seen.case, seen.answer
    if not case.answerable:
        verdict: Verdict = "right" if seen.refused else "invented"
        return verdict, "refused" if seen.refused else VERDICTS["invented"]
    if seen.refused:
        return "refused", VERDICTS["refused"]
    said = _said(seen)
    if false := [alias for alias in case.wrong if states(said, alias)]:
        return "wrong", f"{false[0]!r} is said and is wrong"
    missing = _missing(case, said)
    if missing:
        verdict = "missed" if len(missing) == len(case.answers) else "incomplete"
        return verdict, f"{missing[0]!r} is not in the answer"
    if not case.gold_sources & set(answer.sources):
        return "miscited", VERDICTS["miscited"]
    if case.expects == "partial" and answer.status != "partial":
        return "overclaimed", VERDICTS["overclaimed"]
    return "right", "stated and cited"


def _said(seen: Seen) -> str:
    return " ".join(sentence.text for sentence in seen.answer.sentences)


def _missing(case: Case, said: str) -> list[str]:
    """The groups of which no wording stands in the answer, each by its first wording."""
    return [g[0] for g in case.answers if not any(states(said, alias) for alias in g)]


@dataclass(frozen=True, slots=True)
class Right:
    """1 if the verdict is right, for answerable cases: stated, cited, nothing false."""

    name: str = "right"

    def score(self, seen: Seen) -> Score:
        if not seen.case.answerable:
            return Score(None, "the articles do not answer it")
        verdict, reason = judge(seen)
        return Score(float(verdict == "right"), reason)


@dataclass(frozen=True, slots=True)
class Correct:
    """1 if every asked-for fact stands in the answer and no wrong one, whatever is cited."""

    name: str = "correct"

    def score(self, seen: Seen) -> Score:
        if not seen.case.answerable:
            return Score(None, "the articles do not answer it")
        verdict, reason = judge(seen)
        return Score(float(verdict in ("right", "miscited", "overclaimed")), reason)


@dataclass(frozen=True, slots=True)
class Complete:
    """The share of the asked-for facts that stand in the answer, where several are asked for."""

    name: str = "complete"

    def score(self, seen: Seen) -> Score:
        wanted = len(seen.case.answers)
        if wanted < 2:
            return Score(None, "not several facts are asked for")
        missing = _missing(seen.case, _said(seen))
        return share(wanted - len(missing), wanted, "asked-for facts")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of an answer that was given to an answerable question."""

    name: str = "words"

    def score(self, seen: Seen) -> Score:
        if seen.refused or not seen.case.answerable:
            return Score(None, "no answer, or none to be given")
        count = len(_said(seen).split())
        return Score(float(count), f"{count} words")
