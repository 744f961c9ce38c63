"""Signs of life."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from translations.models import Pulse


def beat(name: str, kind: str, *, detail: dict[str, Any] | None = None, now: datetime | None = None) -> None:
    """Process `name` is alive; `kind` is worker or scheduler."""
    now = now or timezone.now()
    Pulse.objects.update_or_create(name=name, defaults={"kind": kind, "seen_at": now, "detail": detail or {}})
