"""`songngu password`."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.management.base import CommandParser

from translations.errors import NotFound
from translations.models import User
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Gives a person a new password, and shows it once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", nargs="?", default="admin", help="the name they log in with (default: admin)")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["user"]
        user = User.objects.filter(username=name).first()
        if user is None:
            raise NotFound(f"user {name!r}", cure="`songngu user` adds one.")
        password = secrets.token_urlsafe(12)
        user.set_password(password)
        user.save(update_fields=["password"])
        self.stdout.write(f"The new password of {name}, shown only now: {password}")
