"""A run is complete, reproducible, and goes on where it was cut off."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.cases import Case
from evals.figures import by_kind, figures
from evals.report import as_json, write
from evals.rows import Journal, Report, read_report
from evals.run import Plan, check, read_articles, run
from index.errors import CasesError
from rag.config import Settings
from rag.verify import QuoteVerifier
from tests.evals.made import ARTICLES, CASE

SILENT = Case("un", "unsaid", "Which duke is bald?", answerable=False, expects="not_in_articles")


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for path, article in ARTICLES.items():
        (corpus / path).write_text(article.text, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", corpus=corpus, embedder="words")
    return Plan((CASE, SILENT), ("quotes",), settings, QuoteVerifier())


def test_a_run_has_a_row_for_each_case_and_all_that_it_depends_on(
    plan: Plan, tmp_path: Path
) -> None:
    report = run(plan, Journal(tmp_path / "unfinished.jsonl"))
    assert [row.case["id"] for row in report.rows] == ["who", "un"]
    assert report.rows[0].verdict == "right", report.rows[0].answer["text"]
    assert report.rows[0].scores["exact"]["value"] == 1
    assert report.rows[0].milliseconds["first"] is not None
    assert report.about["corpus"]["articles"] == 2
    assert report.about["index"]["embedder"].startswith("words")
    assert {
        "cases",
        "corpus",
        "program",
        "packages",
        "bootstrap",
        "settings",
    } <= report.about.keys()
    assert figures(report.rows)["right"].n == 1
    assert by_kind(report.rows)["single"].value == 1


def test_a_run_that_was_cut_off_goes_on_and_a_changed_one_begins_anew(
    plan: Plan, tmp_path: Path
) -> None:
    path = tmp_path / "unfinished.jsonl"
    stopped: list[int] = []

    def stop(done: int, total: int) -> None:
        stopped.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(plan, Journal(path), stop)
    with path.open("a", encoding="utf-8") as file:
        file.write('{"key": "cut off in wri')
    report = run(plan, Journal(path))
    assert (report.about["resumed"], len(report.rows), stopped) == (1, 2, [1])
    changed = replace(plan, settings=replace(plan.settings, passages=3))
    assert run(changed, Journal(path)).about["resumed"] == 0
    Journal(path).close()
    assert run(plan, Journal(path)).about["resumed"] == 0


def test_two_runs_say_the_same(plan: Plan, tmp_path: Path) -> None:
    first, again = (run(plan, Journal(tmp_path / f"{n}.jsonl")) for n in range(2))
    for one, other in zip(first.rows, again.rows, strict=True):
        assert (one.key, one.scores, one.verdict) == (other.key, other.scores, other.verdict)
    for volatile in ("started", "seconds"):
        assert volatile in first.about
    kept = first.about.keys() - {"started", "seconds"}
    assert {k: first.about[k] for k in kept} == {k: again.about[k] for k in kept}


def test_a_report_is_read_back_as_it_was(plan: Plan, tmp_path: Path) -> None:
    report = run(plan, Journal(tmp_path / "unfinished.jsonl"))
    data, _ = write(report, tmp_path)
    assert as_json(read_report(data)) == json.loads(json.dumps(as_json(report)))


@pytest.mark.parametrize("text", ["", "[]", '{"format": 0}'], ids=["empty", "list", "other format"])
def test_what_is_no_report_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(text, encoding="utf-8")
    with pytest.raises(CasesError, match="is not a report"):
        read_report(tmp_path / "report.json")


def test_gold_that_is_not_in_the_corpus_is_refused(plan: Plan) -> None:
    articles = read_articles(plan.settings.corpus)
    gold = replace(CASE.evidence[0], quote="Ann Lee shut the bridge.")
    with pytest.raises(CasesError, match=r"does not stand in bridge\.txt"):
        check([replace(CASE, evidence=(gold,))], articles)
    with pytest.raises(CasesError, match=r"there is no article gone\.txt"):
        check([replace(CASE, evidence=(replace(gold, source="gone.txt"),))], articles)


def test_a_report_of_several_models_tells_them_apart() -> None:
    assert Report({}, ()).models == ()
