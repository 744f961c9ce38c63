"""Newsrooms."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A newsroom, or one channel of it."""

    class Kind(models.TextChoices):
        PUSH = "push", _("pushes articles to the API")
        PULL = "pull", _("has an RSS or Atom feed that we poll")
        FILES = "files", _("files handed to `songngu ingest`")

    class Policy(models.TextChoices):
        #: Nothing is published before a person approved it.
        REVIEWED = "reviewed", _("publish only what a person approved")
        #: A clean draft is published at once, labelled as machine-made, and still waits for review.
        MACHINE = "machine", _("publish machine drafts, labelled, until a person approves them")

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=20, default="vi")
    #: Target languages; empty means settings.TARGET_LANGUAGES.
    targets = models.JSONField(default=list, blank=True)
    policy = models.CharField(max_length=10, choices=Policy.choices, default=Policy.REVIEWED)
    enabled = models.BooleanField(default=True)
    #: Hex SHA-256 of the bearer token: the token itself is shown once and never stored.
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    # Pulling only.
    url = models.URLField(max_length=2000, blank=True)
    poll_minutes = models.PositiveIntegerField(default=15)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    failures = models.PositiveIntegerField(default=0)
    next_poll_at = models.DateTimeField(null=True, blank=True, db_index=True)
    last_polled_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name
