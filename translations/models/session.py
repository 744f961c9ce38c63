"""Sessions that their owner can see and end."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from translations.models.people import User


class Session(AbstractBaseSession):
    """A browser that is signed in, or that only chose a language."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    started_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=45, blank=True)
    #: What the browser said it was.
    agent = models.CharField(max_length=200, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    @classmethod
    def get_session_store_class(cls) -> Any:
        from translations.sessions import SessionStore

        return SessionStore
