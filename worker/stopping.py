"""Being told to stop: no new job is begun, and the one in hand gets a moment, then goes back to the queue.

A signal reaches Celery's main process, the job is in a child of it: both look at one byte of shared memory, because
the child may be deep in C++ code, where no handler of Python's runs. Import this in the main process, before it forks.
"""

from __future__ import annotations

import mmap
import signal
import struct
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

_Handler = Callable[[int, FrameType | None], Any]

#: Seconds that a job gets to finish. Below worker_soft_shutdown_timeout in config.celery, after which children end.
PATIENCE = 4.0
#: How often a job's keeper looks. Seconds.
LOOK = 0.25
_SIGNALS = (signal.SIGTERM, signal.SIGQUIT, signal.SIGINT)
#: When it was asked for, by the clock that all processes share; 0 while it was not.
_asked = mmap.mmap(-1, 8)


def ask() -> None:
    if not asked():
        _asked[:] = struct.pack("d", time.monotonic())


def asked() -> bool:
    """Whether to begin nothing more."""
    return _since() > 0


def overdue() -> bool:
    """Whether what is in hand has had its moment."""
    since = _since()
    return since > 0 and time.monotonic() - since > PATIENCE


def forget() -> None:
    """For tests: this process goes on."""
    _asked[:] = bytes(8)


def _since() -> float:
    found: float = struct.unpack("d", _asked[:])[0]
    return found


def listen() -> None:
    """Before Celery's own handlers do anything: they wait for the children first, and tell nobody meanwhile."""
    for number in _SIGNALS:
        before = signal.getsignal(number)
        if callable(before):
            signal.signal(number, _asking(before))


def _asking(before: _Handler) -> _Handler:
    def handle(signum: int, frame: FrameType | None) -> Any:
        ask()
        return before(signum, frame)

    return handle


def wait_for_signals() -> threading.Event:
    """Set by SIGTERM or SIGINT, at once, whatever the main thread is in. Call it before any other thread begins."""
    stop = threading.Event()
    wanted = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, wanted)

    def listen() -> None:
        while True:
            signal.sigwait(wanted)
            ask()
            stop.set()

    threading.Thread(target=listen, name="signals", daemon=True).start()
    return stop
