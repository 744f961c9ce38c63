"""`songngu cancel`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from translations.services.acting import Order
from worker.management.acting import ActingCommand


class Command(ActingCommand):
    help = "Stops translations before there is a draft; a worker's result is dropped. Replay undoes it."
    action = "cancel"
    said = "cancelled"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--reason", default="", help="why; it is shown to whoever asks where the article is")

    def order(self, options: dict[str, Any]) -> Order:
        return Order(action=self.action, reason=options["reason"])
