"""The processes that songngu consists of, and the environment they get."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from config import env
from config.processes import Command

HOST = "127.0.0.1"
#: Longer than worker_soft_shutdown_timeout in config.celery, so that a job is handed back before the worker is killed.
WORKER_GRACE = 12.0


def ours(*words: str) -> list[str]:
    return [sys.executable, "-m", "config.cli", *words]


def web(port: int) -> Command:
    where = ["--host", HOST, "--port", str(port)]
    size = ["--workers", "1", "--blocking-threads", "4", "--workers-kill-timeout", "5"]
    argv = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", *where, *size]
    return Command(name="web", argv=[*argv, "config.wsgi:application"])


def workers(*, broker: bool, count: int) -> list[Command]:
    """One Celery worker with `count` children, or `count` workers that poll the table."""
    if broker:
        argv = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--pool", "prefork", "-c", str(count)]
        return [Command(name="worker", argv=[*argv, "--without-mingle", "--loglevel", "INFO"], grace=WORKER_GRACE)]
    names = ["worker", *(f"worker-{number}" for number in range(2, count + 1))]
    return [Command(name=name, argv=ours("worker", "--poll"), grace=WORKER_GRACE) for name in names]


def scheduler() -> Command:
    return Command(name="scheduler", argv=ours("scheduler"))


def ingest(samples: Path) -> Command:
    return Command(name="ingest", argv=ours("ingest", str(samples)))


def workers_wanted() -> int:
    """Articles at a time: half the cores, 4 at most; each costs some 150 MB."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return env.number("SONGNGU_WORKERS", min(4, max(1, cores // 2)), least=1)


def environment(environ: Mapping[str, str], *, port: int, url: str) -> dict[str, str]:
    """Ours, plus what we decided. An empty `url` means no broker, whatever REDIS_URL said."""
    # billiard reads REMAP_SIGTERM at import, before our Celery application could set it.
    fixed = {"REDIS_URL": url, "PORT": str(port), "REMAP_SIGTERM": "SIGQUIT", "OMP_NUM_THREADS": "1"}
    path = os.pathsep.join(part for part in (str(settings.BASE_DIR), environ.get("PYTHONPATH", "")) if part)
    kept = {name: value for name, value in environ.items() if name != "REDIS_URL_FILE"}
    return {**kept, **fixed, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
