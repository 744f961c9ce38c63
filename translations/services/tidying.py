"""What is forgotten, and after how long. Never publications, translations, their moves or edits: a history without
holes is what they are for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from translations.models import Audit, Delivery, Hold, Notification, Presence, Pulse, Subscription, User
from translations.services import auditing

logger = logging.getLogger(__name__)

#: Rows deleted in one statement: a year's backlog must not lock the table for minutes.
BATCH = 5000
EVERY = timedelta(days=1)
_DAY = timedelta(days=1)
_UNDER_WAY = (Delivery.State.QUEUED, Delivery.State.SENDING)


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    #: What may go at this time.
    old: Callable[[datetime], QuerySet[Any]]


def _days(count: int) -> timedelta:
    return timedelta(days=count)


def _deliveries(now: datetime) -> QuerySet[Any]:
    return Delivery.objects.filter(finished_at__lt=now - _days(settings.KEEP_DELIVERIES_DAYS))


def _subscriptions(now: datetime) -> QuerySet[Any]:
    """Ended, or never confirmed, and nothing speaks of them any more. Webhooks are somebody's setting and stay."""
    over = Subscription.objects.exclude(state=Subscription.State.ACTIVE).exclude(kind=Subscription.Kind.WEBHOOK)
    waiting = Delivery.objects.filter(state__in=_UNDER_WAY).values("subscription")
    silent = Q(deliveries__isnull=True) | Q(state=Subscription.State.PENDING) & ~Q(pk__in=waiting)
    return Subscription.objects.filter(pk__in=over.filter(silent, created_at__lt=now - _DAY).values("pk"))


def _audit(now: datetime) -> QuerySet[Any]:
    return Audit.objects.filter(at__lt=now - _days(settings.KEEP_AUDIT_DAYS))


def _notifications(now: datetime) -> QuerySet[Any]:
    return Notification.objects.filter(read_at__lt=now - _days(settings.KEEP_NOTIFICATIONS_DAYS))


def _presences(now: datetime) -> QuerySet[Any]:
    return Presence.objects.filter(until__lt=now)


def _sessions(now: datetime) -> QuerySet[Any]:
    return Session.objects.filter(expire_date__lt=now)


def _pulses(now: datetime) -> QuerySet[Any]:
    return Pulse.objects.filter(seen_at__lt=now - _days(settings.KEEP_PULSES_DAYS))


def _drains(now: datetime) -> QuerySet[Any]:
    """Of workers that are gone: their names never come back."""
    alive = Pulse.objects.filter(seen_at__gt=now - _DAY).values("name")
    return Hold.objects.filter(kind=Hold.Kind.WORKER, since__lt=now - _DAY).exclude(name__in=alive)


RULES = (
    Rule("deliveries", _deliveries),
    Rule("subscriptions", _subscriptions),
    Rule("audit", _audit),
    Rule("notifications", _notifications),
    Rule("presences", _presences),
    Rule("sessions", _sessions),
    Rule("pulses", _pulses),
    Rule("drains", _drains),
)


def count(*, now: datetime | None = None) -> dict[str, int]:
    """What `tidy` would forget."""
    now = now or timezone.now()
    return {rule.name: rule.old(now).count() for rule in RULES}


def tidy(*, by: User | None = None, actor: str = "scheduler", now: datetime | None = None) -> dict[str, int]:
    """Forgets it; returns how many rows of each kind. Interrupted, it goes on the next time."""
    now = now or timezone.now()
    gone = {rule.name: _forget(rule.old(now)) for rule in RULES}
    told: dict[str, Any] = {name: number for name, number in gone.items() if number}
    auditing.record("tidy", by=by, actor=actor, now=now, **told)
    return gone


def _forget(old: QuerySet[Any]) -> int:
    gone = 0
    while numbers := list(old.order_by().values_list("pk", flat=True)[:BATCH]):
        gone += old.model._default_manager.filter(pk__in=numbers).delete()[0]
    return gone


def tidy_daily(*, now: datetime) -> None:
    """By whichever scheduler comes first. One indexed read while it is not yet time."""
    if not Audit.objects.filter(action="tidy", at__gt=now - EVERY).exists():
        gone = tidy(now=now)
        told = ", ".join(f"{number} {name}" for name, number in gone.items() if number)
        logger.info("forgotten: %s", told or "nothing")
