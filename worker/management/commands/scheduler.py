"""`songngu scheduler`."""

from __future__ import annotations

from typing import Any

from worker.loop import schedule
from worker.management.base import SongnguCommand
from worker.stopping import wait_for_signals


class Command(SongnguCommand):
    help = "Frees the jobs of silent workers and wakes workers for whatever waits. Run one."

    def handle(self, *args: Any, **options: Any) -> None:
        schedule(wait_for_signals())
