"""Train within a time budget: ``python -m recipe.train --data build/data --out build/run --minutes 30``.

The budget belongs to the run, not to the call: started again with the same --out, it goes on from the last save, so a
run of 30 minutes may be three calls of 10 (``--this-call 9.5``). On a GPU it computes in bfloat16; on a CPU it does so
where the processor can (about twice as fast with AVX-512 BF16). The best first check of a setup is ``--minutes 1``.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from recipe import network
from recipe.batches import Batch, Store, endless
from recipe.checkpoint import Checkpoint
from recipe.network import Shape, Translator
from recipe.pieces import load_pieces
from recipe.schedule import Schedule, progress
from recipe.shards import read_shards
from recipe.together import Copies

# The moving average is taken every few steps and spans about the last tenth of all steps, 1,000 at most: on a run of a
# thousand steps one over the last half trailed behind the weights themselves: 19.7 against 21.6 BLEU on press_dev.
AVERAGE_EVERY, AVERAGE_KEEP = 10, 0.99
CLIP = 1.0
GPU_CHUNK = 8192  # rows of logits at once, where memory is wide


class Trainer:
    """One network, its optimizer and its moving average; ``step`` is one batch."""

    def __init__(self, checkpoint: Checkpoint, device: str, smoothing: float, bfloat: bool) -> None:
        self.checkpoint, self.device, self.smoothing, self.bfloat = checkpoint, device, smoothing, bfloat
        self.network: Translator = checkpoint.network(averaged=checkpoint.optimizer is None).to(device)
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), lr=1e-4, betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )
        if checkpoint.optimizer:
            self.optimizer.load_state_dict(checkpoint.optimizer)
        self.average = {name: tensor.float().to(device) for name, tensor in checkpoint.average.items()}

    def step(self, batch: Batch, rate: float) -> tuple[float, int]:
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        source, target = (torch.from_numpy(side).to(self.device) for side in (batch.source, batch.target))
        with torch.autocast(self.device, torch.bfloat16, enabled=self.bfloat):
            loss, count = self.network.backward_loss(source, target, self.smoothing)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), CLIP)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.checkpoint.step += 1
        self.checkpoint.tokens += count
        if self.checkpoint.step % AVERAGE_EVERY == 0:
            self.update_average()
        return loss, count

    def update_average(self) -> None:
        keep = min(AVERAGE_KEEP, self.checkpoint.step / (self.checkpoint.step + 10 * AVERAGE_EVERY))
        for name, tensor in self.network.state_dict().items():
            self.average[name].lerp_(tensor.detach().float(), 1 - keep)

    def save(self, path: Path) -> None:
        held = self.checkpoint
        held.average, held.model, held.optimizer = self.average, self.network.state_dict(), self.optimizer.state_dict()
        held.save(path)


def run(trainer: Trainer, store: Store, schedule: Schedule, args: argparse.Namespace) -> bool:
    """Train until the budget or this call's share of it is used; whether the budget is."""
    held, path = trainer.checkpoint, args.out / "checkpoint.pt"
    began, before = time.monotonic(), held.elapsed
    copies = Copies(args.out.parent / "together", args.copy, args.copies)
    rng = np.random.default_rng([args.seed, args.copy, held.step])
    fine = schedule.is_fine(held.elapsed)
    batches = endless(store, store.fine if fine else store.broad, args.batch_tokens, rng)
    meter, saved = Meter(), began
    while not schedule.is_over(held.elapsed) and time.monotonic() - began < args.this_call * 60:
        if not fine and schedule.is_fine(held.elapsed):
            fine, batches = True, endless(store, store.fine, args.batch_tokens, rng)
            trainer.save(args.out / "broad.pt")
        rate = schedule.rate(held.step, held.elapsed)
        meter.add(*trainer.step(next(batches), rate))
        copies.meet(trainer.network, held.step)
        held.elapsed = before + time.monotonic() - began
        if held.step % args.report == 0:
            print(progress(held.step, *meter.read(rate), schedule.minutes * 60 - held.elapsed, fine), flush=True)
        if time.monotonic() - saved > args.save_every * 60:
            trainer.save(path)
            saved = time.monotonic()
    trainer.save(path)
    return schedule.is_over(held.elapsed)


