"""Signs of life."""

from __future__ import annotations

from django.db import models


class Pulse(models.Model):
    """The last sign of life of a process: a worker, the scheduler."""

    name = models.CharField(max_length=100, primary_key=True)
    kind = models.CharField(max_length=20)
    seen_at = models.DateTimeField()
    detail = models.JSONField(default=dict)
