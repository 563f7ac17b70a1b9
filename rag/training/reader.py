"""Trains the reader: builds its examples, fits it, and writes weights that exclude the word table.

``main(data, encoder_folder, out)`` can be killed and called again: it goes on from the last saved
state. Curves go to ``out/curves.jsonl``, weights to ``out/reader.safetensors`` (fp16, a running
average of the weights) with their hash next to them.
"""

from __future__ import annotations

import hashlib
import json
import math
import pickle
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from index.encoder import Encoder, Layer, encode_sorted, load_encoder, load_tokenizer
from rag.readers.minilm import (
    MAX_QUESTION_TOKENS,
    MAX_TOKENS,
    ReaderNet,
    Window,
    collate,
    cut_windows,
    mark_ids,
    split_tokens,
)
from rag.training.data import (
    Corruptor,
    Example,
    Group,
    Names,
    Row,
    Sampler,
    content,
    cut_passages,
    holds,
    load_rows,
    stated_examples,
)

SHARES = {"tweetqa": 0.3, "amazon": 0.4, "reddit": 0.45, "qadiscourse": 0.6, "qamr": 0.4}
"""What part of a source's questions one epoch sees; 1 where none is named."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how fast to train; the schedule ends at ``epochs`` or ``minutes``, the earlier."""

    epochs: int = 3
    minutes: float = 45.0
    batch: int = 32
    rate: float = 1e-4
    head_rate: float = 5e-4
    warmup: int = 200
    average: float = 0.999
    span_weight: float = 0.25
    save_every: float = 180.0
    limit: int | None = None
    seed: int = 20


@dataclass(frozen=True, slots=True)
class Target:
    """An example ready for the network: one row, its labels, the answer's first and last token or -1."""

    window: Window
    labels: tuple[int, ...]
    span: tuple[int, int]
    kind: str
    group: int


