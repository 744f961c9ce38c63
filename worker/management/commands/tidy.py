"""`songngu tidy`."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from translations.services import tidying
from worker.management.acting import actor
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Forgets what is old enough: deliveries, audit rows, sessions … Never publications or their history."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how much, and do nothing")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        found = tidying.count() if options["dry_run"] else tidying.tidy(actor=actor("tidy"))
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        head = "Would be forgotten; nothing was done:" if options["dry_run"] else "Forgotten:"
        self.stdout.write("\n".join([head, *(f"{number:>8}  {name}" for name, number in found.items())]))
