"""How far the samples have come, as one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

from translations.states import State

WIDTH = 24
#: Seconds without any change after which the samples are no longer waited for.
STALLED_SECONDS = 180.0
_OPEN = (State.QUEUED, State.TRANSLATING)


def finished(counts: Mapping[str, int]) -> bool:
    return not any(counts.get(state, 0) for state in _OPEN)


def describe(counts: Mapping[str, int]) -> str:
    """Such as ``translated 3 of 10, 1 failed``."""
    total = sum(counts.values())
    failed = counts.get(State.FAILED, 0)
    done = total - failed - sum(counts.get(state, 0) for state in _OPEN)
    return f"translated {done} of {total}" + (f", {failed} failed" if failed else "")


def bar(counts: Mapping[str, int]) -> str:
    total = sum(counts.values())
    still = sum(counts.get(state, 0) for state in _OPEN)
    full = WIDTH * (total - still) // total if total else WIDTH
    return "#" * full + "-" * (WIDTH - full)


class Patience:
    """Ends when nothing has changed for `STALLED_SECONDS`."""

    def __init__(self) -> None:
        self._seen: Mapping[str, int] = {}
        self._since = 0.0

    def ends(self, counts: Mapping[str, int], now: float) -> bool:
        if counts != self._seen:
            self._seen, self._since = counts, now
        return now - self._since > STALLED_SECONDS


class Line:
    """Redrawn in place on a terminal; elsewhere a new line for each change."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._last = ""

    def show(self, counts: Mapping[str, int]) -> None:
        text = describe(counts)
        if text == self._last:
            return
        self._last = text
        if self._out.isatty():
            self._out.write(f"\r\x1b[K[{bar(counts)}] {text}")
        else:
            self._out.write(f"{text}\n")
        self._out.flush()

    def end(self) -> None:
        if self._last and self._out.isatty():
            self._out.write("\n")
        self._last = ""
