"""`songngu replay`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from translations import selectors, services
from translations.errors import RefusedInput
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Tries failed translations again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", nargs="*", type=int, help="translations to replay")
        parser.add_argument("--all", action="store_true", help="replay every failed translation")

    def handle(self, *args: Any, **options: Any) -> None:
        ids = options["id"] or ([t.pk for t in selectors.failures()] if options["all"] else None)
        if ids is None:
            raise RefusedInput("no translation named", cure="Give their numbers, or --all.")
        for translation_id in ids:
            services.replay(translation_id, by=None)
        self.stdout.write(f"{len(ids)} queued again.")
