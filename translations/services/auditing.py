"""The audit trail: what people and commands did outside a draft's own log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from translations.models import Audit, User


def record(
    action: str, on: str = "", *, by: User | None, actor: str = "", now: datetime | None = None, **detail: Any
) -> Audit:
    """Writes one row. `actor` names who it was when that is no account: a command, an address that tried to sign in."""
    name = by.get_username() if by else actor or "songngu"
    return Audit.objects.create(
        at=now or timezone.now(), by=by, actor=name[:150], action=action, object=on[:200], detail=detail
    )
