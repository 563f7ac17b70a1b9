"""A speaker's claim never becomes a fact, nor another's claim."""

from __future__ import annotations

import pytest

from rag.verify.exact.attribution import marked_findings, speaker_findings
from rag.verify.statement import plain, read

SAID = "Mark Rutte said on Tuesday that Ukraine is not strong enough to negotiate peace."
QUOTED = '"Ukraine is not strong enough to negotiate peace," Rutte added.'
WHOLE = "“Ukraine is not strong enough to negotiate peace with anybody.”"
SCARE = "The mayor opened the “green” bridge in the old harbour."
REPORTED = "Three hikers died of cold, according to the Daily Post."
SILENT = "The mayor did not report whether the hikers had been found."
PARTLY = 'In the test a laser lit only one lamp, "as nobody had done before," Ann Lee wrote.'
OFFICIALS = "Unnamed diplomats told the press that the ministers should talk to each other."
COURT = "The court in Lille said that the painting is genuine."
LETTER = "In a letter seen by Reuters, Ann Lee said that she is ill."
OWN = "Ukraine signed the treaty with Poland in the autumn."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Rutte said that Ukraine is not strong enough to negotiate peace.", SAID),
        ("According to Rutte, Ukraine is not strong enough to negotiate.", QUOTED),
        ("Ukraine is not strong enough to negotiate peace, Rutte stated.", QUOTED),
        ("Ukraine signed the treaty with Poland.", OWN),
        ("“Ukraine is not strong enough to negotiate peace.”", WHOLE),
        ("Lund said she is ill.", "Bea Lund, the mayor of Lille, said that she is ill."),
        ("Lund said she is ill.", "“I am ill,” Bea Lund, 61, told reporters."),
        ("Lund said she is ill.", "Bea Lund was telling lawmakers that she is ill."),
        ("The mayor opened the bridge in the harbour.", SCARE),
        ("He said that Ukraine is not strong enough to negotiate peace.", SAID),
        ("In the view of Rutte, Ukraine is not strong enough to negotiate.", SAID),
        ("In Rutte's opinion, Ukraine is not strong enough to negotiate.", SAID),
        ("Ukraine, as told by Rutte, is not strong enough to negotiate.", SAID),
        ("Ukraine is not strong enough to negotiate, Rutte remarked.", QUOTED),
        ("Rutte pointed to a Ukraine that is not strong enough.", SAID),
        ("As Rutte sees it, Ukraine is not strong enough to negotiate.", SAID),
        ("Three hikers died of cold.", REPORTED),
        ("Three hikers died of cold.", "Three hikers died of cold, Hiker.Org reports."),
        ("Ann Lee is ill, according to a letter seen by Reuters.", LETTER),
        ("Three hikers died of cold, the Daily Post reported.", REPORTED),
        ("The mayor did not say whether the hikers were found.", SILENT),
        ("NATO states have signed a treaty.", "NATO countries signed a treaty."),
        ("The mayor added a room to the house.", "A room was added by the mayor."),
        ("The laser lit only one lamp.", PARTLY),
        ("The CDC said that flu is rare.", "The Centers for Disease Control said flu is rare."),
        ("A community leader said the rule is unfair.", "“The rule is unfair,” said Ann Lee."),
    ],
)
def test_the_speaker_stays(claim: str, evidence: str) -> None:
    assert list(speaker_findings(read(claim), [read(evidence)])) == []


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Ukraine is not strong enough to negotiate peace.", SAID),
        ("Ukraine is not strong enough to negotiate peace.", QUOTED),
        ("Ukraine is not strong enough to negotiate peace.", WHOLE),
        ("Putin said that Ukraine is not strong enough to negotiate peace.", SAID),
        ("Putin added that Ukraine is not strong enough to negotiate peace.", QUOTED),
        ("Rutte said that Ukraine signed the treaty with Poland.", OWN),
        ("Ministers told the press that they should talk to each other.", OFFICIALS),
        ("The mayor said that the hikers were found.", SILENT),
        ("The museum in Lille said that the painting is genuine.", COURT),
    ],
)
def test_a_lost_or_changed_speaker_is_found(claim: str, evidence: str) -> None:
    assert [f.kind for f in speaker_findings(read(claim), [read(evidence)])] == ["speaker"]


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("The budget of the harbour is far too small for its dykes.", True),
        ("The budget of the harbour is “far too small” for its dykes.", False),
        ("The mayor said the budget is far too small for its dykes.", False),
        ("The harbour has too small a budget.", False),
    ],
)
def test_words_in_quotation_marks_are_not_taken_for_ones_own(claim: str, found: bool) -> None:
    told = read(plain("The budget of the harbour is “far too small” to keep its dykes."))
    assert bool(list(marked_findings(read(plain(claim)), [told]))) == found


def test_a_title_in_quotation_marks_is_nobody_s_words() -> None:
    told = read(plain("She won a prize for “Harbour Nights” in March."))
    assert not list(marked_findings(read(plain("Her Harbour Nights won a prize.")), [told]))
