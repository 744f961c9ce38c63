"""`songngu retry`."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from translations.services import breaking
from worker.management.acting import actor
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Tries a language pair at once whose circuit breaker is open."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("breaker", help="its name, such as engine:vi-en, from songngu status")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        breaking.try_now(options["breaker"], by=None, actor=actor("retry"))
        fact = {"breaker": options["breaker"], "tried": True}
        self.stdout.write(json.dumps(fact) if options["json"] else "The next article is let through.")
