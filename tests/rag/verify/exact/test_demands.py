"""Words that only one of claim and evidence uses: how many, how sure, how final."""

from __future__ import annotations

import pytest

from rag.verify.exact.demands import demand_findings
from rag.verify.statement import read


@pytest.mark.parametrize(
    ("claim", "evidence", "kind"),
    [
        ("All villages lost power.", "Most villages lost power.", "quantifier"),
        ("Every village lost power.", "Villages lost power.", "quantifier"),
        ("Most farmers sold their cows.", "Some farmers sold 90% of their cows.", "quantifier"),
        ("Many farmers sold their cows.", "Several farmers sold their cows.", "quantifier"),
        ("Nearly all farmers left.", "All farmers left.", "quantifier"),
        ("Some of the farmers left.", "The farmers left.", "quantifier"),
        ("The well is the only source.", "The well is a main source.", "quantifier"),
        ("Not only the mayor decides.", "The mayor alone decides.", "quantifier"),
        ("The town is growing faster and faster.", "The town is old.", "comparison"),
        ("Rents are unchanged.", "Rents rose.", "comparison"),
        ("It is the most expensive bridge.", "It is an expensive bridge.", "comparison"),
        ("The harvest exceeded that of 2020.", "The harvest equalled that of 2020.", "comparison"),
        ("It matters less that it is dry.", "Above all it has to be dry.", "comparison"),
        ("He will certainly resign.", "He will probably resign.", "modality"),
        ("The bank is considering a loan.", "The bank granted a loan.", "modality"),
        ("The bank has agreed to a loan.", "The bank is weighing a loan.", "modality"),
        ("The dam should not break.", "The dam will not break.", "modality"),
        ("The king has just arrived.", "The arrival of the king is imminent.", "date"),
        ("She will not go on.", "She will continue.", "negation"),
        ("They reached a final agreement.", "They reached a tentative agreement.", "qualifier"),
        ("It was the first successful launch.", "It was the first launch.", "qualifier"),
    ],
)
def test_what_the_evidence_does_not_say_is_found(claim: str, evidence: str, kind: str) -> None:
    assert {f.kind for f in demand_findings(read(claim), [read(evidence)])} == {kind}


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Every village lost power.", "All villages lost power."),
        ("The majority of farmers left.", "Most farmers left."),
        ("Nobody but the mayor decides.", "The mayor alone decides."),
        ("Almost every farmer left.", "Nearly all farmers left."),
        ("All three brothers left.", "Tom, Tim and Ted left."),
        ("Above all, the mayor wants peace.", "The mayor wants peace."),
        ("Only after rain does it bloom.", "It blooms after rain."),
        ("The bridge is the most expensive in town.", "It is the town’s costliest bridge."),
        ("He has not stopped painting.", "He continues to paint."),
        ("The shop did not open until May.", "The shop opened in May."),
        ("The shop is not open.", "The shop is closed."),
        ("The dam must be repaired.", "Engineers called for the dam to be repaired."),
        ("No less than a river runs there.", "A river runs there."),
    ],
)
def test_what_it_says_in_other_words_is_no_finding(claim: str, evidence: str) -> None:
    assert list(demand_findings(read(claim), [read(evidence)])) == []
