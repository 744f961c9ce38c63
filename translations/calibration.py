"""Does a predicted chance come true as often as it says? Pure.

Predictions are tallied by value, so that memory depends on their precision and not on their number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: (predicted chance, whether it happened) → how often.
Tally = Mapping[tuple[float, bool], int]
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions from `low` to below `high` (the last one holds 1 as well)."""

    low: float
    high: float
    count: int
    #: Mean prediction, and the share that happened; 0 in an empty bin.
    predicted: float
    observed: float


@dataclass(frozen=True, slots=True)
class Step:
    """From a prediction of `start` up to the next step, `chance` is what happened."""

    start: float
    chance: float
    count: int


def bins(tally: Tally) -> tuple[Bin, ...]:
    """Ten of equal width, empty ones included."""
    found: list[Counter[tuple[float, bool]]] = [Counter() for _ in range(BINS)]
    for (chance, happened), count in tally.items():
        found[min(int(chance * BINS), BINS - 1)][chance, happened] += count
    return tuple(_bin(place, part) for place, part in enumerate(found))


def _bin(place: int, part: Tally) -> Bin:
    count = sum(part.values())
    predicted = sum(chance * times for (chance, _), times in part.items())
    observed = sum(times for (_, happened), times in part.items() if happened)
    return Bin(place / BINS, (place + 1) / BINS, count, predicted / (count or 1), observed / (count or 1))


def expected_error(found: Iterable[Bin]) -> float:
    """ECE: how far prediction and outcome are apart in a bin, weighted by what is in it. 0 is best."""
    known = tuple(found)
    total = sum(each.count for each in known)
    return sum(each.count * abs(each.predicted - each.observed) for each in known) / (total or 1)


def brier(tally: Tally) -> float:
    """The mean squared distance of prediction and outcome. 0 is best; the base rate p alone gives p(1 − p)."""
    total = sum(tally.values())
    return sum(times * (chance - happened) ** 2 for (chance, happened), times in tally.items()) / (total or 1)


def isotonic(tally: Tally) -> tuple[Step, ...]:
    """The rising step function nearest to what happened (least squares), by pooling adjacent violators: a prediction
    that came true less often than a lower one is pooled with it."""
    pooled: list[tuple[float, int, int]] = []  # (start, happened, count)
    for chance in sorted({chance for chance, _ in tally}):
        start, happened = chance, tally.get((chance, True), 0)
        count = happened + tally.get((chance, False), 0)
        while pooled and pooled[-1][1] * count >= happened * pooled[-1][2]:
            start, before, others = pooled.pop()
            happened, count = happened + before, count + others
        pooled.append((start, happened, count))
    return tuple(Step(start, happened / count, count) for start, happened, count in pooled)


def corrected(chance: float, steps: Sequence[Step]) -> float:
    """What `steps` make of a prediction. Below the first step, the first holds; without any, it stands."""
    if not steps:
        return chance
    return steps[max(bisect_right(steps, chance, key=lambda step: step.start) - 1, 0)].chance


def recalibrated(tally: Tally, steps: Sequence[Step]) -> Tally:
    made: Counter[tuple[float, bool]] = Counter()
    for (chance, happened), count in tally.items():
        made[corrected(chance, steps), happened] += count
    return made


def crossed(halves: tuple[Tally, Tally]) -> Tally:
    """Each half corrected by what was fitted to the other: an honest forecast, where fitting and measuring on the same
    predictions always looks good."""
    one, other = halves
    return Counter(recalibrated(one, isotonic(other))) + Counter(recalibrated(other, isotonic(one)))
