"""`songngu drain`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from translations.errors import RefusedInput
from translations.models import Hold
from translations.services import operating
from worker.management.acting import actor
from worker.management.holding import HoldingCommand, named


class Command(HoldingCommand):
    help = "Lets a worker finish what it has and take nothing more. `songngu resume` undoes it."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", default="", help="why")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, name = named(options["what"])
        if kind != Hold.Kind.WORKER:
            raise RefusedInput(f"{options['what'][:100]!r} is no worker", cure="Its name is in songngu status.")
        operating.pause(kind, name, by=None, actor=actor("drain"), reason=options["reason"])
        self.say(options, kind, name, f"Draining: {name}. When songngu status shows it idle, it can be stopped.")
