"""Length-bucketed batches from weighted shards: what is drawn for one pass, and how it is cut into batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from recipe.pieces import BOS, EOS, PAD
from recipe.shards import Shard

Ints = npt.NDArray[np.int64]
SECTIONS = 8  # a pass is sorted by length in parts, so that the copies of a pair stand apart
JITTER = 2.0  # pieces; keeps the batches of one pass from being those of the last


@dataclass(frozen=True)
class Batch:
    source: Ints
    target: Ints


class Store:
    """All shards as one numbered list of pairs."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        self.source = np.concatenate([shard.source.ids for shard in shards])
        self.target = np.concatenate([shard.target.ids for shard in shards])
        self.source_lengths = np.concatenate([shard.source.lengths for shard in shards])
        self.target_lengths = np.concatenate([shard.target.lengths for shard in shards])
        self.source_starts = np.concatenate([[0], np.cumsum(self.source_lengths, dtype=np.int64)])
        self.target_starts = np.concatenate([[0], np.cumsum(self.target_lengths, dtype=np.int64)])
        self.broad = np.concatenate([np.full(len(shard.source.lengths), shard.broad) for shard in shards])
        self.fine = np.concatenate([np.full(len(shard.source.lengths), shard.fine) for shard in shards])
        self.longest = np.maximum(self.source_lengths, self.target_lengths) + 1  # the closing or opening piece

    def batch(self, rows: Ints) -> Batch:
        source = np.full((len(rows), int(self.source_lengths[rows].max()) + 1), PAD, np.int64)
        target = np.full((len(rows), int(self.target_lengths[rows].max()) + 2), PAD, np.int64)
        for i, row in enumerate(rows):
            a, b = int(self.source_lengths[row]), int(self.target_lengths[row])
            source[i, :a] = self.source[self.source_starts[row] : self.source_starts[row + 1]]
            source[i, a] = EOS
            target[i, 0] = BOS
            target[i, 1 : b + 1] = self.target[self.target_starts[row] : self.target_starts[row + 1]]
            target[i, b + 1] = EOS
        return Batch(source, target)


def drawn(weights: npt.NDArray[np.float64], rng: np.random.Generator) -> Ints:
    """Row numbers for one pass: weight 2.25 means twice, and a third time with a chance of a quarter."""
    times = np.floor(weights + rng.random(len(weights))).astype(np.int64)
    rows = np.repeat(np.arange(len(weights)), times)
    rng.shuffle(rows)
    return rows


def cut(lengths: npt.NDArray[np.int32], rows: Ints, tokens: int) -> list[Ints]:
    """Rows, sorted by length, into batches of at most ``tokens`` pieces with their padding."""
    batches, first, widest = [], 0, 0
    for i, row in enumerate(rows):
        wider = max(widest, int(lengths[row]))
        if i > first and wider * (i - first + 1) > tokens:
            batches.append(rows[first:i])
            first, wider = i, int(lengths[row])
        widest = wider
    return [*batches, rows[first:]] if len(rows) else batches


def one_pass(store: Store, weights: npt.NDArray[np.float64], tokens: int, rng: np.random.Generator) -> Iterator[Batch]:
    for section in np.array_split(drawn(weights, rng), SECTIONS):
        order = np.argsort(store.longest[section] + rng.uniform(-JITTER, JITTER, len(section)), kind="stable")
        batches = cut(store.longest, section[order], tokens)
        for i in rng.permutation(len(batches)):
            yield store.batch(batches[i])


def endless(store: Store, weights: npt.NDArray[np.float64], tokens: int, rng: np.random.Generator) -> Iterator[Batch]:
    if not weights.sum() > 0:
        raise SystemExit("Every pair has weight 0 in this stage. Raise a weight in mix.toml and prepare again.")
    while True:
        yield from one_pass(store, weights, tokens, rng)
