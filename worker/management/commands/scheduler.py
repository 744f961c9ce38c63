"""`songngu scheduler`."""

from __future__ import annotations

from typing import Any

from worker.loop import schedule, stop_on_signals
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Frees the jobs of silent workers and wakes workers for whatever waits. Run one."

    def handle(self, *args: Any, **options: Any) -> None:
        schedule(stop_on_signals())
