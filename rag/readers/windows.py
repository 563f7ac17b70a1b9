"""A text beside another as the rows an encoder reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from index.encoder import load_tokenizer

MAX_TOKENS = 256


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens of one sentence, or of a part of one too long for a window; offsets are characters."""

    sentence: int
    ids: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """One input row: token ids, where the passage starts, and each token's piece (-1 for none)."""

    ids: tuple[int, ...]
    passage_start: int
    owners: tuple[int, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded rows, all ``(rows, length)``; ``owners`` numbers each token's piece, -1 outside them."""

    ids: Tensor
    attention: Tensor
    segments: Tensor
    owners: Tensor


def mark_ids(tokenizer: Tokenizer) -> tuple[int, int]:
    """The ids of the classification and the separator token."""
    cls, sep = (tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
    if cls is None or sep is None:
        raise ValueError("the tokenizer has no [CLS] and [SEP]; give the folder of a BERT encoder")
    return int(cls), int(sep)


def split_tokens(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Piece]:
    """One piece for each text, whole, without special tokens."""
    return [
        Piece(number, tuple(found.ids), tuple(found.offsets))
        for number, found in enumerate(tokenizer.encode_batch(texts, add_special_tokens=False))
    ]


def cut_windows(
    question: Sequence[int],
    pieces: Sequence[Piece],
    marks: tuple[int, int],
    limit: int = MAX_TOKENS,
) -> list[Window]:
    """Windows of at most ``limit`` tokens that together hold every piece.

    A window opens with the last sentence of the one before it where that fits, so that a pronoun
    keeps its name; a sentence too long for any window is cut into parts. ``marks`` are the ids of
    the classification and the separator token.
    """
    room = limit - len(question) - 3
    parts: list[Piece] = []
    for piece in pieces:
        for first in range(0, max(len(piece.ids), 1), room):
            last = first + room
            parts.append(Piece(piece.sentence, piece.ids[first:last], piece.offsets[first:last]))
    groups: list[list[Piece]] = [[]]
    for part in parts:
        if sum(len(p.ids) for p in groups[-1]) + len(part.ids) > room:
            carried = groups[-1][-1:]
            fits = bool(carried) and len(carried[0].ids) + len(part.ids) <= room
            groups.append(carried if fits else [])
        groups[-1].append(part)
    return [_window(question, group, marks) for group in groups if group]


def _window(question: Sequence[int], pieces: Sequence[Piece], marks: tuple[int, int]) -> Window:
    cls, sep = marks
    ids = [cls, *question, sep]
    owners = [-1] * len(ids)
    start = len(ids)
    for number, piece in enumerate(pieces):
        ids.extend(piece.ids)
        owners.extend([number] * len(piece.ids))
    return Window((*ids, sep), start, (*owners, -1), tuple(pieces))


def collate(windows: Sequence[Window], pad: int = 0) -> Batch:
    """The windows as rows, padded to the longest."""
    shape = len(windows), max(len(w.ids) for w in windows)
    ids = torch.full(shape, pad)
    owners = torch.full(shape, -1)
    attention, segments = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, :size] = torch.tensor(window.ids)
        owners[row, :size] = torch.tensor(window.owners)
        attention[row, :size] = 1
        segments[row, window.passage_start : size] = 1
    return Batch(ids, attention, segments, owners)


def whole_tokenizer(encoder_folder: Path) -> Tokenizer:
    """The folder's tokenizer, which neither cuts nor pads."""
    tokenizer = load_tokenizer(encoder_folder, MAX_TOKENS)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
