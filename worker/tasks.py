"""What Celery calls. A message carries nothing: each task looks at the table and does the next thing there."""

from __future__ import annotations

import time
from typing import Any

from celery import shared_task
from celery.signals import heartbeat_sent, worker_ready
from django.db import close_old_connections

from translations import queue, services
from worker import jobs

PULSE_SECONDS = 10


@shared_task(name=queue.TRANSLATE)
def translate() -> bool:
    return jobs.run_one()


@shared_task(name=queue.POLL)
def poll() -> bool:
    from worker.poll import run_one

    return bool(run_one())


@shared_task(name=queue.DELIVER)
def deliver() -> bool:
    from worker.deliver import run

    return bool(run())


class _Pulse:
    """The main process says that it lives; on Celery's own timer, because a thread does not go well with forking."""

    def __init__(self) -> None:
        self.last = float("-inf")

    def __call__(self, **_: Any) -> None:
        if time.monotonic() - self.last < PULSE_SECONDS:
            return
        self.last = time.monotonic()
        close_old_connections()
        services.beat(f"worker@{jobs.holder()}", "worker")


_pulse = _Pulse()
heartbeat_sent.connect(_pulse)
worker_ready.connect(_pulse)