class Meter:
    """Mean loss and speed since last read."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.loss, self.count, self.since = 0.0, 0, time.monotonic()

    def add(self, loss: float, count: int) -> None:
        self.loss, self.count = self.loss + loss * count, self.count + count

    def read(self, rate: float) -> tuple[float, float, float]:
        answer = self.loss / max(1, self.count), rate, self.count / max(1e-9, time.monotonic() - self.since)
        self.reset()
        return answer


def start(args: argparse.Namespace) -> Checkpoint:
    """Go on from --out, else begin from --init's averaged weights, else from random ones."""
    if (args.out / "checkpoint.pt").is_file():
        return Checkpoint.load(args.out / "checkpoint.pt")
    if args.init:
        given = Checkpoint.load(args.init)
        shape = given.shape if args.dropout is None else replace(given.shape, dropout=args.dropout)
        return Checkpoint(shape, given.average, step=0, history=given.history)
    vocab = load_pieces(args.data / "pieces.model").get_piece_size()
    shape = Shape(
        vocab, args.width, args.heads, args.inner, args.encoder_layers, args.decoder_layers, args.dropout or 0.0
    )
    return Checkpoint(shape, Translator(shape).state_dict())


def train(args: argparse.Namespace) -> None:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(args.seed)
    if device == "cpu":
        torch.set_num_threads(args.threads)
    else:
        network.LOSS_CHUNK = GPU_CHUNK
    checkpoint = start(args)
    store = Store(read_shards(args.data))
    schedule = Schedule(args.minutes, args.rate, args.warmup, args.fine_from)
    trainer = Trainer(checkpoint, device, args.smoothing, device == "cuda" or not args.no_bfloat)
    count = sum(parameter.numel() for parameter in trainer.network.parameters())
    print(
        f"{count / 1e6:.1f}M parameters, {len(store.longest):,} pairs, {device}, step {checkpoint.step:,}", flush=True
    )
    if run(trainer, store, schedule, args):
        print(
            f"The budget is used: {checkpoint.step:,} steps, {checkpoint.tokens / 1e6:.1f}M target tokens."
            " Now python -m recipe.export."
        )
    else:
        print(
            f"Stopped at {checkpoint.elapsed / 60:.1f} of {args.minutes:g} minutes; the same command goes on from here."
        )


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m recipe.train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--data", type=Path, default=Path("build/data"))
    made.add_argument("--out", type=Path, default=Path("build/run"))
    made.add_argument("--init", type=Path, help="checkpoint to begin from (its averaged weights and its shape)")
    made.add_argument("--minutes", type=float, default=30, help="time budget of the whole run")
    made.add_argument("--this-call", type=float, default=1e9, help="minutes after which this call saves and stops")
    made.add_argument("--fine-from", type=float, default=0.6, help="share of the budget at which the fine stage begins")
    made.add_argument("--rate", type=float, default=6e-4)
    made.add_argument("--warmup", type=int, default=400, help="steps")
    made.add_argument(
        "--batch-tokens", type=int, default=3000, help="pieces a batch, padding included; a GPU takes 50,000"
    )
    made.add_argument("--smoothing", type=float, default=0.1)
    made.add_argument("--width", type=int, default=256)
    made.add_argument("--heads", type=int, default=4)
    made.add_argument("--inner", type=int, default=1024)
    made.add_argument("--encoder-layers", type=int, default=4)
    made.add_argument("--decoder-layers", type=int, default=1)
    made.add_argument(
        "--dropout", type=float, help="0.1 where the pairs are seen many times (default: that of --init, else 0)"
    )
    made.add_argument("--threads", type=int, default=2)
    made.add_argument(
        "--copies",
        type=int,
        default=1,
        help="how many processes train one network, each with its own --out in one folder",
    )
    made.add_argument("--copy", type=int, default=0, help="which of them this is, from 0")
    made.add_argument("--seed", type=int, default=1)
    made.add_argument("--report", type=int, default=100, help="steps between progress lines")
    made.add_argument("--save-every", type=float, default=5, help="minutes")
    made.add_argument(
        "--no-bfloat", action="store_true", help="full precision on a processor without AVX-512 BF16 or AMX"
    )
    return made


if __name__ == "__main__":
    train(parser().parse_args())
