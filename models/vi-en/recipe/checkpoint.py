"""A training run on disk, such that a killed run goes on where it was saved."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from recipe.network import Shape, Translator

State = dict[str, torch.Tensor]


@dataclass
class Checkpoint:
    shape: Shape
    average: State
    model: State | None = None
    optimizer: dict[str, Any] | None = None
    step: int = 0
    tokens: int = 0
    elapsed: float = 0.0  # seconds of the time budget used
    history: list[str] = field(default_factory=list)  # what this network has been trained on, one line a run

    def save(self, path: Path) -> None:
        """Write beside and rename: a kill during the write leaves the last good one."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        torch.save({**self.__dict__, "shape": self.shape.as_dict()}, partial)
        os.replace(partial, path)

    @classmethod
    def load(cls, path: Path) -> Checkpoint:
        if not path.is_file():
            raise SystemExit(f"There is no checkpoint at {path}. Train first, or name another file.")
        held = torch.load(path, map_location="cpu", weights_only=True)
        known = {name: value for name, value in held.items() if name in cls.__dataclass_fields__}
        return cls(**{**known, "shape": Shape(**held["shape"])})

    def network(self, averaged: bool = True) -> Translator:
        network = Translator(self.shape)
        state = self.average if averaged or self.model is None else self.model
        network.load_state_dict({name: tensor.float() for name, tensor in state.items()})
        return network


def mean_of(checkpoints: list[Checkpoint]) -> Checkpoint:
    """The mean of several runs' averaged weights; they must have gone on from one start."""
    if len({checkpoint.shape for checkpoint in checkpoints}) != 1:
        raise SystemExit("These checkpoints have different shapes and cannot be averaged. Export them one by one.")
    names = checkpoints[0].average
    average = {name: torch.stack([c.average[name].float() for c in checkpoints]).mean(0) for name in names}
    return Checkpoint(
        checkpoints[0].shape, average, step=max(c.step for c in checkpoints), history=checkpoints[0].history
    )
