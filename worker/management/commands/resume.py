"""`songngu resume`."""

from __future__ import annotations

from typing import Any

from translations.services import operating
from worker.management.acting import actor
from worker.management.holding import HoldingCommand, named


class Command(HoldingCommand):
    help = "Lets a stage, a source or a worker go on."

    def handle(self, *args: Any, **options: Any) -> None:
        kind, name = named(options["what"])
        operating.resume(kind, name, by=None, actor=actor("resume"))
        self.say(options, kind, name, f"Goes on: {kind} {name}.")
