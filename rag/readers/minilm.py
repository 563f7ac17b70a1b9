"""A reader: which sentences of a passage answer a question, which words do, and whether any does.

One forward pass of a MiniLM encoder over ``[CLS] question [SEP] passage [SEP]``, with three small
heads on top. Its layers come from the weight file; the word embeddings are the packaged embedding
model's own, which are never trained.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.encoder import Encoder, bare_encoder, has_fast_bfloat16, inference
from rag.readers import Reading
from rag.readers.weights import POSITIONS, WORDS, layer_count, load_weights
from rag.readers.windows import (
    Batch,
    Piece,
    Window,
    collate,
    cut_windows,
    mark_ids,
    split_tokens,
    whole_tokenizer,
)

MAX_QUESTION_TOKENS = 64
MAX_SPAN_TOKENS = 24
_HEAD = 96


class ReaderNet(nn.Module):
    """The encoder with a head for sentences, one for the passage and one for answer spans."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        size = encoder.words.embedding_dim
        self.encoder = encoder
        self.weigh = nn.Linear(size, 1)
        self.sentence = nn.Sequential(nn.Linear(2 * size, _HEAD), nn.GELU(), nn.Linear(_HEAD, 1))
        self.passage = nn.Sequential(nn.Linear(size, _HEAD), nn.GELU(), nn.Linear(_HEAD, 1))
        self.lift = nn.Parameter(torch.tensor(0.5))
        self.span = nn.Linear(size, 2)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of sentences ``(rows, pieces)``, passages ``(rows,)``, spans ``(rows, length, 2)``.

        Pieces a row lacks, and span tokens outside its pieces, have a logit of -1e4.
        """
        states = self.encoder(batch.ids, batch.attention, batch.segments).float()
        count = int(batch.owners.max()) + 1
        inside = batch.owners[:, None, :] == torch.arange(count)[None, :, None]
        present = inside.any(2)
        sentences = self.sentence(self._pool(states, inside)).squeeze(2).float()
        sentences = sentences.masked_fill(~present, -1e4)
        passages = self.passage(states[:, 0]).squeeze(1).float()
        passages = passages + self.lift * sentences.max(1).values
        spans = self.span(states).float().masked_fill((batch.owners < 0)[:, :, None], -1e4)
        return sentences, passages, spans

    def _pool(self, states: Tensor, inside: Tensor) -> Tensor:
        """A plain and a learned mean of each piece's token states: ``(rows, pieces, 2 * hidden)``."""
        counts = inside.sum(2, keepdim=True).clamp(min=1)
        mean = torch.bmm(inside.float() / counts, states)
        weights = self.weigh(states).float().transpose(1, 2).expand(inside.shape)
        weights = torch.softmax(weights.masked_fill(~inside, -1e4), dim=2)
        return torch.cat((mean, torch.bmm(weights, states)), 2)


def best_span(
    starts: Tensor, ends: Tensor, offsets: Sequence[tuple[int, int]]
) -> tuple[float, tuple[int, int]] | None:
    """The score and characters of the best span, from two logits ``(tokens,)`` of one piece."""
    size = len(offsets)
    if not size:
        return None
    scores = starts[:, None] + ends[None, :]
    allowed = torch.ones(size, size, dtype=torch.bool).triu().tril(MAX_SPAN_TOKENS - 1)
    best = int(scores.masked_fill(~allowed, -1e9).argmax())
    first, last = divmod(best, size)
    return float(scores[first, last]), (offsets[first][0], offsets[last][1])


class MiniLMReader:
    """Reads passages against a question; every passage of a call shares one forward pass."""

    def __init__(self, net: ReaderNet, tokenizer: Tokenizer) -> None:
        self.net = net.eval()
        self.tokenizer = tokenizer
        self.marks = mark_ids(tokenizer)

    @classmethod
    def load(cls, encoder_folder: Path, weights: Path) -> MiniLMReader:
        """The reader with these ``weights`` over the word table of the encoder in ``encoder_folder``."""
        state = load_weights(weights)
        encoder = bare_encoder(encoder_folder, layer_count(state), len(state[POSITIONS]))
        with torch.device("meta"):
            net = ReaderNet(encoder)
        net.load_state_dict({**state, WORDS: encoder.words.weight}, assign=True)
        if has_fast_bfloat16():  # once, and not in every pass
            encoder.layers.bfloat16()
        return cls(net, whole_tokenizer(encoder_folder))

    def read(self, pairs: Sequence[tuple[str, Sequence[str]]]) -> list[Reading]:
        """One reading for each question with a passage, which is the list of its sentences."""
        cut = [self._windows(question, sentences) for question, sentences in pairs]
        windows = [window for group in cut for window in group]
        if not windows:
            return [Reading(0.0, (), ()) for _ in pairs]
        with inference():
            sentences, passages, spans = self.net(collate(windows))
            sentences, passages = sentences.sigmoid().tolist(), passages.sigmoid().tolist()
        readings, first = [], 0
        for group, (_, texts) in zip(cut, pairs, strict=True):
            rows = slice(first, first + len(group))
            found = _gather(group, sentences[rows], spans[rows].float(), len(texts))
            readings.append(Reading(max(passages[rows], default=0.0), *found))
            first += len(group)
        return readings

    def _windows(self, question: str, sentences: Sequence[str]) -> list[Window]:
        if not sentences:
            return []
        asked, *pieces = split_tokens(self.tokenizer, [question, *sentences])
        pieces = [Piece(p.sentence - 1, p.ids, p.offsets) for p in pieces]
        return cut_windows(asked.ids[:MAX_QUESTION_TOKENS], pieces, self.marks)


def _gather(
    windows: Sequence[Window], sentences: Sequence[Sequence[float]], spans: Tensor, count: int
) -> tuple[tuple[float, ...], tuple[tuple[int, int] | None, ...]]:
    """For each of ``count`` sentences its highest probability and its best span over the windows."""
    scores = [0.0] * count
    focus: list[tuple[float, tuple[int, int]] | None] = [None] * count
    for row, window in enumerate(windows):
        token = window.passage_start
        for number, piece in enumerate(window.pieces):
            here = spans[row, token : token + len(piece.ids)]
            token += len(piece.ids)
            if not piece.ids:
                continue
            scores[piece.sentence] = max(scores[piece.sentence], sentences[row][number])
            span = best_span(here[:, 0], here[:, 1], piece.offsets)
            kept = focus[piece.sentence]
            if span is not None and (kept is None or span[0] > kept[0]):
                focus[piece.sentence] = span
    return tuple(scores), tuple(None if best is None else best[1] for best in focus)
