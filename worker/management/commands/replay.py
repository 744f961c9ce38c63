"""`songngu replay`."""

from __future__ import annotations

from worker.management.acting import ActingCommand


class Command(ActingCommand):
    help = "Tries failed or cancelled translations again."
    action = "replay"
    said = "queued again"
