"""One training run of an encoder with heads: killed and begun again, it goes on where it was.

Curves go to ``out/curves.jsonl``, the weights (a running average, stored as `rag.readers.weights` says)
to ``out/NAME.safetensors`` with their SHA-256 beside them.
"""

from __future__ import annotations

import hashlib
import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from index.encoder import Encoder, Layer
from index.errors import ConfigError
from rag.readers.weights import POSITIONS, layer_count, load_weights, pack
from rag.readers.windows import MAX_TOKENS, Window


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how fast to train; the schedule ends at ``epochs`` or ``minutes``, the earlier.

    With ``start``, weights of an earlier run, it goes on from those and not from the bare encoder.
    The heads learn ``head_factor`` times as fast as the encoder.
    """

    epochs: int = 3
    minutes: float = 45.0
    batch: int = 32
    rate: float = 8e-5
    head_factor: float = 5.0
    warmup: int = 200
    average: float = 0.999
    save_every: float = 180.0
    seed: int = 20
    start: Path | None = None


class Target(Protocol):
    """An example ready for the network; those of one ``group`` are compared with each other."""

    @property
    def window(self) -> Window: ...
    @property
    def group(self) -> int: ...


AnyTarget = TypeVar("AnyTarget", bound=Target)
AnyGroup = TypeVar("AnyGroup")

Curves = Mapping[str, Sequence[float]]
"""What a step tells of itself, by name."""


class TrainingLayer(Layer):
    """The same layer with attention spelled out: torch's fused one is slow backwards on a CPU."""

    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        scores = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2))
        weights = torch.softmax(scores, -1, dtype=scores.dtype)
        return torch.matmul(weights, value).transpose(1, 2).flatten(2).flatten(0, 1)


def for_training(encoder: Encoder) -> Encoder:
    """The encoder with layers that train fast, its word table frozen."""
    for layer in encoder.layers:
        layer.__class__ = TrainingLayer
    encoder.words.weight.requires_grad_(False)
    return encoder


def take_over(net: nn.Module, file: Path) -> None:
    """Gives the network what it shares with an earlier run, which keeps fewer positions.

    Raises:
        ConfigError: ``file`` holds no weights, or those of another network.
    """
    weights = load_weights(file)
    own = {n: p for n, p in net.named_parameters() if n in weights}
    if problem := _misfit(net, weights):
        raise ConfigError(
            f"{file} holds no weights to go on from ({problem}). Give a .safetensors of an earlier run."
        )
    with torch.no_grad():
        for name, parameter in own.items():
            values = weights[name]
            (parameter[: len(values)] if parameter.dim() else parameter).copy_(values)


def _misfit(net: nn.Module, weights: Mapping[str, Tensor]) -> str:
    """Why the network cannot go on from these weights; nothing where it can."""
    own = dict(net.named_parameters())
    if not any(name in weights for name in own):
        return "they are of another network"
    if layer_count(weights) != layer_count(own):
        return f"they have {layer_count(weights)} layers and not {layer_count(own)}"
    for name, parameter in own.items():
        shape, known = parameter.shape, weights.get(name, parameter).shape
        if known != shape and (name != POSITIONS or known[1:] != shape[1:] or known > shape):
            return f"{name} is {tuple(known)} and not {tuple(shape)}"
    return ""


def batches(
    targets: Sequence[AnyTarget], size: int, rng: random.Random
) -> Iterator[list[AnyTarget]]:
    """Batches of like length, in random order; a group is never parted."""
    together: dict[int, list[AnyTarget]] = defaultdict(list)
    for target in targets:
        together[target.group].append(target)
    made: list[list[AnyTarget]] = [[]]
    for group in sorted(together.values(), key=lambda g: max(len(t.window.ids) for t in g)):
        if len(made[-1]) + len(group) > size:
            made.append([])
        made[-1].extend(group)
    rng.shuffle(made)
    yield from made


def export(average: Mapping[str, Tensor], file: Path) -> str:
    """Writes the averaged weights, without the word table; gives their SHA-256."""
    state = {**average, POSITIONS: average[POSITIONS][:MAX_TOKENS].clone()}
    return _write(pack(state), file)


def mean(files: Sequence[Path], out: Path) -> str:
    """Writes the mean of several runs' weights; gives its SHA-256.

    Runs from one start differ in their errors, and their mean is often better than any of them
    (Wortsman et al., "Model soups", ICML 2022).
    """
    runs = [load_weights(file) for file in files]
    state = {name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]}
    return _write(pack(state), out)


def _write(state: dict[str, Tensor], file: Path) -> str:
    partial = file.with_name(f"{file.name}.partial")
    save_file(state, partial)
    partial.replace(file)
    file.chmod(0o644)
    return hashlib.sha256(file.read_bytes()).hexdigest()


