"""`songngu retranslate`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.management.base import CommandParser

from translations import checks
from translations.errors import NoPackage
from translations.selectors.choosing import Choice, drafted_pairs
from translations.services.acting import Order
from worker import engine, packages
from worker.management.acting import ActingCommand


class Command(ActingCommand):
    help = "Asks for fresh drafts of what waits for review or was rejected; accepted sentences are kept."
    action = "retranslate"
    said = "queued for a fresh draft"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--older-signature", action="store_true", help="those that another package or version drafted"
        )
        parser.add_argument(
            "--reopen", action="store_true", help="published ones too; they stand until the new draft is approved"
        )

    def choice(self, options: dict[str, Any]) -> Choice:
        choice = super().choice(options)
        return replace(choice, signatures=current()) if options["older_signature"] else choice

    def order(self, options: dict[str, Any]) -> Order:
        return Order(action=self.action, reopen=options["reopen"])


def current() -> dict[tuple[str, str], str]:
    """Language pair → the signature that its drafts would have now; without those that have no package."""
    found = {}
    for source, target in drafted_pairs():
        try:
            found[source, target] = f"{engine.signature(packages.ready_route(source, target))}|{checks.VERSION}"
        except NoPackage:
            continue
    return found
