"""`songngu pause`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from translations.services import operating
from worker.management.acting import actor
from worker.management.holding import HoldingCommand, named


class Command(HoldingCommand):
    help = "Tells a stage (translate, poll, deliver) or a source to wait. What is under way is finished."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", default="", help="why; the board and late articles show it")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, name = named(options["what"])
        operating.pause(kind, name, by=None, actor=actor("pause"), reason=options["reason"])
        self.say(options, kind, name, f"Paused: {kind} {name}. To go on: songngu resume {options['what']}")
