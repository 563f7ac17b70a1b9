"""The packaged MiniLM encoder in plain torch.

sentence-transformers costs about five seconds to import, which is most of what a single question
on the command line would wait for. The encoder underneath is six BERT layers; written out here over
the same weight file, it needs torch alone. A test holds its output equal to sentence-transformers'.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True, slots=True)
class EncoderConfig:
    """The part of a BERT ``config.json`` that shapes the encoder."""

    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float

    @classmethod
    def read(cls, folder: Path) -> EncoderConfig:
        values = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        return cls(**{name: values[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows there are of each length, shortest first; their tokens stand one after the other.

    Without padding there is a fifth less to compute for passages of news, and no mask.
    """

    groups: Sequence[tuple[int, int]]

    def alike(self, states: Tensor) -> list[Tensor]:
        """``(tokens, heads, size)`` parted into ``(rows, heads, length, size)``, one for each length."""
        parts = torch.split(states, [count * length for count, length in self.groups])
        return [
            part.view(count, length, *part.shape[1:]).transpose(1, 2)
            for part, (count, length) in zip(parts, self.groups, strict=True)
        ]


_SCORES = 2**19
"""How many attention scores are made at once.

Of so few, plain products take two thirds of the time of torch's fused attention, which is made for long
rows: reading ten passages takes 150 ms instead of 169. Of more, memory slows them.
"""


