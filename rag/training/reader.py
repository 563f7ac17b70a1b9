"""What the reader learns from, and its loss; `fit` does the training."""

from __future__ import annotations

import pickle
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from index.encoder import encode_sorted, load_encoder, load_tokenizer
from rag.readers.minilm import MAX_QUESTION_TOKENS, ReaderNet
from rag.readers.windows import (
    MAX_TOKENS,
    Window,
    collate,
    cut_windows,
    mark_ids,
    split_tokens,
    whole_tokenizer,
)
from rag.training.corrupt import Corruptor, Names
from rag.training.examples import Example, Group, Sampler, stated_examples
from rag.training.fit import Curves, Settings, Trainer, for_training
from rag.training.own import invented_rows, wikinews_rows
from rag.training.public import public_rows
from rag.training.rows import Row, content, cut_passages, holds
from rag.training.start import start_encoder

SHARES = {
    "tweetqa": 0.3,
    "amazon": 0.4,
    "reddit": 0.45,
    "qadiscourse": 0.6,
    "qamr": 0.4,
    "squad2": 6.0,
    "invented": 6.0,
    "wikinews": 18.0,
    "conversation": 12.0,
}
"""How often one epoch sees each of a source's questions; once where none is named."""


SPAN_WEIGHT = 0.25
"""What the loss over the answer's words counts beside the others."""


@dataclass(frozen=True, slots=True)
class Target:
    """An example ready for the network: one row, its labels, the answer's first and last token or -1."""

    window: Window
    labels: tuple[int, ...]
    span: tuple[int, int]
    kind: str
    group: int


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
    rows = [*invented_rows(), *wikinews_rows(data), *public_rows(data)]
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


def kept_sampler(data: Path, encoder_folder: Path, out: Path) -> Sampler:
    """What `build_sampler` made; kept in ``out``, for when the run is killed."""
    kept = out / "sampler.pickle"
    if not kept.exists():
        kept.write_bytes(pickle.dumps(build_sampler(data, encoder_folder)))
    sampler: Sampler = pickle.loads(kept.read_bytes())
    return sampler


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


# --- training -----------------------------------------------------------------------------------


def losses(net: ReaderNet, batch: Sequence[Target]) -> tuple[Tensor, Curves]:
    """The loss of a batch, and curves: the loss's parts, and of each kind how many are judged right.

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
    weights = {"span": SPAN_WEIGHT}
    loss = torch.stack([weights.get(name, 1.0) * part for name, part in parts.items()]).sum()
    curves = defaultdict(list, {name: [part.item()] for name, part in parts.items()})
    for target, logit in zip(batch, passages.tolist(), strict=True):
        curves["right:" + target.kind].append(float((logit > 0) == any(target.labels)))
    return loss, curves


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


def main(data: Path, encoder_folder: Path, out: Path, settings: Settings | None = None) -> None:
    """Trains on ``data`` and leaves everything in ``out``.

    The encoder in ``encoder_folder`` gives its word table and finds passages on a question's topic.
    """
    settings = settings or Settings()
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(settings.seed)
    net = ReaderNet(for_training(start_encoder(encoder_folder)))
    trainer = Trainer(net, partial(losses, net), settings, out / "reader.safetensors")
    sampler = kept_sampler(data, encoder_folder, out)
    tokenizer = whole_tokenizer(encoder_folder)
    marks = mark_ids(tokenizer)
    trainer.run(sampler.epoch, lambda groups: prepare(groups, tokenizer, marks))
