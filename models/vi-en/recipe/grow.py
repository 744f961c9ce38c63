"""A deeper network that begins where a shallower one is: ``python -m recipe.grow OLD.pt --out NEW.pt``.

Each new layer is a copy of the one below it whose two output projections are zero: it adds nothing to the residual
stream, so the grown network translates exactly as the old one did, and learns from there (LLaMA Pro, Wu et al., 2024).
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from recipe.checkpoint import Checkpoint, State
from recipe.network import Translator

#: What a layer adds to the residual stream goes through these.
OUTPUTS = (".o.", ".down.")


def origins(old: int, new: int) -> list[tuple[int, bool]]:
    """For each of ``new`` layers the one of ``old`` that it copies, and whether it is that layer itself.

    The new ones are spread evenly: of 4 grown to 6, [0, 0', 1, 2, 2', 3].
    """
    if new < old:
        raise SystemExit(f"A network of {old} layers cannot grow to {new}.")
    plan = [i * old // new for i in range(new)]
    return [(layer, i == 0 or layer != plan[i - 1]) for i, layer in enumerate(plan)]


def grown(checkpoint: Checkpoint, encoder_layers: int, decoder_layers: int) -> Checkpoint:
    shape = replace(checkpoint.shape, encoder_layers=encoder_layers, decoder_layers=decoder_layers)
    plans = {
        "encoder": origins(checkpoint.shape.encoder_layers, encoder_layers),
        "decoder": origins(checkpoint.shape.decoder_layers, decoder_layers),
    }
    average = {name: _taken(name, checkpoint.average, plans) for name in Translator(shape).state_dict()}
    return Checkpoint(shape, average, history=checkpoint.history)


def _taken(name: str, old: State, plans: dict[str, list[tuple[int, bool]]]) -> torch.Tensor:
    side, _, rest = name.partition(".")
    if side not in plans:
        return old[name]
    number, _, inside = rest.partition(".")
    layer, itself = plans[side][int(number)]
    tensor = old[f"{side}.{layer}.{inside}"]
    silent = not itself and any(part in f".{inside}" for part in OUTPUTS)
    return torch.zeros_like(tensor) if silent else tensor.clone()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m recipe.grow", description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--encoder-layers", type=int, default=6)
    parser.add_argument("--decoder-layers", type=int, default=2)
    parser.add_argument("--out", type=Path, required=True, help="for recipe.train --init")
    args = parser.parse_args()
    new = grown(Checkpoint.load(args.checkpoint), args.encoder_layers, args.decoder_layers)
    new.save(args.out)
    print(f"wrote {args.out}: {args.encoder_layers}+{args.decoder_layers} layers")


if __name__ == "__main__":
    main()
