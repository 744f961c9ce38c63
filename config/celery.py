"""The Celery application. A message is only a bell: it says "look at the table", never what to do.

Each setting below answers a failure that was seen; docs/decisions.md tells which.
"""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# SIGTERM hands jobs back after a grace time instead of waiting for ever.
os.environ.setdefault("REMAP_SIGTERM", "SIGQUIT")
# CTranslate2's OpenMP pool and forked children: one thread each is both safe and fastest here.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from celery import Celery
from django.conf import settings

QUEUE = "songngu"
#: translations.queue.DELIVERIES
DELIVERIES = "songngu.deliveries"


def make_app() -> Celery:
    app = Celery("songngu", broker=settings.BROKER_URL or "memory://", include=["worker.tasks"])
    hard = settings.JOB_SECONDS + 60
    app.conf.update(
        task_default_queue=QUEUE,
        # Workers look into both by turns: a thousand waiting articles must not keep a correction from the partners.
        task_queues={QUEUE: {"exchange": QUEUE}, DELIVERIES: {"exchange": DELIVERIES}},
        task_routes={"worker.tasks.deliver": {"queue": DELIVERIES}},
        task_ignore_result=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        # The row's own clock stops a job at JOB_SECONDS with a reason; this is the net below it.
        task_time_limit=hard,
        # Below the hard limit a long job would be redelivered while it runs, for ever (celery#5935).
        broker_transport_options={
            "visibility_timeout": max(3600, 4 * hard),
            "socket_timeout": 5,  # a frozen broker must not freeze its callers
            "socket_connect_timeout": 2,
            "retry_on_timeout": False,
        },
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        task_publish_retry=False,
        worker_proc_alive_timeout=120,
        worker_soft_shutdown_timeout=8,
        worker_max_tasks_per_child=1000,
        worker_max_memory_per_child=1_500_000,  # kB
        worker_send_task_events=True,  # Flower
        worker_hijack_root_logger=False,
        timezone="UTC",
    )
    return app


app = make_app()
