"""Names the tasks and rings their bell. The row is the truth: a lost ring costs seconds, never an article."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import transaction

TRANSLATE = "worker.tasks.translate"
POLL = "worker.tasks.poll"
DELIVER = "worker.tasks.deliver"
#: Deliveries ring in a queue of their own, which workers look into by turns: a thousand waiting articles must not
#: keep partners from a correction.
DELIVERIES = "songngu.deliveries"

logger = logging.getLogger(__name__)


def has_broker() -> bool:
    """Without one, workers poll the table and nobody rings."""
    return bool(settings.BROKER_URL)


def ring(task: str, times: int = 1) -> bool:
    """Wakes a worker `times` times; False when there is no broker or it does not answer."""
    if not has_broker():
        return False
    from celery import current_app  # late: without a broker nobody waits for its import

    try:
        for _ in range(times):
            current_app.send_task(task, retry=False)
    except Exception as error:  # whatever a broker can throw, the sweeper will ring again
        logger.warning("could not ring %s: %s", task, error)
        return False
    return True


def ring_after_commit(task: str = TRANSLATE) -> None:
    # A named function, not functools.partial: Django 5.2's own handling of a failing robust callable needs a name.
    def ring_once() -> None:
        ring(task)

    transaction.on_commit(ring_once, robust=True)


def waiting(name: str = "") -> int | None:
    """Rings that no worker has answered yet; None when there is no broker or it does not answer."""
    if not has_broker():
        return None
    from celery import current_app

    try:
        with current_app.connection_for_write() as connection:
            channel = connection.default_channel
            return int(channel.queue_declare(name or current_app.conf.task_default_queue, passive=True).message_count)
    except Exception as error:
        if "NOT_FOUND" in str(error):
            return 0  # Redis: an empty list does not exist
        logger.warning("could not ask the broker for its length: %s", error)
        return None
