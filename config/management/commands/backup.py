"""`songngu backup`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from config.backups import backup
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Writes a consistent copy of the database to one file, while everything runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to; must not exist yet")
        parser.add_argument("--json", action="store_true", help="print the manifest, for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        os.umask(0o077)  # a copy of everything is for our eyes
        manifest = backup(options["file"])
        if options["json"]:
            self.stdout.write(json.dumps(asdict(manifest), indent=2))
            return
        size = options["file"].stat().st_size / 1e6
        self.stdout.write(f"{options['file']}: {sum(manifest.rows.values())} rows, {size:.1f} MB.")
