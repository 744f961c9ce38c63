"""`songngu prepare`."""

from __future__ import annotations

import os
from typing import Any

from config import preparing
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Makes the tables and unpacks the bundled packages; `run` does it by itself. Doing it twice is harmless."

    def handle(self, *args: Any, **options: Any) -> None:
        os.umask(0o077)
        preparing.prepare_everything()
        self.stdout.write("Ready.")
