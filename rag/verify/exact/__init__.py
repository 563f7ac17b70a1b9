"""All exact checks of a claim against the evidence sentences that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rag.verify.exact.attribution import marked_findings, speaker_findings
from rag.verify.exact.dates import date_findings
from rag.verify.exact.demands import demand_findings
from rag.verify.exact.exchanges import agent_findings, place_findings, voice_findings
from rag.verify.exact.finding import Finding
from rag.verify.exact.names import name_findings, role_findings
from rag.verify.exact.numbers import exchange_findings, number_findings
from rag.verify.exact.polarity import (
    condition_findings,
    modality_findings,
    negation_findings,
    opposite_findings,
)
from rag.verify.exact.qualifiers import office_findings, superlative_findings
from rag.verify.exact.relations import (
    choice_findings,
    despite_findings,
    direction_findings,
    order_findings,
)
from rag.verify.statement import Statement


def findings(
    claim: Statement,
    told: Sequence[Statement],
    published: Sequence[date | None] = (),
    known: str = "",
) -> Iterator[Finding]:
    """What ``claim`` says otherwise than the evidence, the plainest first.

    ``published`` are the days of the evidence's articles; ``known`` are persons whom its pronouns
    mean.
    """
    texts = [statement.text for statement in told]
    yield from number_findings(claim.text, texts)
    yield from exchange_findings(claim.text, texts)
    yield from date_findings(claim.text, texts, published)
    yield from name_findings(claim, texts, known)
    yield from role_findings(claim, told)
    yield from negation_findings(claim, told)
    yield from modality_findings(claim, told)
    yield from condition_findings(claim, told)
    yield from opposite_findings(claim, told)
    yield from speaker_findings(claim, told, known)
    yield from marked_findings(claim, told)
    yield from demand_findings(claim, told)
    yield from superlative_findings(claim, told)
    yield from office_findings(claim, told)
    yield from direction_findings(claim, told)
    yield from order_findings(claim, told)
    yield from despite_findings(claim, told)
    yield from agent_findings(claim, told)
    yield from voice_findings(claim, told)
    yield from place_findings(claim, told)
    yield from choice_findings(claim, told)


def unheard_findings(
    claim: Statement, told: Sequence[Statement], known: str = ""
) -> Iterator[Finding]:
    """Numbers and names that no sentence of the evidence holds."""
    texts = [statement.text for statement in told]
    yield from number_findings(claim.text, texts)
    yield from name_findings(claim, texts, known)
