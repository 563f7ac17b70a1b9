"""A training run: killed and begun again it ends where it would have; weights to go on from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from rag.errors import ConfigError
from rag.readers.windows import Window
from rag.training.fit import Curves, Settings, Trainer, take_over

SETTINGS = Settings(epochs=2, minutes=1000.0, batch=4, rate=0.1, warmup=1, save_every=0.0)


@dataclass(frozen=True, slots=True)
class Number:
    window: Window
    group: int


class Tiny(nn.Module):
    """As much of a reader as a run needs: an encoder with positions, and a head."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(1)
        self.encoder = nn.Module()
        self.encoder.positions = nn.Embedding(8, 2)
        self.head = nn.Linear(2, 1)

    def forward(self, batch: Sequence[Number]) -> Tensor:
        places = torch.tensor([item.group % 8 for item in batch])
        return self.head(self.encoder.positions(places)).float()  # type: ignore[no-any-return, operator]


def run(file: Path, killed_after: int | None = None) -> dict[str, Tensor]:
    net, steps = Tiny(), 0

    def loss(batch: Sequence[Number]) -> tuple[Tensor, Curves]:
        nonlocal steps
        steps += 1
        if steps == killed_after:
            raise KeyboardInterrupt
        wanted = torch.tensor([[float(item.group % 3)] for item in batch])
        found = ((net(batch) - wanted) ** 2).mean()
        return found, {"loss": [found.item()]}

    trainer = Trainer(net, loss, SETTINGS, file)

    def prepare(groups: Sequence[int]) -> list[Number]:
        return [Number(Window((1, 2), 1, (-1, -1), ()), number) for number in groups]

    trainer.run(lambda seed: [(7 * n + seed) % 40 for n in range(40)], prepare, chunk=8)
    return load_file(file)


def test_a_killed_run_ends_where_it_would_have(tmp_path: Path) -> None:
    whole = run(tmp_path / "whole" / "tiny.safetensors")
    file = tmp_path / "killed" / "tiny.safetensors"
    for steps in (4, 7):
        with pytest.raises(KeyboardInterrupt):
            run(file, killed_after=steps)
    found = run(file)
    assert found.keys() == whole.keys()
    assert all(torch.equal(found[name], whole[name]) for name in whole)
    assert not torch.equal(whole["head.weight"], Tiny().head.weight.detach().half())


@pytest.mark.parametrize(
    "held",
    [
        None,
        {"head.weight": torch.zeros(3, 3)},
        {"head.weight": torch.zeros(1, 1)},
        {"encoder.positions.weight": torch.zeros(9, 2)},
        {"other.weight": torch.zeros(1, 2)},
    ],
    ids=["no weights", "another shape", "smaller", "more positions", "another network"],
)
def test_what_cannot_be_gone_on_from_is_named(
    held: dict[str, Tensor] | None, tmp_path: Path
) -> None:
    file = tmp_path / "start.safetensors"
    if held is None:
        file.write_text("weights", encoding="utf-8")
    else:
        save_file(held, file)
    with pytest.raises(ConfigError, match="holds no weights"):
        take_over(Tiny(), file)


def test_fewer_positions_are_taken_over(tmp_path: Path) -> None:
    net, file = Tiny(), tmp_path / "start.safetensors"
    save_file({"encoder.positions.weight": torch.ones(3, 2).half()}, file)
    take_over(net, file)
    found = dict(net.named_parameters())["encoder.positions.weight"]
    assert found[:3].eq(1).all()
    assert not found[3:].eq(1).any()