class TrainingLayer(Layer):
    """The same layer with attention spelled out: torch's fused one is slow backwards on a CPU."""

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States ``(batch, length, hidden)`` and a mask that broadcasts to the scores."""
        batch, length, size = states.shape

        def split(linear: nn.Linear) -> Tensor:
            projected: Tensor = linear(states)
            return projected.view(batch, length, self.heads, size // self.heads).transpose(1, 2)

        scale = (size // self.heads) ** -0.5
        scores = torch.matmul(split(self.query) * scale, split(self.key).transpose(-1, -2))
        weights = torch.softmax(scores.masked_fill(~mask, -1e4), -1, dtype=scores.dtype)
        mixed = torch.matmul(weights, split(self.value)).transpose(1, 2)
        mixed = self.attended(mixed.reshape(batch, length, size))
        states = self.attended_norm(states + mixed)
        return self.norm(states + self.narrow(F.gelu(self.wide(states))))  # type: ignore[no-any-return]


def for_training(encoder: Encoder) -> Encoder:
    """The encoder with layers that train fast, its word table frozen."""
    for layer in encoder.layers:
        layer.__class__ = TrainingLayer
    encoder.words.weight.requires_grad_(False)
    return encoder


# --- data ---------------------------------------------------------------------------------------


def nearest(
    rows: Sequence[Row],
    passages: Sequence[tuple[str, ...]],
    pools: Sequence[str],
    vectors: tuple[Tensor, Tensor],
) -> list[list[int]]:
    """For each row up to 8 passages of its pool most like its question that do not answer it."""
    asked, texts = vectors
    near: list[list[int]] = [[] for _ in rows]
    for pool in ("wiki", "news"):
        there = [i for i, p in enumerate(pools) if p == pool]
        here = [i for i, row in enumerate(rows) if row.pool == pool]
        table = texts[there]
        for first in range(0, len(here), 1024):
            chunk = here[first : first + 1024]
            for number, best in zip(
                chunk, (asked[chunk] @ table.T).topk(24).indices.tolist(), strict=True
            ):
                row = rows[number]
                for place in best:
                    if len(near[number]) == 8:
                        break
                    if not _may_answer(row, passages[there[place]]):
                        near[number].append(there[place])
    return near


def _may_answer(row: Row, passage: Sequence[str]) -> bool:
    if not set(passage).isdisjoint(row.sentences):
        return True
    text = " ".join(passage)
    if row.answers:
        return holds(text, row.answers)
    wanted = content(row.question)
    return len(wanted & content(text)) >= 0.75 * len(wanted)


def build_sampler(data: Path, encoder_folder: Path) -> Sampler:
    """Reads the data, learns names, and finds hard negatives by similarity (about three minutes)."""
    rows = load_rows(data)
    texts = list(
        dict.fromkeys(
            s for r in rows if r.source != "nqg" and r.pool in ("wiki", "news") for s in r.sentences
        )
    )
    names = Names.learn(texts, [row.question for row in rows])
    where: dict[tuple[str, ...], str] = {}
    for row in {r.sentences: r for r in rows if r.pool != "tweet"}.values():
        for passage in cut_passages(row.sentences):
            where.setdefault(passage, row.pool)
    passages, pools = list(where), list(where.values())
    picked = [i for i, pool in enumerate(pools) if pool in ("wiki", "news")]
    random.Random(0).shuffle(picked)
    picked = sorted(picked[:14000])
    passages, pools = [passages[i] for i in picked], [pools[i] for i in picked]
    encoder, tokenizer = load_encoder(encoder_folder), load_tokenizer(encoder_folder, 160)
    asked = [row.question if row.pool in ("wiki", "news") else "" for row in rows]
    vectors = (
        encode_sorted(encoder, tokenizer, asked, 128),
        encode_sorted(encoder, tokenizer, [" ".join(p) for p in passages], 64),
    )
    near = nearest(rows, passages, pools, vectors)
    bank = [row.question for row in rows if row.pool in ("wiki", "news")]
    stated = stated_examples(passages, names)
    return Sampler(rows, passages, near, Corruptor.learn(names, bank), stated, SHARES)


def prepare(groups: Sequence[Group], tokenizer: Tokenizer, marks: tuple[int, int]) -> list[Target]:
    """Tokenised examples; one too long for a window keeps what its first window holds."""
    numbered = [(number, example) for number, group in enumerate(groups) for example in group]
    texts = [text for _, e in numbered for text in (e.question, *e.sentences)]
    pieces = iter(split_tokens(tokenizer, texts))
    targets = []
    for number, example in numbered:
        asked = next(pieces).ids[:MAX_QUESTION_TOKENS]
        own = [next(pieces) for _ in example.sentences]
        window = cut_windows(asked, own, marks, MAX_TOKENS)[0]
        labels = example.labels[: len(window.pieces)]
        if any(example.labels) == any(labels):
            span = _locate(example, window, labels)
            targets.append(Target(window, labels, span, example.kind, number))
    return targets


def _locate(example: Example, window: Window, labels: Sequence[int]) -> tuple[int, int]:
    """The row's first and last token of an answer's wording in an answering sentence, or (-1, -1)."""
    start = window.passage_start
    for number, piece in enumerate(window.pieces):
        if labels[number]:
            text = example.sentences[number].lower()
            for answer in example.answers:
                at = text.find(answer.lower().strip(" .")) if answer.strip(" .") else -1
                last = at + len(answer.strip(" ."))
                inside = [i for i, (a, b) in enumerate(piece.offsets) if a < last and b > at]
                if at >= 0 and inside:
                    return start + inside[0], start + inside[-1]
        start += len(piece.ids)
    return -1, -1


def batches(targets: Sequence[Target], size: int, rng: random.Random) -> Iterator[list[Target]]:
    """Batches of like length, in random order; a group is never parted."""
    together: dict[int, list[Target]] = defaultdict(list)
    for target in targets:
        together[target.group].append(target)
    made: list[list[Target]] = [[]]
    for group in sorted(together.values(), key=lambda g: max(len(t.window.ids) for t in g)):
        if len(made[-1]) + len(group) > size:
            made.append([])
        made[-1].extend(group)
    rng.shuffle(made)
    yield from made


# --- training -----------------------------------------------------------------------------------


def losses(
    net: ReaderNet, batch: Sequence[Target], span_weight: float
) -> tuple[Tensor, dict[str, float], Tensor]:
    """The loss, its parts, and the passages' logits for a batch.

    *choice*: of all sentences of a group, the answering one under its own question scores highest.
    *sentence* and *passage*: each is judged alone, so that scores of different questions compare.
    """
    sentences, passages, spans = net(collate([t.window for t in batch]))
    labels = torch.zeros_like(sentences)
    for row, target in enumerate(batch):
        labels[row, : len(target.labels)] = torch.tensor(target.labels, dtype=torch.float32)
    present = sentences > -9e3
    parts = {
        "choice": choice_loss(sentences, labels, [t.group for t in batch]),
        "sentence": F.binary_cross_entropy_with_logits(sentences[present], labels[present]),
        "passage": F.binary_cross_entropy_with_logits(passages, labels.max(1).values),
        "span": _span_loss(spans, torch.tensor([t.span for t in batch])),
    }
    weights = {"choice": 1.0, "sentence": 1.0, "passage": 1.0, "span": span_weight}
    loss = torch.stack([weights[name] * part for name, part in parts.items()]).sum()
    return loss, {name: part.item() for name, part in parts.items()}, passages.detach()


def choice_loss(sentences: Tensor, labels: Tensor, groups: Sequence[int]) -> Tensor:
    """Mean over groups of minus the log share of the answering sentences in all of the group's.

    ``sentences`` and ``labels`` are ``(rows, pieces)``, ``groups`` numbers each row's group.
    """
    members = torch.tensor(
        [[group == other for group in groups] for other in dict.fromkeys(groups)]
    )
    everything = torch.logsumexp(sentences, 1)
    right = torch.logsumexp(sentences.masked_fill(labels == 0, -1e4), 1)
    whole = torch.logsumexp(everything.masked_fill(~members, -1e4), 1)
    part = torch.logsumexp(right.masked_fill(~members, -1e4), 1)
    kept = (labels.max(1).values > 0) & members
    return (whole - part)[kept.any(1)].mean() if bool(kept.any()) else torch.zeros(())


def _span_loss(spans: Tensor, edges: Tensor) -> Tensor:
    marked = edges[:, 0] >= 0
    if not bool(marked.any()):
        return torch.zeros(())
    first = F.cross_entropy(spans[marked][:, :, 0], edges[marked, 0])
    return (first + F.cross_entropy(spans[marked][:, :, 1], edges[marked, 1])) / 2


def export(net: ReaderNet, average: dict[str, Tensor], out: Path) -> str:
    """Writes the averaged weights in fp16, without the word table; gives their SHA-256."""
    state = {name: tensor.half().contiguous() for name, tensor in average.items()}
    state["encoder.positions.weight"] = state["encoder.positions.weight"][:MAX_TOKENS].clone()
    file = out / "reader.safetensors"
    save_file(state, out / "partial.safetensors")
    (out / "partial.safetensors").replace(file)
    file.chmod(0o644)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    (out / "reader.sha256").write_text(f"{digest}  {file.name}\n", encoding="utf-8")
    return digest


def average(files: Sequence[Path], out: Path) -> str:
    """Writes the mean of several runs' weights in fp16; gives its SHA-256.

    Runs from one start differ in their errors, and their mean is often better than any of them
    (Wortsman et al., "Model soups", ICML 2022).
    """
    runs = [load_file(file) for file in files]
    state = {
        name: torch.stack([run[name].float() for run in runs]).mean(0).half().contiguous()
        for name in runs[0]
    }
    partial = out.with_name(f"{out.name}.partial")
    save_file(state, partial)
    partial.replace(out)
    out.chmod(0o644)
    return hashlib.sha256(out.read_bytes()).hexdigest()


class Trainer:
    """The state of one run: network, optimiser, running average, place in the data, time used."""

    def __init__(self, net: ReaderNet, settings: Settings, out: Path) -> None:
        self.net, self.settings, self.out = net, settings, out
        named = [(n, p) for n, p in net.named_parameters() if p.requires_grad]
        body = [p for n, p in named if n.startswith("encoder.")]
        heads = [p for n, p in named if not n.startswith("encoder.")]
        groups = [
            {"params": body, "top": settings.rate},
            {"params": heads, "top": settings.head_rate},
        ]
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.average = {n: p.detach().clone() for n, p in named}
        self.step, self.elapsed, self.epoch, self.chunk = 0, 0.0, 0, 0
        self.sums: dict[str, list[float]] = defaultdict(list)

    def update(self, group: Sequence[Target], progress: float) -> None:
        """One optimiser step, the learning rate falling to nothing as progress goes to 1."""
        warm = min(1.0, (self.step + 1) / self.settings.warmup)
        for part in self.optimiser.param_groups:
            part["lr"] = part["top"] * warm * max(0.01, 0.5 + 0.5 * math.cos(math.pi * progress))
        with torch.autocast("cpu", torch.bfloat16):
            loss, parts, logits = losses(self.net, group, self.settings.span_weight)
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
        for name, value in parts.items():
            self.sums[name].append(value)
        for target, logit in zip(group, logits.tolist(), strict=True):
            self.sums["right:" + target.kind].append(float((logit > 0) == any(target.labels)))

    def log(self, **values: object) -> None:
        """One line of curves: means since the last."""
        line = {"step": self.step, "minutes": round(self.elapsed / 60, 2), **values}
        line |= {n: round(sum(v) / len(v), 4) for n, v in sorted(self.sums.items()) if v}
        self.sums.clear()
        with (self.out / "curves.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def save(self) -> None:
        """Weights to use and state to resume from."""
        digest = export(self.net, self.average, self.out)
        state = {
            "net": {n: p for n, p in self.net.state_dict().items() if n in self.average},
            "optimiser": self.optimiser.state_dict(),
            "average": self.average,
            "place": (self.step, self.elapsed, self.epoch, self.chunk),
        }
        torch.save(state, self.out / "state.tmp")
        (self.out / "state.tmp").replace(self.out / "state.pt")
        self.log(sha256=digest)

    def resume(self) -> None:
        """Goes back to the last saved state, if there is one."""
        file = self.out / "state.pt"
        if file.exists():
            state = torch.load(file, weights_only=True)
            self.net.load_state_dict(state["net"], strict=False)
            self.optimiser.load_state_dict(state["optimiser"])
            self.average = state["average"]
            self.step, self.elapsed, self.epoch, self.chunk = state["place"]


def fit(trainer: Trainer, sampler: Sampler, tokenizer: Tokenizer, chunk: int = 1024) -> None:
    """Epochs until the settings' number of them or minutes is reached."""
    settings = trainer.settings
    marks = mark_ids(tokenizer)
    saved = trainer.elapsed
    while trainer.epoch < settings.epochs:
        groups = sampler.epoch(settings.seed + trainer.epoch)[: settings.limit]
        count = math.ceil(len(groups) / chunk)
        while trainer.chunk < count:
            began, before = time.monotonic(), trainer.elapsed
            first = trainer.chunk * chunk
            targets = prepare(groups[first : first + chunk], tokenizer, marks)
            rng = random.Random(settings.seed * 1000 + trainer.epoch * 500 + trainer.chunk)
            for group in batches(targets, settings.batch, rng):
                done = (trainer.epoch + trainer.chunk / count) / settings.epochs
                trainer.update(group, min(1.0, max(done, trainer.elapsed / 60 / settings.minutes)))
                trainer.elapsed = before + time.monotonic() - began
            trainer.chunk += 1
            trainer.log(epoch=trainer.epoch, examples=len(targets))
            if trainer.elapsed - saved > settings.save_every:
                trainer.save()
                saved = trainer.elapsed
            if trainer.elapsed / 60 > settings.minutes:
                return
        trainer.epoch, trainer.chunk = trainer.epoch + 1, 0


def main(data: Path, encoder_folder: Path, out: Path, settings: Settings | None = None) -> None:
    """Trains on ``data`` over the encoder in ``encoder_folder`` and leaves everything in ``out``."""
    settings = settings or Settings()
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    trainer = Trainer(ReaderNet(for_training(load_encoder(encoder_folder))), settings, out)
    trainer.resume()
    kept = out / "sampler.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(build_sampler(data, encoder_folder)))
    sampler: Sampler = pickle.loads(kept.read_bytes())
    tokenizer = load_tokenizer(encoder_folder, MAX_TOKENS)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    fit(trainer, sampler, tokenizer)
    trainer.save()
