"""`python -m evals.bench`: how fast an answer is, warm and cold, on this machine.

Cold start is told as a share of what importing llama-index, chromadb and sentence-transformers
costs in the same run, since machines differ.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from evals.cases import CASES, load
from rag import Settings, answer, build_index

IMPORTS = "import llama_index.core, chromadb, sentence_transformers"
ROUNDS = 5


def warm(settings: Settings) -> tuple[float, float]:
    """p50 and p95 in milliseconds over the dev cases, after one question to warm up."""
    cases = load(CASES / "dev.jsonl")
    answer("Is this warm?", settings=settings)
    taken = []
    for case in cases:
        started = time.perf_counter()
        answer(case.question, history=case.history, settings=settings)
        taken.append(1000 * (time.perf_counter() - started))
    cuts = quantiles(taken, n=20)
    return cuts[9], cuts[18]


def cold(home: Path) -> tuple[float, float]:
    """Median seconds of a whole `rag ask` process and of the imports alone, taken in turns."""
    question = "Who is the head of NATO?"
    command = [sys.executable, "-m", "rag", "ask", question, "--home", str(home)]
    asked, imported = [], []
    for _ in range(ROUNDS):
        asked.append(_seconds(command))
        imported.append(_seconds([sys.executable, "-c", IMPORTS]))
    return median(asked), median(imported)


def _seconds(command: Sequence[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Settings(home=Path(folder))
        first = build_index(settings=settings)
        again = build_index(settings=settings)
        p50, p95 = warm(settings)
        ask, imports = cold(settings.home)
    lines = (
        f"index of {first.articles} articles: {first.seconds:.1f} s, {first.embedded} texts embedded",
        f"the same again: {again.seconds:.2f} s, {again.embedded} texts embedded",
        f"warm answer: p50 {p50:.0f} ms, p95 {p95:.0f} ms",
        f"cold `rag ask`: {ask:.1f} s, {ask / imports:.0%} of the imports' {imports:.1f} s",
    )
    print("\n".join(lines))  # noqa: T201


if __name__ == "__main__":
    main()
