"""People."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person. Our own model from the first day, so that a later field needs no move of data."""

    #: Target languages that this person works in; empty means every one.
    languages = models.JSONField(default=list, blank=True)
    #: Whether comments that name this person, and drafts given to them, are also sent by e-mail.
    mail = models.BooleanField(default=True)
