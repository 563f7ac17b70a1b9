"""How the reader learns: groups stay together, the answering sentence has to come first."""

from __future__ import annotations

import random
from math import log
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from rag.cli.app import main
from rag.readers.windows import Window
from rag.training.fit import batches, mean
from rag.training.reader import Target, choice_loss


def target(group: int, length: int) -> Target:
    window = Window(tuple(range(length)), 1, (-1,) * length, ())
    return Target(window, (1,), (-1, -1), "own", group)


def test_a_batch_never_parts_a_group() -> None:
    targets = [target(group, length) for group in range(20) for length in (5, 40, 9)]
    made = list(batches(targets, 8, random.Random(1)))
    assert sorted(t.group for b in made for t in b) == sorted(t.group for t in targets)
    assert all(len(b) <= 8 for b in made)
    for group in range(20):
        assert sum(any(t.group == group for t in b) for b in made) == 1


@pytest.mark.parametrize(
    ("scores", "labels", "groups", "expected"),
    [
        ([[0, 0]], [[1, 0]], [0], log(2)),
        ([[0, 0], [0, 0]], [[1, 0], [0, 0]], [0, 0], log(4)),
        ([[0, 0], [0, 0]], [[1, 0], [0, 0]], [0, 1], log(2)),
        ([[0, 0]], [[1, 1]], [0], 0.0),
        ([[0, 0]], [[0, 0]], [0], 0.0),
    ],
    ids=["one passage", "with another passage", "groups apart", "both answer", "nothing answers"],
)
def test_choice_is_among_all_sentences_of_a_group(
    scores: list[list[float]], labels: list[list[float]], groups: list[int], expected: float
) -> None:
    loss = choice_loss(torch.tensor(scores).float(), torch.tensor(labels).float(), groups)
    assert float(loss) == pytest.approx(expected, abs=1e-5)


def test_the_mean_of_two_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in (1.0, 3.0):
        save_file({"w": torch.full((2,), number).half()}, tmp_path / f"{number:.0f}.safetensors")
    files = [str(tmp_path / f"{number}.safetensors") for number in (1, 3)]
    with pytest.raises(SystemExit) as ended:
        main(["train", "mean", *files, "--out", str(tmp_path / "mean.safetensors")])
    assert ended.value.code in (0, None)
    assert load_file(tmp_path / "mean.safetensors")["w"].tolist() == [2.0, 2.0]
    digest = mean([Path(f) for f in files], tmp_path / "again.safetensors")
    assert digest in capsys.readouterr().out


def test_one_file_has_no_mean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.safetensors").touch()
    with pytest.raises(SystemExit):
        main(["train", "mean", str(tmp_path / "a.safetensors")])
    assert "two or more" in capsys.readouterr().err
