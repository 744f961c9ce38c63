"""The shape of commands about holds, and how their objects are named."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from translations.models import Hold
from translations.selectors.operating import STAGES
from worker.management.base import SongnguCommand


def named(what: str) -> tuple[Hold.Kind, str]:
    """A stage by its name, a worker by its @, else a source; `source:poll` is a source that is called like a stage."""
    kind, colon, name = what.partition(":")
    if colon and kind in (Hold.Kind.STAGE, Hold.Kind.SOURCE, Hold.Kind.WORKER):
        return Hold.Kind(kind), name
    if what in STAGES:
        return Hold.Kind.STAGE, what
    return (Hold.Kind.WORKER if "@" in what else Hold.Kind.SOURCE), what


class HoldingCommand(SongnguCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", help="translate, poll, deliver; a source's slug; a worker such as worker@host:123")
        parser.add_argument("--json", action="store_true", help="for programs")

    def say(self, options: dict[str, Any], kind: Hold.Kind, name: str, line: str) -> None:
        self.stdout.write(json.dumps({"kind": kind, "name": name}) if options["json"] else line)
