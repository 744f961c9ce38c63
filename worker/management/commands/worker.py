"""`songngu worker`."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from worker.loop import work
from worker.management.base import SongnguCommand
from worker.stopping import wait_for_signals


class Command(SongnguCommand):
    help = "Translates what waits: as a Celery worker, or by polling the table where there is no broker."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("-c", "--concurrency", type=int, default=1, help="articles at a time (default: 1)")
        parser.add_argument("--poll", action="store_true", help="poll the table even though there is a broker")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["poll"] or not settings.BROKER_URL:
            work(wait_for_signals())
            return
        command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", "--pool", "prefork"]
        os.execv(sys.executable, [*command, "--concurrency", str(options["concurrency"]), "--loglevel", "INFO"])
