"""Tokenised pairs on disk: a few ``.npz`` files of at most 16 MiB, small enough to be carried to a rented GPU."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint16]
Lengths = npt.NDArray[np.int32]
# The ids are stored compressed at about 60%; 6 million of two bytes stay under 16 MiB even if they did not shrink.
SHARD_IDS = 6_000_000
MAX_PIECES = 160


@dataclass(frozen=True)
class Table:
    """Many sequences in one array: sequence i is ``ids[starts[i] : starts[i] + lengths[i]]``."""

    ids: Ids
    lengths: Lengths

    @property
    def starts(self) -> npt.NDArray[np.int64]:
        return (
            np.concatenate([[0], np.cumsum(self.lengths, dtype=np.int64)[:-1]])
            if len(self.lengths)
            else np.zeros(0, np.int64)
        )

    @classmethod
    def of(cls, sequences: Sequence[Sequence[int]]) -> Table:
        lengths = np.array([len(sequence) for sequence in sequences], np.int32)
        return cls(np.array([piece for sequence in sequences for piece in sequence], np.uint16), lengths)


@dataclass(frozen=True)
class Shard:
    group: str
    broad: float
    fine: float
    source: Table
    target: Table


def fits(source: Sequence[int], target: Sequence[int]) -> bool:
    longest, shortest = max(len(source), len(target)), min(len(source), len(target))
    return shortest > 0 and longest <= MAX_PIECES and (longest + 8) / (shortest + 8) <= 3


def write_group(
    folder: Path, group: str, weights: tuple[float, float], source: list[list[int]], target: list[list[int]]
) -> list[Path]:
    """Write one group's pairs, cut into as many files as it takes."""
    paths = []
    for number, (first, last) in enumerate(_cuts(source, target)):
        path = folder / f"{group}-{number}.npz"
        columns = {"source": Table.of(source[first:last]), "target": Table.of(target[first:last])}
        arrays = {
            f"{side}_{part}": getattr(table, part) for side, table in columns.items() for part in ("ids", "lengths")
        }
        np.savez_compressed(path, meta=np.array(json.dumps([group, *weights])), **arrays)
        paths.append(path)
    return paths


def _cuts(source: list[list[int]], target: list[list[int]]) -> list[tuple[int, int]]:
    cuts, first, held = [], 0, 0
    for i, (a, b) in enumerate(zip(source, target, strict=True)):
        if held + len(a) + len(b) > SHARD_IDS:
            cuts.append((first, i))
            first, held = i, 0
        held += len(a) + len(b)
    return [*cuts, (first, len(source))] if source[first:] else cuts


def read_shards(folder: Path) -> list[Shard]:
    paths = sorted(folder.glob("*.npz"))
    if not paths:
        raise SystemExit(
            f"There are no prepared pairs in {folder}. "
            "Run `python -m recipe.prepare` first, or name the folder with --data."
        )
    return [_read(path) for path in paths]


def _read(path: Path) -> Shard:
    with np.load(path, allow_pickle=False) as file:
        group, broad, fine = json.loads(str(file["meta"]))
        tables = [Table(file[f"{side}_ids"], file[f"{side}_lengths"]) for side in ("source", "target")]
    return Shard(group, broad, fine, *tables)
