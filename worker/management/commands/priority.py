"""`songngu priority`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from translations.services.acting import Order
from translations.types import Priority
from worker.management.acting import ActingCommand


class Command(ActingCommand):
    help = "Gives translations another priority: breaking goes before everything, low after it."
    action = "prioritise"
    said = "re-prioritised"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("priority", choices=[each.name.lower() for each in Priority])
        super().add_arguments(parser)

    def order(self, options: dict[str, Any]) -> Order:
        return Order(action=self.action, priority=Priority[options["priority"].upper()])
