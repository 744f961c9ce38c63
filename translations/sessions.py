"""Where sessions are kept: Django's own way, with the columns of `models.Session` filled in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DbStore

#: In the session since its owner signed in: when (ISO 8601), from where, with what.
STARTED = "_started"


class SessionStore(DbStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from translations.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY)
        row.started_at, row.address, row.agent = data.get(STARTED) or (None, "", "")
        return row