class Trainer(Generic[AnyTarget]):
    """The state of one run: network, optimiser, running average, place in the data, time used.

    ``loss`` gives a batch's loss and what to draw curves of.
    """

    def __init__(
        self,
        net: nn.Module,
        loss: Callable[[Sequence[AnyTarget]], tuple[Tensor, Curves]],
        settings: Settings,
        file: Path,
    ) -> None:
        self.net, self.loss, self.settings, self.file = net, loss, settings, file
        if settings.start:
            take_over(net, settings.start)
        named = [(n, p) for n, p in net.named_parameters() if p.requires_grad]
        body = [p for n, p in named if n.startswith("encoder.")]
        heads = [p for n, p in named if not n.startswith("encoder.")]
        groups = [
            {"params": body, "top": settings.rate},
            {"params": heads, "top": settings.rate * settings.head_factor},
        ]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.average = {n: p.detach().clone() for n, p in named}
        self.step, self.elapsed, self.epoch, self.chunk = 0, 0.0, 0, 0
        self.sums: dict[str, list[float]] = defaultdict(list)
        file.parent.mkdir(parents=True, exist_ok=True)
        self._resume()

    def run(
        self,
        epoch: Callable[[int], Sequence[AnyGroup]],
        prepare: Callable[[Sequence[AnyGroup]], Sequence[AnyTarget]],
        chunk: int = 1024,
    ) -> None:
        """Epochs, each made from a seed, until the settings' number of them or minutes is reached."""
        settings, saved = self.settings, self.elapsed
        while self.epoch < settings.epochs:
            groups = epoch(settings.seed + self.epoch)
            count = math.ceil(len(groups) / chunk)
            while self.chunk < count:
                targets = prepare(groups[self.chunk * chunk : (self.chunk + 1) * chunk])
                self._pass(targets, (self.epoch + self.chunk / count) / settings.epochs)
                self.chunk += 1
                self._log(epoch=self.epoch, examples=len(targets))
                if self.elapsed - saved > settings.save_every:
                    self._save()
                    saved = self.elapsed
                if self.elapsed / 60 > settings.minutes:
                    return self._save()
            self.epoch, self.chunk = self.epoch + 1, 0
        return self._save()

    def _pass(self, targets: Sequence[AnyTarget], done: float) -> None:
        """One step for each batch; ``done`` is how much of the epochs is behind it."""
        seed = self.settings.seed * 1000 + self.epoch * 500 + self.chunk
        began, before = time.monotonic(), self.elapsed
        for group in batches(targets, self.settings.batch, random.Random(seed)):
            self.update(group, min(1.0, max(done, self.elapsed / 60 / self.settings.minutes)))
            self.elapsed = before + time.monotonic() - began

    def update(self, group: Sequence[AnyTarget], progress: float) -> None:
        """One optimiser step, the learning rate falling to nothing as progress goes to 1."""
        warm = min(1.0, (self.step + 1) / self.settings.warmup)
        for part in self.optimiser.param_groups:
            part["lr"] = part["top"] * warm * max(0.01, 0.5 + 0.5 * math.cos(math.pi * progress))
        with torch.autocast("cpu", torch.bfloat16):
            loss, curves = self.loss(group)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        decay = min(self.settings.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, parameter in self.net.named_parameters():
                if name in self.average:
                    self.average[name].lerp_(parameter, 1 - decay)
        for name, values in curves.items():
            self.sums[name] += values

    def _log(self, **values: object) -> None:
        """One line of curves: means since the last."""
        line = {"step": self.step, "minutes": round(self.elapsed / 60, 2), **values}
        line |= {n: round(sum(v) / len(v), 4) for n, v in sorted(self.sums.items()) if v}
        self.sums.clear()
        with (self.file.parent / "curves.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def _save(self) -> None:
        """Weights to use and state to resume from."""
        digest = export(self.average, self.file)
        line = f"{digest}  {self.file.name}\n"
        self.file.with_suffix(".sha256").write_text(line, encoding="utf-8")
        state = {
            "net": {n: p for n, p in self.net.state_dict().items() if n in self.average},
            "optimiser": self.optimiser.state_dict(),
            "average": self.average,
            "place": (self.step, self.elapsed, self.epoch, self.chunk),
        }
        torch.save(state, self._state.with_suffix(".tmp"))
        self._state.with_suffix(".tmp").replace(self._state)
        self._log(sha256=digest)

    def _resume(self) -> None:
        """Goes back to the last saved state, if there is one."""
        if self._state.exists():
            state = torch.load(self._state, weights_only=True)
            self.net.load_state_dict(state["net"], strict=False)
            self.optimiser.load_state_dict(state["optimiser"])
            self.average = state["average"]
            self.step, self.elapsed, self.epoch, self.chunk = state["place"]

    @property
    def _state(self) -> Path:
        return self.file.with_name("state.pt")
