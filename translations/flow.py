"""How fast the work goes: counts by hour, the time until the queue is empty, failures that are one and the same.

Pure: `selectors.flow` reads, the operators' board shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
HOURS = 24
#: The rate is taken from this long ago until now; from the whole hour when nothing was done in it.
RECENT = timedelta(minutes=15)

#: What makes two errors differ although they are the same: numbers, names in quotes, addresses, hosts with a process.
_PARTICULAR = re.compile(
    r"""https?://\S+ | "[^"]*" | '[^']*' | “[^”]*” | \S+:\d+\b | \b[0-9a-f]{8,}\b | \d+(?:\.\d+)*""", re.VERBOSE
)
_LONGEST = 160


def hours(now: datetime) -> list[tuple[datetime, datetime]]:
    """The last 24 hours, oldest first, each after its first time and until its second; the last ends now."""
    return [(now - (age + 1) * HOUR, now - age * HOUR) for age in reversed(range(HOURS))]


def time_to_empty(backlog: int, drafted: Mapping[timedelta, int]) -> timedelta | None:
    """At the rate of late; `drafted` counts what was done in RECENT and in HOUR.

    None when nothing waits, or when nothing moves and so nobody can tell.
    """
    for window in (RECENT, HOUR):
        if backlog and drafted[window]:
            return window / drafted[window] * backlog
    return None


def success_rate(drafts: int, failures: int) -> float | None:
    """Attempts that became a draft, of all that ended; None when none did."""
    return drafts / (drafts + failures) if drafts + failures else None


def family(error: str) -> str:
    """The part of an error that it has in common with others of the same cause."""
    first = error.strip().splitlines()[0] if error.strip() else ""
    return _PARTICULAR.sub("…", first)[:_LONGEST]


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour of a chart, in the units of its viewBox."""

    x: int
    y: int
    height: int
    value: int


CHART_HEIGHT, BAR_WIDTH, BAR_STEP = 40, 8, 10


def bars(counts: Sequence[int]) -> list[Bar]:
    """Scaled to the highest; what is not nothing can be seen, however small."""
    top = max(counts, default=0) or 1
    heights = [max(round(CHART_HEIGHT * count / top), 2 if count else 0) for count in counts]
    return [
        Bar(index * BAR_STEP, CHART_HEIGHT - height, height, count)
        for index, (height, count) in enumerate(zip(heights, counts, strict=True))
    ]
