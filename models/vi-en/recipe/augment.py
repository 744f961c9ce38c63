"""Further copies of the most valuable pairs, each changed in one of the ways that newsroom text varies."""

from __future__ import annotations

import random
from collections.abc import Sequence

from recipe.noise import noisy
from recipe.reshape import capitals, runs, without_stop
from recipe.substitute import substituted
from recipe.termed import Terms, annotated

Pair = tuple[str, str]
JOINED_SHARE = 0.12
# What becomes of a copy: substituted only, noisy too, with terms given, capitals (short lines only), no full stop.
KINDS = ("substituted", "noisy", "termed", "capitals", "no stop")
WEIGHTS = (48, 20, 18, 5, 9)
HEADLINE = 16  # words; longer text is hardly ever set in capitals


def copy_of(pair: Pair, terms: Terms, rng: random.Random) -> Pair:
    vi, en = substituted(*pair, rng)
    (kind,) = rng.choices(KINDS, WEIGHTS)
    if kind == "termed":
        return annotated(vi, en, terms, rng)
    if kind == "noisy":
        return noisy(vi, rng), en
    if kind == "capitals" and len(vi.split()) <= HEADLINE:
        return capitals(vi, en)
    return without_stop(vi, en) if kind == "no stop" else (vi, en)


def augmented(pairs: Sequence[Pair], copies: int, seed: int, terms: Terms | None = None) -> list[Pair]:
    """``copies`` changed copies of every pair, and runs of neighbours; the same for the same seed."""
    rng, terms = random.Random(seed), terms or Terms({})
    made = [copy_of(pair, terms, rng) for _ in range(copies) for pair in pairs]
    made += [
        (noisy(vi, rng) if rng.random() < 0.2 else vi, en)
        for vi, en in runs(pairs, int(len(pairs) * copies * JOINED_SHARE), rng)
    ]
    return [pair for pair in made if pair[0].strip() and pair[1].strip()]
