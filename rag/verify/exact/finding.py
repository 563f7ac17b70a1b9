"""What an exact check finds against a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "number",
    "date",
    "name",
    "role",
    "negation",
    "modality",
    "comparison",
    "speaker",
    "quantifier",
    "qualifier",
    "relation",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the sentence says otherwise than the evidence, and what it is."""

    kind: Kind
    reason: str
