"""Reports: a table for the terminal, JSON for programs, one HTML page for people."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.figures import by_kind, confidence, figures, stages
from evals.report.page import page
from evals.rows import FORMAT, Report, write_atomically


def as_json(report: Report) -> dict[str, Any]:
    """Everything, figures first; `evals.rows.read_report` reads it back."""
    return {
        "format": FORMAT,
        "about": dict(report.about),
        "figures": {
            model: {name: found.to_dict() for name, found in figures(report.of(model)).items()}
            for model in report.models
        },
        "kinds": {
            model: {kind: found.to_dict() for kind, found in by_kind(report.of(model)).items()}
            for model in report.models
        },
        "stages": {model: stages(report.of(model)) for model in report.models},
        "confidence": {model: confidence(report.of(model)) for model in report.models},
        "rows": [asdict(row) for row in report.rows],
    }


def write(report: Report, folder: Path) -> tuple[Path, Path]:
    """Write `report.json` and `report.html` into ``folder`` and return their paths."""
    data, html = folder / "report.json", folder / "report.html"
    text = json.dumps(as_json(report), ensure_ascii=False, indent=1)
    write_atomically(data, text + "\n")
    write_atomically(html, page(report))
    return data, html
