"""`songngu restore`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from config.restoring import restore
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Puts a backup in the place of the database. Stop everything first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="what `songngu backup` wrote")
        parser.add_argument("--yes", action="store_true", help="replace the articles that are there")

    def handle(self, *args: Any, **options: Any) -> None:
        os.umask(0o077)  # a copy of everything is for our eyes
        manifest = restore(options["file"], sure=options["yes"])
        rows = sum(manifest.rows.values())
        self.stdout.write(f"Restored {rows} rows as of {manifest.made_at}, made by version {manifest.version}.")
