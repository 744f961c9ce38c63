"""Several copies of one training run, a process each, that average their weights every so many steps (local SGD).

Two processes with a thread each waste less than one with two threads on a machine that has other work: nobody waits
within a step. They meet in a folder: each leaves its weights there and takes the mean with the newest of the others.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import torch

#: Seconds a copy waits for the others at a meeting. Who does not come is waited for again once there is news of it.
PATIENCE = 120.0
_LOOK = 0.1


class Copies:
    """Copy ``number`` of ``count``, meeting in ``folder`` every ``every`` steps. With a count of 1, nothing happens."""

    def __init__(self, folder: Path, number: int, count: int, every: int = 80) -> None:
        self.folder, self.number, self.every = folder, number, every
        self.others = [other for other in range(count) if other != number]
        self.missed: set[int] = set()
        self.seen: dict[int, int] = {}  # copy → when its newest file was written, in nanoseconds
        if self.others:
            folder.mkdir(parents=True, exist_ok=True)
            self._path(number).unlink(missing_ok=True)  # of an earlier run

    def meet(self, network: torch.nn.Module, step: int) -> None:
        """On every ``every``-th step, replace the weights by the mean over all copies of which there is news."""
        if not self.others or step % self.every:
            return
        partial = self._path(self.number).with_suffix(".partial")
        torch.save([parameter.data for parameter in network.parameters()], partial)
        os.replace(partial, self._path(self.number))
        came = [torch.load(self._path(other)) for other in self._newcomers()]
        with torch.no_grad():
            for parameter, *others in zip(network.parameters(), *came, strict=True):
                parameter.copy_(torch.stack([parameter, *others]).mean(0))

    def _newcomers(self) -> Iterator[int]:
        until = time.monotonic() + PATIENCE
        for other in self.others:
            while not self._is_new(other) and other not in self.missed and time.monotonic() < until:
                time.sleep(_LOOK)
            if self._is_new(other):
                self.missed.discard(other)
                self.seen[other] = self._written(other)
                yield other
            elif other not in self.missed:
                self.missed.add(other)
                print(f"copy {other} did not come; going on without it until it is back", flush=True)

    def _is_new(self, other: int) -> bool:
        return self._written(other) > self.seen.get(other, 0)

    def _written(self, other: int) -> int:
        try:
            return self._path(other).stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def _path(self, number: int) -> Path:
        return self.folder / f"{number}.pt"
