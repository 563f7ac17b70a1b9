"""The page holds everything, needs nothing, and lets no text become markup."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from evals.compare import compare, mcnemar
from evals.evidence import marked
from evals.metrics.answers import Right, Words
from evals.report import write
from evals.report.page import page
from evals.report.table import show, show_comparison, show_failures, show_sets
from evals.rows import Report, Row
from evals.run import scored
from index.errors import CasesError
from tests.evals.made import CASE, cite, say

OPENED, COST = "Ann Lee opened the bridge on 3 May 2024.", "It cost $2.5 million."
ABOUT: Mapping[str, Any] = {
    "started": "2026-01-02T03:04:05+00:00",
    "seconds": 1.0,
    "cases": {"count": 3, "sha256": "c"},
    "corpus": {"articles": 2, "sha256": "a"},
    "verifier": {"name": "QuoteVerifier", "planted": {}},
    "judge": {},
}
EVIL = "<script>alert('&')</script>\"><img src=x onerror=alert(1)>"


def row(key: str, right: bool, model: str = "quotes", text: str = "") -> Row:
    case = replace(CASE, id=key, question=text or CASE.question)
    cited = (cite(1, "bridge.txt", OPENED if right else COST),)
    seen = say(case, (OPENED if right else COST, cited))
    return scored(seen, [Right(), Words()], f"{key} {model}", model, 5.0)


def report(*right: bool, model: str = "quotes") -> Report:
    return Report(ABOUT, tuple(row(str(n), r, model) for n, r in enumerate(right)))


def test_the_page_needs_nothing_from_elsewhere() -> None:
    html = page(report(True, False))
    assert not re.search(r"(?:src|href)=|url\(|@import|https?://|fetch\(", html)
    assert html.count('<li data-verdict="right"') == html.count('<li data-verdict="missed"') == 1
    assert OPENED in html


def test_no_text_becomes_markup() -> None:
    evil = row("evil", False, EVIL, EVIL)
    told = asdict(evil) | {"reason": EVIL, "verdict": EVIL}
    told["answer"] = {**evil.answer, "missing": EVIL, "searched": EVIL}
    told["answer"]["sentences"] = [{"text": EVIL, "reason": EVIL, "citations": [1]}]
    told["case"] = {
        **evil.case,
        "kind": EVIL,
        "id": EVIL,
        "note": EVIL,
        "wrong": [EVIL],
        "answers": [[EVIL]],
        "history": [[EVIL, EVIL]],
    }
    told["evidence"] = [
        {"source": EVIL, "title": "", "pieces": [{"text": EVIL, "gold": 1, "cited": 0}]}
    ]
    told["scores"] = {"right": {"value": 0.0, "reason": EVIL}}
    told["milliseconds"] = {EVIL: 1.0, "total": 2.0}
    about = {
        **ABOUT,
        "started": EVIL,
        "verifier": {"name": EVIL, "planted": {}},
        "judge": {EVIL: EVIL},
    }
    html = page(Report(about, (Row(**told),)))
    assert html.count("<script") == 1
    assert "<img" not in html


def test_gold_and_cited_words_are_marked_apart() -> None:
    case = replace(CASE, evidence=CASE.evidence[:1])
    seen = say(case, (COST, (cite(1, "bridge.txt", COST),)))
    (item,) = marked(seen)
    assert [(p["text"], p["gold"], p["cited"]) for p in item["pieces"]] == [
        (OPENED, True, False),
        (" … ", False, False),
        (COST, False, True),
    ]


@pytest.mark.browser
def test_the_page_filters_to_the_failures_and_fits(tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium and not os.environ.get("RAG_TESTS_SKIP_NOTHING"):
        pytest.skip("no Chromium on the PATH")
    from playwright.sync_api import sync_playwright

    mixed = Report(ABOUT, (*report(True, False).rows, *report(True, True, model="other").rows))
    _, html = write(mixed, tmp_path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        shown = browser.new_page(viewport={"width": 400, "height": 800})
        problems: list[object] = []
        shown.on("pageerror", lambda error: problems.append(error))
        shown.goto(html.as_uri())
        count = shown.locator(".filter output")
        assert count.inner_text() == "1 of 4 cases"
        shown.locator("[name=failures]").uncheck()
        assert count.inner_text() == "4 of 4 cases"
        shown.locator("[name=model]").select_option("other")
        assert count.inner_text() == "2 of 4 cases"
        shown.locator("[name=words]").fill("no such word")
        assert count.inner_text() == "0 of 4 cases"
        assert shown.evaluate("document.documentElement.scrollWidth") <= 400
        browser.close()
    assert problems == []


def saved(tmp_path: Path, name: str, made: Report) -> str:
    write(made, tmp_path / name)
    return str(tmp_path / name / "report.json")


def test_a_comparison_tells_a_difference_from_noise(tmp_path: Path) -> None:
    bad = saved(tmp_path, "bad", report(*[False] * 20))
    good = saved(tmp_path, "good", report(*[True] * 12, *[False] * 8))
    found = compare(bad, good)
    assert (len(found.better), len(found.worse), found.cases) == (12, 0, 20)
    assert found.p == pytest.approx(2 / 2**12)
    change = next(c for c in found.changes if c.figure.name == "right")
    assert (change.before, change.after, change.difference.value) == (0, 0.6, 0.6)
    assert not change.is_noise
    assert "larger than noise" in found.summary
    one = compare(bad, saved(tmp_path, "one", report(True, *[False] * 19)))
    assert next(c for c in one.changes if c.figure.name == "right").is_noise
    assert "no larger than noise" in one.summary
    assert compare(good, good).p == 1


@pytest.mark.parametrize(
    ("better", "worse", "p"), [(0, 0, 1), (1, 0, 1), (5, 5, 1), (6, 0, 2 / 64), (9, 1, 22 / 1024)]
)
def test_mcnemar(better: int, worse: int, p: float) -> None:
    assert mcnemar(better, worse) == mcnemar(worse, better) == pytest.approx(p)


def test_a_comparison_asks_which_model_is_meant(tmp_path: Path) -> None:
    both = Report(ABOUT, (*report(True).rows, *report(False, model="other").rows))
    path = saved(tmp_path, "both", both)
    with pytest.raises(CasesError, match="Which model"):
        compare(path, path)
    assert len(compare(f"{path}#quotes", f"{path}#other").worse) == 1
    elsewhere = Report({**ABOUT, "cases": {"count": 1, "sha256": "x"}}, (row("z", True),))
    with pytest.raises(CasesError, match="share no case"):
        compare(saved(tmp_path, "z", elsewhere), f"{path}#quotes")


def test_the_terminal_shows_the_same(tmp_path: Path) -> None:
    console = Console(width=200, record=True, file=io.StringIO())
    made = report(True, False)
    show(made, console)
    show_failures(made.rows, console)
    path = saved(tmp_path, "made", made)
    show_comparison(compare(path, path), console)
    interval = {"value": 0.5, "low": 0.25, "high": 0.75, "n": 8}
    show_sets({"wice": {"auc": interval, "n": 8, "floors": {"lexical": 0.4}}}, console)
    shown = console.export_text()
    assert "Answered right and cited" in shown
    assert "50.0 %" in shown
    assert "missed: 'Ann Lee' is not in the answer" in shown
    assert "p = 1.000" in shown
    assert "0.5  (0.25 to 0.75)" in shown
