"""Loops that end when asked: the scheduler's, and the worker's where there is no broker."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from translations import services
from translations.services import clock
from worker import jobs, stopping, vitals
from worker.sweep import sweep

logger = logging.getLogger(__name__)


def repeat(turn: Callable[[], bool], *, pause: float, stop: threading.Event) -> None:
    """Calls `turn` until `stop`; waits `pause` seconds when a turn had nothing to do, or failed."""
    while not stop.is_set():
        busy = False
        try:
            close_old_connections()
            busy = turn()
        except Exception:  # a database away for a moment must not end the loop
            logger.exception("this turn failed; the next one follows")
        if not busy:
            stop.wait(pause)


class Watch:
    """Notices when the wall clock is set, by the clock that only counts. Slewing, which NTP prefers, is no jump."""

    #: Seconds.
    LEAST = 2.0

    def __init__(self, wall: Callable[[], float] = time.time, counted: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._counted = wall, counted
        self._apart = wall() - counted()

    def jump(self) -> timedelta | None:
        apart = self._wall() - self._counted()
        jump, self._apart = apart - self._apart, apart
        return timedelta(seconds=jump) if abs(jump) >= self.LEAST else None


def schedule(stop: threading.Event) -> None:
    name = f"scheduler@{vitals.holder()}"
    watch = Watch()

    def turn() -> bool:
        if jump := watch.jump():
            clock.shift(jump)
        swept = sweep(timezone.now())
        detail = {"released": swept.released, "rung": swept.rung, "memory_mb": vitals.memory(os.getpid())}
        services.beat(name, "scheduler", detail=detail)
        if swept.released:
            logger.warning("put back %s jobs of silent workers", swept.released)
        return False

    repeat(turn, pause=settings.SWEEP_SECONDS, stop=stop)


def work(stop: threading.Event) -> None:
    """Polls the table: the same jobs, a second later, for a machine without any broker."""
    from worker.deliver import run as deliver
    from worker.poll import run_one as poll_one

    os.environ.setdefault("OMP_NUM_THREADS", "1")

    def turn() -> bool:
        vitals.beat()
        if vitals.draining():
            return False
        return any(not stopping.asked() and bool(each()) for each in (deliver, jobs.run_one, poll_one))

    repeat(turn, pause=1.0, stop=stop)
