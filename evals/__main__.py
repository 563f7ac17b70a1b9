"""`python -m evals`: ask every case and print how well it went. `-v` lists what went wrong."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from evals.cases import CASES, Case, load
from evals.score import cites_several, score, words
from rag import Answer, Settings, answer


def ask(cases: tuple[Case, ...], settings: Settings) -> list[tuple[Case, Answer, float]]:
    """Each case with its answer and the milliseconds it took."""
    answer("Is this warm?", settings=settings)
    asked = []
    for case in cases:
        started = time.perf_counter()
        found = answer(case.question, history=case.history, settings=settings)
        asked.append((case, found, 1000 * (time.perf_counter() - started)))
    return asked


def report(asked: list[tuple[Case, Answer, float]]) -> str:
    """The figures as text, a line each."""
    by_kind: dict[str, list[bool]] = defaultdict(list)
    for case, found, _ in asked:
        right = score(case, found).right
        by_kind[case.kind].append(right)
        by_kind["ALL ANSWERABLE" if case.answerable else "ALL UNANSWERABLE"].append(right)
    rows = [
        f"{kind:<18} {sum(v):>4} of {len(v):>4}  {sum(v) / len(v):.0%}"
        for kind, v in by_kind.items()
    ]
    given = [words(found) for case, found, _ in asked if case.answerable and found.sentences]
    several = [
        cites_several(case, found)
        for case, found, _ in asked
        if found.sentences and len({e.source for e in case.evidence}) > 1
    ]
    cuts = quantiles([ms for _, _, ms in asked], n=20)
    return "\n".join(
        [
            *rows,
            f"words in an answer, median: {median(given):.0f}",
            f"facts in several files, at least two cited: {sum(several)} of {len(several)}",
            f"milliseconds, p50: {cuts[9]:.0f}, p95: {cuts[18]:.0f}",
        ]
    )


def main() -> None:
    """Run the dev cases with the default settings."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as home:
        asked = ask(load(CASES / "dev.jsonl"), Settings(home=Path(home)))
    if "-v" in sys.argv:
        for case, found, _ in asked:
            verdict = score(case, found)
            if not verdict.right:
                print(f"{case.id}: {case.question}\n  {verdict.reason}\n  {found.text}")  # noqa: T201
    print(report(asked))  # noqa: T201


if __name__ == "__main__":
    main()
