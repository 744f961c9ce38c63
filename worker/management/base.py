"""The shape that all of songngu's commands share."""

from __future__ import annotations

from django.core.management.base import BaseCommand


class SongnguCommand(BaseCommand):
    """A command whose `--help` shows its own options only, without those that Django adds to every command."""

    requires_system_checks: list[str] = []
    suppressed_base_arguments = {
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
        "--skip-checks",
    }
