"""The wall clock was set: what lies in the future moves with it, so that nothing waits an hour for a clock put back."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from translations.models import Breaker, Delivery, Source, Subscription, Translation
from translations.services.deliveries import LEASE
from translations.states import State

logger = logging.getLogger(__name__)

_QUEUED = Delivery.State.QUEUED
_NONE = timedelta(0)
#: A lease may be so much longer than it could have become after the jump before it is thought to be from before it.
SLACK = timedelta(seconds=5)


@transaction.atomic
def shift(jump: timedelta, *, now: datetime | None = None) -> None:
    """The clock jumped by `jump`, negative when it was put back. Embargoes stay: they are the newsroom's hours.

    Put on, only leases follow: living workers are not taken for dead, and pauses that end early do no harm. Walks
    through the queues, once a jump.
    """
    now = now or timezone.now()
    logger.warning("the clock jumped by %s s: leases%s follow it", jump.total_seconds(), " and pauses" * (jump < _NONE))
    lease = timedelta(seconds=settings.LEASE_SECONDS)
    leased = (Translation.objects.filter(state=State.TRANSLATING), lease)
    sending = (Delivery.objects.filter(state=Delivery.State.SENDING), LEASE)
    for rows, longest in (leased, sending):
        # Whoever has renewed it since goes by the new clock already.
        old = {"lease_until__gt": now + longest + SLACK} if jump < _NONE else {"lease_until__lt": now}
        rows.filter(**old).update(lease_until=F("lease_until") + jump)
    if jump < _NONE:
        for queued in (Translation.objects.filter(state=State.QUEUED), Delivery.objects.filter(state=_QUEUED)):
            queued.filter(not_before__gt=now).update(not_before=F("not_before") + jump)
        Subscription.objects.filter(paused_until__gt=now).update(paused_until=F("paused_until") + jump)
        Breaker.objects.filter(open_until__gt=now).update(open_until=F("open_until") + jump)
        Source.objects.filter(next_poll_at__gt=now).update(next_poll_at=F("next_poll_at") + jump)