def _attention(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Scaled dot-product attention (Vaswani et al. 2017) over ``(rows, heads, length, size)``."""
    shape = query.shape
    query, key, value = (t.flatten(0, 1) for t in (query, key, value))
    scores = torch.bmm(query * shape[-1] ** -0.5, key.transpose(1, 2))
    return torch.bmm(scores.softmax(2), value).view(shape)


class Layer(nn.Module):
    """One transformer layer, post-norm, as in BERT (Devlin et al. 2019)."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        size = config.hidden_size
        self.heads = config.num_attention_heads
        self.query, self.key, self.value = (nn.Linear(size, size) for _ in range(3))
        self.attended = nn.Linear(size, size)
        self.attended_norm = nn.LayerNorm(size, eps=config.layer_norm_eps)
        self.wide = nn.Linear(size, config.intermediate_size)
        self.narrow = nn.Linear(config.intermediate_size, size)
        self.norm = nn.LayerNorm(size, eps=config.layer_norm_eps)

    def forward(self, states: Tensor, rows: Rows) -> Tensor:
        """From states ``(tokens, hidden)``, those of all rows one after the other, to the next ones."""
        heads = (
            linear(states).view(len(states), self.heads, -1)
            for linear in (self.query, self.key, self.value)
        )
        mixed = torch.cat(
            [self.attend(*alike) for alike in zip(*map(rows.alike, heads), strict=True)]
        )
        states = self.attended_norm(states + self.attended(mixed))
        return self.norm(states + self.narrow(F.gelu(self.wide(states))))  # type: ignore[no-any-return]

    def attend(self, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """Attention within rows of one length: ``(rows, heads, length, size)`` to ``(tokens, hidden)``."""
        _, heads, length, _ = query.shape
        at_once = max(1, _SCORES // (heads * length * length))
        parts = (torch.split(states, at_once) for states in (query, key, value))
        mixed = torch.cat([_attention(*some) for some in zip(*parts, strict=True)])
        return mixed.transpose(1, 2).flatten(2).flatten(0, 1)


def _empty_table(rows: int, size: int) -> nn.Embedding:
    """Embeddings that still have to be given: drawing them on the "meta" device imports sympy."""
    made: nn.Embedding = nn.Embedding.from_pretrained(torch.empty(rows, size), freeze=False)  # type: ignore[no-untyped-call]
    return made


_MULTIPLE = 128
"""Of which a large number of tokens is made: torch prepares itself anew for each number it has not met."""


class Encoder(nn.Module):
    """Token ids in, one state per token out: ``(batch, length)`` to ``(batch, length, hidden)``.

    Where ``attention`` is 0 nothing is computed and the state is nought.
    """

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        size = config.hidden_size
        self.words = _empty_table(config.vocab_size, size)
        self.positions = _empty_table(config.max_position_embeddings, size)
        self.segments = _empty_table(config.type_vocab_size, size)
        self.norm = nn.LayerNorm(size, eps=config.layer_norm_eps)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.num_hidden_layers))

    def forward(self, ids: Tensor, attention: Tensor, segments: Tensor | None = None) -> Tensor:
        lengths = attention.sum(1)
        order = lengths.argsort()
        kept = attention[order].bool()
        positions = torch.arange(ids.shape[1], device=ids.device).expand(ids.shape)
        kinds = torch.zeros_like(ids) if segments is None else segments
        states = self.words(ids[order][kept]) + self.positions(positions[kept])
        states = self.norm(states + self.segments(kinds[order][kept]))
        states = states.to(next(self.layers.parameters()).dtype)
        rows = Rows(
            [(count, length) for length, count in sorted(Counter(lengths.tolist()).items())]
        )
        count = len(states)
        filler = -count % _MULTIPLE if count > 4 * _MULTIPLE else 0
        if filler:
            states = F.pad(states, (0, 0, 0, filler))
            rows = Rows([*rows.groups, (1, filler)])
        for layer in self.layers:
            states = layer(states, rows)
        padded = states.new_zeros(*ids.shape, states.shape[1])
        padded[kept] = states[:count]
        back: Tensor = padded[order.argsort()]
        return back


_NAMES = {
    "embeddings.word_embeddings": "words",
    "embeddings.position_embeddings": "positions",
    "embeddings.token_type_embeddings": "segments",
    "embeddings.LayerNorm": "norm",
    "encoder.layer": "layers",
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "attended",
    "attention.output.LayerNorm": "attended_norm",
    "intermediate.dense": "wide",
    "output.dense": "narrow",
    "output.LayerNorm": "norm",
}


def _unfilled(config: EncoderConfig) -> Encoder:
    """An encoder whose weights have to be assigned (``load_state_dict(…, assign=True)``).

    They are on torch's "meta" device: filling millions of them with random numbers takes its time.
    """
    with torch.device("meta"):
        return Encoder(config)


def bare_encoder(folder: Path, layers: int, positions: int) -> Encoder:
    """An encoder with the word table of the one in ``folder``; all else has to be assigned."""
    known = EncoderConfig.read(folder)
    encoder = _unfilled(replace(known, num_hidden_layers=layers, max_position_embeddings=positions))
    with safe_open(folder / "model.safetensors", "pt") as file:
        words = file.get_tensor("embeddings.word_embeddings.weight")
    encoder.words.weight = nn.Parameter(words)
    return encoder


def load_encoder(folder: Path) -> Encoder:
    """The encoder whose ``config.json`` and ``model.safetensors`` stand in ``folder``."""
    encoder = _unfilled(EncoderConfig.read(folder))
    encoder.load_state_dict(our_names(load_file(folder / "model.safetensors")), assign=True)
    return encoder.eval()


def our_names(state: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """A BERT's weights under the names they have in `Encoder`; its pooler is left out."""
    renamed = {}
    for name, tensor in state.items():
        if name.startswith("pooler") or name.endswith("position_ids"):
            continue
        for theirs, ours in _NAMES.items():
            name = name.replace(theirs, ours)
        renamed[name] = tensor
    return renamed


def load_tokenizer(folder: Path, max_tokens: int) -> Tokenizer:
    """The folder's tokenizer: truncates to ``max_tokens``, pads to the longest of a batch."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(max_tokens)
    tokenizer.enable_padding()
    return tokenizer


@cache
def has_fast_bfloat16() -> bool:
    """Whether this CPU computes in bfloat16 natively; else it is slower than float32."""
    check = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return bool(check and check())


@contextmanager
def inference() -> Iterator[None]:
    """No gradients, and half the arithmetic width where the CPU is made for it."""
    with (
        torch.inference_mode(),
        torch.autocast("cpu", torch.bfloat16, enabled=has_fast_bfloat16()),
    ):
        yield


def mean_pool(states: Tensor, attention: Tensor) -> Tensor:
    """Unit vectors ``(batch, hidden)``: the mean over the tokens that are not padding."""
    weights = attention.unsqueeze(-1).to(torch.float32)
    pooled = (states.float() * weights).sum(1) / weights.sum(1).clamp(min=1)
    return F.normalize(pooled, dim=1)


def encode_sorted(
    encoder: Encoder, tokenizer: Tokenizer, texts: Sequence[str], batch_size: int = 32
) -> Tensor:
    """Unit vectors ``(len(texts), hidden)``; texts of a like length share a batch."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    vectors: list[Tensor] = [torch.empty(0)] * len(texts)
    with inference():
        for first in range(0, len(order), batch_size):
            rows = order[first : first + batch_size]
            batch = tokenizer.encode_batch([texts[i] for i in rows])
            ids = torch.tensor([e.ids for e in batch])
            attention = torch.tensor([e.attention_mask for e in batch])
            pooled = mean_pool(encoder(ids, attention), attention)
            for row, vector in zip(rows, pooled, strict=True):
                vectors[row] = vector
    return torch.stack(vectors) if texts else torch.empty(0, encoder.words.embedding_dim)
