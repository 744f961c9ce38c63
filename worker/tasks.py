"""What Celery calls. A message carries nothing: each task looks at the table and does the next thing there."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from celery.signals import heartbeat_sent, worker_ready
from django.db import close_old_connections

from translations import queue
from worker import jobs, stopping, vitals


@shared_task(name=queue.TRANSLATE)
def translate() -> bool:
    return _open() and jobs.run_one()


@shared_task(name=queue.POLL)
def poll() -> bool:
    from worker.poll import run_one

    return _open() and bool(run_one())


@shared_task(name=queue.DELIVER)
def deliver() -> bool:
    from worker.deliver import run

    return _open() and bool(run())


def _open() -> bool:
    """Neither told to stop nor drained."""
    return not stopping.asked() and not vitals.draining()


class _Main:
    """The main process says that it lives; on Celery's own timer, because a thread does not go well with forking.

    While an operator drains it, it listens to no queue, so that the bells are left to others.
    """

    def __init__(self) -> None:
        self.consumer: Any = None
        self.listens = True

    def ready(self, sender: Any, **_: Any) -> None:
        self.consumer, self.listens = sender, True
        stopping.listen()
        vitals.beat(at_once=True)

    def turn(self, **_: Any) -> None:
        close_old_connections()
        if vitals.beat() and self.consumer is not None and self.listens is vitals.draining():
            self._listen(not self.listens)

    def _listen(self, wanted: bool) -> None:
        """Celery's own way, on its own thread: the timer's is the one that reads the broker."""
        for name in self.consumer.app.conf.task_queues:
            (self.consumer.add_task_queue if wanted else self.consumer.cancel_task_queue)(name)
        self.listens = wanted


_main = _Main()
worker_ready.connect(_main.ready)
heartbeat_sent.connect(_main.turn)
