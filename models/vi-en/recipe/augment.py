"""Further copies of the most valuable pairs, each changed in one of the ways that newsroom text varies."""

from __future__ import annotations

import random
from collections.abc import Sequence

from recipe.noise import noisy
from recipe.reshape import capitals, runs, without_stop
from recipe.substitute import substituted

Pair = tuple[str, str]
JOINED_SHARE = 0.12
# What becomes of a copy: substituted only, substituted and noisy, capitals (short lines only), no full stop.
KINDS = ("substituted", "noisy", "capitals", "no stop")
WEIGHTS = (62, 22, 6, 10)
HEADLINE = 16  # words; longer text is hardly ever set in capitals


def copy_of(pair: Pair, rng: random.Random) -> Pair:
    vi, en = substituted(*pair, rng)
    (kind,) = rng.choices(KINDS, WEIGHTS)
    if kind == "noisy":
        return noisy(vi, rng), en
    if kind == "capitals" and len(vi.split()) <= HEADLINE:
        return capitals(vi, en)
    return without_stop(vi, en) if kind == "no stop" else (vi, en)


def augmented(pairs: Sequence[Pair], copies: int, seed: int) -> list[Pair]:
    """``copies`` changed copies of every pair, and runs of neighbours; the same for the same seed."""
    rng = random.Random(seed)
    made = [copy_of(pair, rng) for _ in range(copies) for pair in pairs]
    made += [
        (noisy(vi, rng) if rng.random() < 0.2 else vi, en)
        for vi, en in runs(pairs, int(len(pairs) * copies * JOINED_SHARE), rng)
    ]
    return [pair for pair in made if pair[0].strip() and pair[1].strip()]
