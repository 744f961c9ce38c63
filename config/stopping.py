"""Being asked to stop: Ctrl-C, SIGTERM, or a terminal that goes away."""

from __future__ import annotations

import os
import select
import signal
from types import FrameType, TracebackType
from typing import Any

_ASKING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequests:
    """Counts the requests, and wakes whoever waits. The second one means: at once."""

    def __init__(self) -> None:
        self.count = 0
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> StopRequests:
        self._before = {number: signal.signal(number, self._ask) for number in _ASKING}
        self._before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, _ignore)  # only to wake `wait`
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        signal.set_wakeup_fd(-1)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.close(self._read)
        os.close(self._write)

    def _ask(self, signum: int, frame: FrameType | None) -> None:
        self.count += 1

    def wait(self, seconds: float) -> None:
        """Until a signal arrives, `seconds` at most."""
        if select.select([self._read], [], [], seconds)[0]:
            os.read(self._read, 512)


def _ignore(signum: int, frame: FrameType | None) -> None:
    return
