"""Words that narrow another: the "former" of an office, the "one of" of a superlative."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.verify.exact.finding import Finding
from rag.verify.statement import Statement

_OFFICE = (
    r"(?:president|minister|premier|chancellor|senator|representative|congress(?:wo)?man|governor|mayor|"
    r"secretary|chief|director|chair(?:wo)?man|chairperson|ceo|executive|head|leader|manager|coach|"
    r"captain|ambassador|commissioner|general|judge|officer|official|lawmaker|envoy|spokes(?:wo)?man|"
    r"prosecutor|attorney|king|queen|pope|adviser|advisor|champion|owner|editor|professor|sheriff)"
)
_BESIDE = (
    r"(?:(?!(?:the|an?|of|to|for|in|on|at|by|and|or|as|is|was|are|were|with|that|between|among|week|"
    r"month|year|day|time|night)\b)[\w’'-]+ ){0,3}?"
)


@dataclass(frozen=True, slots=True)
class Status:
    """Whether somebody holds an office still, already or for somebody else: words that say so.

    ``says`` stand before the office; ``means`` are the other ways in which a text can tell it.
    """

    says: str
    means: str


_STATUSES = (
    Status(
        r"former|ex-?|one-?time|erstwhile|previous|then|late|retired|outgoing",
        r"past|once|until|served|ousted|stepped|resigned|fired|dismissed|predecessor|succeeded|replac\w+|"
        r"old|earlier|longtime|used to|left|defeated|last|no longer",
    ),
    Status(
        r"acting|interim|caretaker|provisional|temporary",
        r"temporarily|stand-?in|stands? in|standing in|filling in|meanwhile",
    ),
    Status(r"deputy|vice|assistant|associate|junior", r"second-in-command|number two|under|aide"),
    Status(
        r"incoming|designate[d]?|elect|future|next|prospective|nominated",
        r"will|would|nominee|nominat\w+|chosen|pick\w*|appoint\w+|tak\w+ (?:over|office)|w[io]n\w*|becom\w+|"
        r"assum\w+|inaugurat\w+|sworn|return\w*|named|about to|elected|election|enter\w*|arriv\w*|soon",
    ),
    Status(
        r"current|present|serving|sitting|incumbent",
        r"currently|now|today|still|presently|remain\w*",
    ),
)


def office_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """Offices that only one of claim and evidence calls former, acting, deputy, next or current."""
    evidence = " ".join(statement.text for statement in told)
    for status in _STATUSES:
        held = _offices(status, claim.text)
        if held and not _tells(status, evidence):
            yield Finding("qualifier", f"the evidence does not say “{held[0]}”")
        if status is _STATUSES[-1] or held or _tells(status, claim.text):
            continue  # who is called "the current leader" may be called the leader
        for office in {entry.split()[-1].lower() for entry in _offices(status, evidence)}:
            if _always(status, office, evidence) and re.search(rf"\b{office}\b", claim.text, re.I):
                yield Finding("qualifier", f"“{office}” has another status in the evidence")


def _offices(status: Status, text: str) -> list[str]:
    """The offices to which the status is given, with the words between."""
    before = rf"\b(?:{status.says})[ -]{_BESIDE}{_OFFICE}s?\b"
    behind = rf"\b(?P<office>{_OFFICE})-(?P<status>elect|designate)\b"
    found = [m.group() for m in re.finditer(before, text, re.IGNORECASE)]
    if "elect" in status.says:
        turned = re.finditer(behind, text, re.IGNORECASE)
        found += [f"{m['status']} {m['office']}" for m in turned]
    return found


def _tells(status: Status, text: str) -> bool:
    """Whether the text gives the status to an office, or tells of it in other words."""
    return bool(re.search(rf"\b(?:{status.says}|{status.means})(?!\w)", text, re.IGNORECASE))


def _always(status: Status, office: str, text: str) -> bool:
    """Whether every such office in the text has the status."""
    given = [entry for entry in _offices(status, text) if entry.lower().endswith(office)]
    return len(given) >= len(re.findall(rf"\b{office}\b", text, re.IGNORECASE))


_EST = (
    r"(?!(?:west|east|latest|interest|protest|request|rest|test|contest|honest|harvest|forest|arrest|"
    r"guest|quest|invest|suggest|manifest|modest|chest|nest)\b)\w{2,}est"
)
_PEAK = re.compile(
    r"\b(?:ahead of (?:all|any|every)|(?:the|its|his|her|their|\w+[’']s) "
    rf"(?:(?:most|least) (?!of\b)\w+|{_EST}|top|best|worst))\b"
)
_SHARED = re.compile(
    r"\b(?:one of|among|some of|part of|second|third|top (?:\d+|three|four|five|ten|twenty))\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(r"\b(?P<degree>more|most|less|least) (?P<what>[a-z]+) (?P<noun>[a-z]+)")


def superlative_findings(claim: Statement, told: Sequence[Statement]) -> Iterator[Finding]:
    """A superlative that the evidence shares out ("one of the biggest"), or a "less" for a "most"."""
    evidence = " ".join(statement.text for statement in told)
    said = _PEAK.search(claim.text)
    peaks = list(_PEAK.finditer(evidence))
    shared = [_SHARED.search(evidence[max(0, m.start() - 16) : m.start() + 8]) for m in peaks]
    if said and shared and all(shared) and not _SHARED.search(claim.text):
        yield Finding("comparison", f"the evidence does not say just “{said.group()}”")
    degrees = {m["noun"].rstrip("s"): m["degree"][0] for m in _DEGREE.finditer(evidence)}
    for match in _DEGREE.finditer(claim.text):
        if degrees.get(match["noun"].rstrip("s"), match["degree"][0]) != match["degree"][0]:
            yield Finding("comparison", f"the evidence does not say “{match.group()}”")
