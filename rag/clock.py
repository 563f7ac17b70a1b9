"""What an answer took: time by stage, and tokens where a model had a part in it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Adds up time by stage."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._stages: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        finally:
            self._stages[stage] = self._stages.get(stage, 0.0) + time.perf_counter() - started

    def mark(self, moment: str) -> None:
        """Note when something happened for the first time, counted from the start."""
        self._stages.setdefault(moment, time.perf_counter() - self._started)

    def milliseconds(self) -> dict[str, float]:
        """Each stage, each marked moment, and the total until now."""
        stages = {**self._stages, "total": time.perf_counter() - self._started}
        return {stage: round(seconds * 1000, 1) for stage, seconds in stages.items()}


class Usage:
    """Adds up a model's tokens by stage, as the server counts them or else estimated."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def add(self, stage: str, prompt: int, reply: int) -> None:
        """Count one call."""
        for part, count in (("prompt", prompt), ("reply", reply)):
            key = f"{stage}_{part}"
            self._counts[key] = self._counts.get(key, 0) + count

    def counts(self) -> dict[str, int]:
        """``write_prompt``, ``write_reply`` and so on; empty where no model was asked."""
        return dict(self._counts)
