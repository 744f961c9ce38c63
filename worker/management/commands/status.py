"""`songngu status`."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from translations import queue, selectors
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Says what waits, since when, and whether worker and scheduler are alive."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        oldest = selectors.oldest_waiting()
        seen = {kind: selectors.last_seen(kind) for kind in ("worker", "scheduler")}
        facts = {
            "states": selectors.counts_by_state(),
            "oldest": {state: since.isoformat() for state, since in oldest.items()},
            "seen": {kind: at and at.isoformat() for kind, at in seen.items()},
            "bells": queue.waiting(),
        }
        if options["json"]:
            self.stdout.write(json.dumps(facts, indent=2))
            return
        now = timezone.now()
        for state, count in selectors.counts_by_state().items():
            waits = f"  oldest waits {_span((now - oldest[state]).total_seconds())}" if state in oldest else ""
            self.stdout.write(f"{state:<12}{count:>6}{waits}")
        for kind, at in seen.items():
            said = f"seen {_span((now - at).total_seconds())} ago" if at else "never seen: start it"
            self.stdout.write(f"{kind:<12}{said}")


def _span(seconds: float) -> str:
    """A span of time as people say it: 42 s, 3 min, 5 h, 2 d."""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
