"""Token buckets: so many requests a minute, a minute's worth at once. Pure but for its own memory.

Kept in one process: with several web processes each allows as much, so the limit is a protection and no account.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil

#: Credentials remembered; whoever is forgotten starts with a full bucket.
MOST = 10_000


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Buckets:
    def __init__(self) -> None:
        self._kept: OrderedDict[int, _Bucket] = OrderedDict()

    def take(self, key: int, per_minute: int, now: float) -> int:
        """Takes one; 0 when there was one, else the seconds until there will be. `now` in seconds, never going back."""
        bucket = self._kept.setdefault(key, _Bucket(per_minute, now))
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        bucket.left = min(per_minute, bucket.left + (now - bucket.at) * per_minute / 60)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            return 0
        return max(1, ceil((1 - bucket.left) * 60 / per_minute))

    def forget(self) -> None:
        self._kept.clear()
