"""The scorer on small sets of our own making, laid out like the published ones."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.llms import CompletionResponse

from evals.judge import with_people
from evals.labelled import read_set, spread
from evals.scorer import run
from index.embed import WordHashEmbedder
from index.errors import ConfigError
from rag.training.own import INVENTED
from rag.verify.claims import ClaimVerifier

OURS = Path(__file__).resolve().parents[2] / "evals" / "claims" / "invented"
ARTICLE = (
    "The council opened the new library on Tuesday. It cost $3 million. "
    "Mayor Ann Lee cut the ribbon. Some residents had wanted a school."
)
TRUE, FALSE = "The council opened the new library.", "Carl Fox closed 9 libraries in Berlin."


def write(folder: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row) + "\n" for row in rows)
    if name.endswith(".gz"):
        (folder / name).write_bytes(gzip.compress(text.encode()))
    else:
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    evidence = ARTICLE.split(". ")
    claims = [(TRUE, "supported"), (FALSE, "not_supported"), (FALSE, "partially_supported")]
    write(
        tmp_path / "wice",
        "any.jsonl",
        [{"claim": c, "evidence": evidence, "label": label} for c, label in claims * 3],
    )
    for domain in ("news_evaluation", "podcast", "samsum"):
        rows = [{"doc": ARTICLE, "summary": s, "label": n} for n, s in enumerate((FALSE, TRUE))]
        write(tmp_path / "summedits", f"{domain}.jsonl.gz", rows * 2)
    write(
        tmp_path / "bump" / "deeper",
        "rows.jsonl",
        [
            {
                "id": n,
                "article": ARTICLE,
                "reference_summary": TRUE,
                "edited_summary": FALSE,
                "error_type": "Extrinsic Entity Error",
            }
            for n in range(3)
        ],
    )
    factual = [("cnndm", TRUE, 1.0), ("cnndm", FALSE, 0.5), ("bbc", FALSE, 0.0), ("bbc", TRUE, 0.8)]
    write(
        tmp_path / "frank",
        "rows.jsonl",
        [{"dataset": d, "article": ARTICLE, "summary": s, "factuality": f} for d, s, f in factual],
    )
    article = json.loads(INVENTED.read_text(encoding="utf-8").splitlines()[0])
    said = article["sentences"][0]
    twins = [[said, "Nobody swam in the harbour of Oslo.", [0], "predicate"]]
    write(
        tmp_path / "invented",
        "rows.jsonl",
        [{"title": article["title"], "twins": twins, "free": [[said, [0], "supported"]]}],
    )
    return tmp_path


@pytest.fixture
def verifier() -> ClaimVerifier:
    return ClaimVerifier(WordHashEmbedder().embed)


def test_every_set_has_its_figures(data: Path, verifier: ClaimVerifier) -> None:
    told: list[tuple[str, int, int]] = []
    found = run(data, progress=lambda *step: told.append(step), verifier=verifier)
    assert {name: figures["n"] for name, figures in found.items()} == {
        "wice": 9,
        "summedits": 12,
        "bump": 6,
        "frank": 4,
        "invented": 3,
    }
    assert all(figures["auc"] == 1.0 for figures in found.values())
    assert all(figures["intervals"]["auc"] == [1.0, 1.0] for figures in found.values())
    assert found["bump"]["consistency"] == 1.0
    assert found["summedits"]["domains"] == 2  # without the news
    assert set(found["frank"]["parts"]) == {"bbc", "cnndm"}
    assert set(found["invented"]["parts"]) == {"predicate", "free"}
    assert found["invented"]["consistency"] == 1.0
    assert told[-1] == ("invented", 3, 3)
    assert json.loads(json.dumps(found)) == found


def test_our_own_claims_are_of_invented_articles() -> None:
    items = read_set("invented", OURS)
    pairs = Counter(item.pair for item in items if item.pair)
    assert len(pairs) > 500
    assert set(pairs.values()) == {2}
    assert all(item.text and item.evidence for item in items)


def test_the_threshold_is_the_products_own(data: Path, verifier: ClaimVerifier) -> None:
    found = run(data, only=["wice", "bump"], verifier=verifier)
    assert {figures["threshold"] for figures in found.values()} == {0.5}
    assert set(found) == {"wice", "bump"}


def test_a_missing_folder_is_named(data: Path, verifier: ClaimVerifier) -> None:
    (data / "frank" / "rows.jsonl").unlink()
    (data / "frank").rmdir()
    found = run(data, only=["frank", "wice"], verifier=verifier)
    assert found["wice"]["n"] == 9
    assert found["frank"]["n"] == 0
    assert "is missing" in found["frank"]["error"]


def test_what_cannot_be_scored_is_an_error_with_a_next_step(
    data: Path, tmp_path: Path, verifier: ClaimVerifier
) -> None:
    with pytest.raises(ConfigError, match="no set 'rouge'"):
        run(data, only=["rouge"], verifier=verifier)
    with pytest.raises(ConfigError, match="none of the folders"):
        run(tmp_path / "nowhere", verifier=verifier)
    write(data / "bump", "bad.jsonl", [{"article": ARTICLE}])
    with pytest.raises(ConfigError, match=r"bad\.jsonl holds something that is no row of bump"):
        run(data, only=["bump"], verifier=verifier)


def test_partial_support_is_none(data: Path) -> None:
    assert [item.faithful for item in read_set("wice", data / "wice")[:3]] == [True, False, False]


def test_a_limit_takes_from_all_parts_and_keeps_pairs(data: Path) -> None:
    parts = {item.part for item in spread(read_set("summedits", data / "summedits"), 4)}
    assert len(parts) >= 2
    kept = spread(read_set("bump", data / "bump"), 3)
    assert [item.faithful for item in kept] == [True, False] * (len(kept) // 2)


def test_a_judge_is_held_against_people(data: Path, verifier: ClaimVerifier) -> None:
    from llama_index.core.llms.mock import MockLLM

    class Yes(MockLLM):
        """Finds everything supported."""

        def complete(self, prompt: str, formatted: bool = False, **_: object) -> CompletionResponse:
            return CompletionResponse(text="YES")

    found = run(data, only=["bump"], verifier=verifier, judge=Yes())
    assert found["bump"]["judge"] == {"n": 6, "agrees": 0.5, "kappa": 0.0, "not_read": 0}


def test_a_reply_that_cannot_be_read_agrees_with_nobody() -> None:
    told = with_people([1.0, 0.0, None, 1.0], [True, False, True, False])
    assert told == {"n": 4, "agrees": 0.5, "kappa": 0.4, "not_read": 1}
