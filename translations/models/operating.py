"""What operators decided, and what the service decided for its own protection."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from translations.models.people import User


class Hold(models.Model):
    """Something is told to wait: a stage of the path, a source, or a worker that is to be drained."""

    class Kind(models.TextChoices):
        #: translate, poll or deliver.
        STAGE = "stage", _("stage")
        #: A source's slug: it is not polled, and its articles are not claimed.
        SOURCE = "source", _("source")
        #: A worker's name as its pulse gives it: finishes what it has, takes nothing more.
        WORKER = "worker", _("worker")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=100)
    reason = models.CharField(max_length=300, blank=True)
    #: Null when a command did it.
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="one_hold_per_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class Breaker(models.Model):
    """The circuit breaker of something that fails again and again: an engine's language pair, say.

    Closed while `open_until` is null; open until then; afterwards one attempt is let through, and its outcome decides.
    (Nygard, Release It!)
    """

    #: engine:vi-en
    name = models.CharField(max_length=150, primary_key=True)
    #: In a row.
    failures = models.PositiveIntegerField(default=0)
    #: Number of each translation that failed since the last success → attempts it spent on it. Bounded by `breaking`.
    articles = models.JSONField(default=dict)
    #: How often it opened without a success between: each time for longer.
    openings = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)
    open_until = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Audit(models.Model):
    """Who did what outside a draft's own log: append-only. Written by `services.auditing` alone."""

    at = models.DateTimeField()
    #: Null when a command or the service did it; `actor` says which.
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    #: The name as it was then.
    actor = models.CharField(max_length=150)
    #: pause, resume, cancel, sign-in, sign-in refused, role given, …
    action = models.CharField(max_length=40)
    #: What it was done to: "translation 12", "stage translate", "user alice".
    object = models.CharField(max_length=200, blank=True)
    #: Never a secret, never article text.
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["action", "at"], name="audit_by_action"),
            models.Index(fields=["by", "at"], name="audit_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.action} {self.object}"
