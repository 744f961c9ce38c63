"""Several copies of one training run, a process each, that average their weights every so many steps (local SGD).

Two processes with a thread each waste less than one with two threads on a machine that has other work: nobody waits
within a step. They meet in a folder: each leaves its weights there and takes the mean of all.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import torch

#: Seconds after which the others are given up for this round: one may have been stopped.
PATIENCE = 180.0
_KEPT = 2  # rounds of one's own that stay for the slower


class Copies:
    """Copy ``number`` of ``count``, meeting in ``folder`` every ``every`` steps."""

    def __init__(self, folder: Path, number: int, count: int, every: int = 80) -> None:
        self.folder, self.number, self.count, self.every = folder, number, count, every
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{number}-*"):  # by an earlier run
            left.unlink()

    def meet(self, network: torch.nn.Module, step: int) -> None:
        """On every ``every``-th step, replace the weights by the mean over all copies that came."""
        if self.count < 2 or step % self.every:
            return
        mine = self._path(self.number, step)
        partial = mine.with_suffix(".partial")
        torch.save([parameter.data for parameter in network.parameters()], partial)
        os.replace(partial, mine)
        came = [self._path(other, step) for other in range(self.count) if other != self.number]
        came = [path for path in came if _appears(path)]
        with torch.no_grad():
            all_of_them = zip(network.parameters(), *(torch.load(path) for path in came), strict=True)
            for parameter, *others in all_of_them:
                parameter.copy_(torch.stack([parameter, *others]).mean(0))
        self._path(self.number, step - _KEPT * self.every).unlink(missing_ok=True)

    def _path(self, number: int, step: int) -> Path:
        return self.folder / f"{number}-{step}.pt"


def _appears(path: Path) -> bool:
    until = time.monotonic() + PATIENCE
    while not path.exists():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True
