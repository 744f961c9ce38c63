"""`songngu prepare`."""

from __future__ import annotations

from typing import Any

from config import preparing
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Makes the tables and unpacks the bundled packages; `run` does it by itself. Doing it twice is harmless."

    def handle(self, *args: Any, **options: Any) -> None:
        preparing.prepare_database()
        preparing.install_packages()
        self.stdout.write("Ready.")
