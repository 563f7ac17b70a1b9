"""The bar that the product holds: figures below `gates.toml` fail CI."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from evals.statistics import Interval

GATES = Path(__file__).parent / "gates.toml"


def gates(path: Path = GATES) -> dict[str, dict[str, float]]:
    """``{"at_least": {figure: bar}, "at_most": {figure: bar}}``."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def failures(
    figures: Mapping[str, Interval], bars: Mapping[str, Mapping[str, float]] | None = None
) -> dict[str, str]:
    """What is below its gate, by figure, in words; a figure that was not measured is too."""
    bars = bars or gates()
    found = {}
    for name, bar in bars.get("at_least", {}).items():
        if name not in figures or not figures[name].value >= bar:
            found[name] = f"{name} is {_shown(figures, name)}, at least {bar:g} is due"
    for name, bar in bars.get("at_most", {}).items():
        if name not in figures or not figures[name].value <= bar:
            found[name] = f"{name} is {_shown(figures, name)}, at most {bar:g} is allowed"
    return found


def _shown(figures: Mapping[str, Interval], name: str) -> str:
    return f"{figures[name].value:.3f}" if name in figures else "not measured"
