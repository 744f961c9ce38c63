"""The outbox: a row for everything to be told to every address, claimed, leased, retried and given up like a draft.

At least once: a worker that dies between sending and recording sends again. Receivers tell a repeat by its number.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from translations import outbox, queue
from translations.errors import ImpossibleMove, LeaseLost, NotFound
from translations.models import Delivery, Subscription
from translations.outbox import Outcome, Parcel, Verdict
from translations.selectors.deliveries import due
from translations.selectors.operating import DELIVER, is_held

#: Well above the longest time that one request may take (worker.outgoing).
LEASE = timedelta(seconds=90)
_State = Delivery.State


def claim(*, busy: Collection[str] = (), now: datetime | None = None) -> Parcel | None:
    """Takes the next delivery that is due, none to the hosts in `busy`. One winner; counts the attempt.

    An address gets one delivery at a time, and none while it is paused: what is deaf waits by itself.
    """
    now = now or timezone.now()
    if is_held(DELIVER):
        return None
    under_way = Delivery.objects.filter(subscription=OuterRef("subscription"), state=_State.SENDING)
    with transaction.atomic():
        row = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("subscription")
            .filter(due(now), ~Exists(under_way))
            .exclude(subscription__host__in=busy)
            .order_by("not_before", "id")
            .first()
        )
        if row is None:
            return None
        row.state = _State.SENDING
        row.attempts += 1
        row.lease_token, row.lease_until = secrets.token_hex(16), now + LEASE
        row.save(update_fields=["state", "attempts", "lease_token", "lease_until"])
    subscription = row.subscription
    return Parcel(
        delivery_id=row.pk,
        token=row.lease_token,
        attempt=row.attempts,
        action=row.action,
        kind=subscription.kind,
        callback=subscription.callback,
        host=subscription.host,
    )


@transaction.atomic
def record(parcel: Parcel, outcome: Outcome, *, now: datetime | None = None) -> None:
    """Writes down how the attempt went, and what follows from it. LeaseLost when the delivery went to someone else."""
    now = now or timezone.now()
    row = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("subscription")
        .filter(pk=parcel.delivery_id, lease_token=parcel.token, state=_State.SENDING)
        .first()
    )
    if row is None:
        raise LeaseLost(f"delivery {parcel.delivery_id}")
    row.status, row.last_error = outcome.status, outcome.error[:2000]
    row.lease_token, row.lease_until = "", None
    if outcome.verdict is Verdict.RETRY and row.attempts < _most(row):
        row.state = _State.QUEUED
        row.not_before = outbox.next_try(row.attempts, now, outcome.retry_after)
    else:
        row.state = _ENDS.get(outcome.verdict, _State.DEAD)
        row.finished_at = now
        row.request.pop("secret", None)  # it has done its work, or never will
    row.save()
    if row.action == Delivery.Action.SEND:
        _remember(row.subscription, outcome, now)
    elif row.state == _State.DEAD:
        # Never confirmed, so it never was one; an active one stands as it was before it was asked to change.
        asked = Subscription.objects.filter(pk=row.subscription_id, state=Subscription.State.PENDING)
        asked.update(state=Subscription.State.ENDED, reason=row.last_error)


def hand_back(parcel: Parcel, *, now: datetime | None = None) -> None:
    """The worker is told to stop before the answer came: it is sent again, and counts, since it may have arrived."""
    mine = Delivery.objects.filter(pk=parcel.delivery_id, lease_token=parcel.token, state=_State.SENDING)
    error = "the worker was stopped before the answer came"
    mine.update(
        state=_State.QUEUED, not_before=now or timezone.now(), lease_token="", lease_until=None, last_error=error
    )


_ENDS = {Verdict.DONE: _State.DONE, Verdict.DROPPED: _State.DROPPED}


def _most(row: Delivery) -> int:
    return settings.DELIVERY_ATTEMPTS if row.action == Delivery.Action.SEND else outbox.VERIFY_ATTEMPTS


def _remember(subscription: Subscription, outcome: Outcome, now: datetime) -> None:
    """An address that fails is left alone for a while; one that is gone is told nothing any more."""
    changed = Subscription.objects.filter(pk=subscription.pk)
    if outcome.verdict is Verdict.DONE:
        changed.update(failures=0, paused_until=None, last_success_at=now)
    elif outcome.verdict is Verdict.GONE:
        end(changed, "the address answered 410: it is gone", now=now)
    elif outcome.verdict is not Verdict.DROPPED:
        failures = subscription.failures + 1
        changed.update(failures=failures, paused_until=outbox.next_try(failures, now, outcome.retry_after))


def end(subscriptions: QuerySet[Subscription], reason: str, *, now: datetime) -> int:
    """Ends them all, and drops what still waited for them."""
    numbers = list(subscriptions.values_list("pk", flat=True))
    waiting = Delivery.objects.filter(subscription__in=numbers, state=_State.QUEUED, action=Delivery.Action.SEND)
    waiting.update(state=_State.DROPPED, finished_at=now, last_error=reason)
    return Subscription.objects.filter(pk__in=numbers).update(state=Subscription.State.ENDED, reason=reason)


def release_expired(*, now: datetime | None = None) -> int:
    """Puts back what a silent worker was sending; gives up what was tried too often, or has waited too long."""
    now = now or timezone.now()
    silent = Delivery.objects.filter(state=_State.SENDING, lease_until__lt=now)
    error = "the worker fell silent while sending: it was killed, or its machine was"
    released = silent.filter(attempts__lt=settings.DELIVERY_ATTEMPTS).update(
        state=_State.QUEUED, not_before=now, lease_token="", lease_until=None, last_error=error
    )
    dead = {"state": _State.DEAD, "finished_at": now, "lease_token": "", "lease_until": None}
    silent.update(**dead, last_error=error)
    old = Delivery.objects.filter(state=_State.QUEUED, not_before__lte=now, created_at__lt=now - outbox.TOO_OLD)
    old.update(**dead, last_error=f"not taken within {outbox.TOO_OLD.days} days")
    return released


@transaction.atomic
def replay(delivery_id: int, *, now: datetime | None = None) -> None:
    """Tries a dead delivery again, at once and from the first attempt. ImpossibleMove when it is not dead."""
    now = now or timezone.now()
    row = Delivery.objects.select_for_update(of=("self",)).select_related("subscription").filter(pk=delivery_id).first()
    if row is None:
        raise NotFound(f"delivery {delivery_id}", cure="See: songngu partners log")
    if row.state != _State.DEAD or row.subscription.state != Subscription.State.ACTIVE:
        raise ImpossibleMove(
            f"replay delivery {delivery_id}, {row.state}, to a subscription that is {row.subscription.state}",
            cure="Only failed deliveries to an active subscription can be replayed.",
        )
    row.state, row.attempts, row.created_at, row.not_before, row.finished_at = _State.QUEUED, 0, now, now, None
    row.save(update_fields=["state", "attempts", "created_at", "not_before", "finished_at"])
    Subscription.objects.filter(pk=row.subscription_id).update(paused_until=None)
    queue.ring_after_commit(queue.DELIVER)
