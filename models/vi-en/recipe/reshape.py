"""Other shapes of the same pair: a headline, capitals, a run of sentences. Pure, given the random source."""

from __future__ import annotations

import random
from collections.abc import Sequence

Pair = tuple[str, str]
LONGEST = 90  # words, after joining


def capitals(vi: str, en: str) -> Pair:
    return vi.upper(), en.upper()


def without_stop(vi: str, en: str) -> Pair:
    """As headlines and captions stand: no full stop on either side."""
    return (vi[:-1], en[:-1]) if vi.endswith(".") and en.endswith(".") and not vi.endswith("..") else (vi, en)


def joined(pairs: Sequence[Pair]) -> Pair | None:
    """Two or three sentences as one line, which a model trained on single sentences otherwise cuts short."""
    vi, en = (" ".join(sides) for sides in zip(*pairs, strict=True))
    fit = all(side.endswith((".", "”", '"', "!", "?")) for pair in pairs for side in pair)
    return (vi, en) if fit and max(len(vi.split()), len(en.split())) <= LONGEST else None


def runs(pairs: Sequence[Pair], count: int, rng: random.Random) -> list[Pair]:
    """``count`` attempts at neighbouring sentences, which in a bilingual article belong together."""
    made = []
    for _ in range(count if len(pairs) > 3 else 0):
        start = rng.randrange(len(pairs) - 3)
        made.append(joined(pairs[start : start + rng.choice([2, 2, 3])]))
    return [pair for pair in made if pair]
