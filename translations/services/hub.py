"""Our own WebSub hub (W3C Recommendation): subscriptions asked for, confirmed, renewed, refused and ended."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from translations import outbox, queue, selectors
from translations.errors import LeaseLost, RefusedInput, TooMany
from translations.models import Delivery, Partner, Product, Subscription
from translations.outbox import Outcome, Parcel, Topic, Verdict
from translations.selectors.partners import min_tier
from translations.services import deliveries

#: Seconds that a subscription may last, and does when nothing is asked for (§5.1 leaves this to the hub).
SHORTEST, USUAL, LONGEST = 3600, 10 * 86400, 30 * 86400
#: §5.1: a secret is less than 200 bytes long.
MAX_SECRET = 199
#: Confirmations that may wait, to one host and in all: a stranger must not make us knock at other people's doors.
MAX_PENDING, MAX_PENDING_IN_ALL = 10, 1000
_NUMBER = re.compile(r"[0-9]{1,9}")


@transaction.atomic
def ask(
    *,
    mode: str,
    callback: str,
    topic: str,
    lease_seconds: str = "",
    secret: str = "",
    partner: Partner | None = None,
    now: datetime | None = None,
) -> Delivery:
    """Takes a request to subscribe or unsubscribe; it comes into force when the callback confirms it (§5.3).

    The fields are as they came. RefusedInput tells what is wrong with them, TooMany that too many wait already.
    """
    now = now or timezone.now()
    found = _topic(topic, partner)
    host = _host(callback)
    digest = outbox.digest("websub", str(partner.pk) if partner else "", callback, topic)
    wish: dict[str, Any] = {"mode": mode, "challenge": secrets.token_urlsafe(32)}
    if mode == "subscribe":
        wish |= {"lease_seconds": _lease(lease_seconds), "secret": _secret(secret)}
    elif mode != "unsubscribe":
        raise RefusedInput(f"hub.mode={mode[:50]!r}", field="hub.mode", cure="Use subscribe or unsubscribe.")
    _room(host)
    known = Subscription.objects.filter(digest=digest)
    if mode == "unsubscribe" and not known.filter(state=Subscription.State.ACTIVE).exists():
        raise RefusedInput("no such subscription", field="hub.callback", cure="There is nothing to end.")
    subscription, _ = known.get_or_create(
        digest=digest,
        defaults={
            "kind": Subscription.Kind.WEBSUB,
            "partner": partner,
            "callback": callback,
            "host": host,
            "topic": topic,
            "language": found.language,
            "category": found.category,
            "created_at": now,
        },
    )
    # What was asked before and not yet confirmed is overtaken.
    subscription.deliveries.filter(action=Delivery.Action.VERIFY, state=Delivery.State.QUEUED).delete()
    return _queue(subscription, Delivery.Action.VERIFY, wish, now)


def _topic(topic: str, partner: Partner | None) -> Topic:
    found = outbox.topic_of(settings.SITE_URL, topic)
    if found is None or found.language not in selectors.feed_languages():
        raise RefusedInput(
            f"{topic[:200]!r} is no feed of ours", field="hub.topic", cure="Use the feed's rel=self address."
        )
    if not entitled(partner, found):
        raise RefusedInput(
            "this feed needs a credential with a matching product",
            field="hub.topic",
            cure="Send the credential with the request, or use the hub in the private feed's Link header.",
        )
    return found


def entitled(partner: Partner | None, topic: Topic) -> bool:
    if partner is None:
        return bool(settings.PUBLIC_FEEDS)
    return partner.enabled and min_tier(partner.pk, topic.language, topic.category) is not None


def _host(callback: str) -> str:
    host = outbox.web_host(callback)
    if not host:
        raise RefusedInput(
            f"{callback[:200]!r}",
            field="hub.callback",
            cure="Use an absolute http(s) address of 2000 characters at most.",
        )
    return host


def _lease(seconds: str) -> int:
    """Bounded rather than refused: §5.1 lets the hub decide, and tells the subscriber in the confirmation."""
    if seconds and not _NUMBER.fullmatch(seconds):
        raise RefusedInput(f"{seconds[:50]!r}", field="hub.lease_seconds", cure="Use a whole number of seconds.")
    return min(max(int(seconds), SHORTEST), LONGEST) if seconds else USUAL


def _secret(secret: str) -> str:
    if len(secret.encode("utf-8", "replace")) > MAX_SECRET or "\0" in secret:
        raise RefusedInput("the secret is too long", field="hub.secret", cure=f"Use {MAX_SECRET} bytes at most.")
    return secret


def _room(host: str) -> None:
    waiting = Delivery.objects.filter(action=Delivery.Action.VERIFY, state=Delivery.State.QUEUED)
    if waiting.filter(subscription__host=host).count() >= MAX_PENDING or waiting.count() >= MAX_PENDING_IN_ALL:
        raise TooMany(f"requests for {host} wait to be confirmed", retry_after=60)


def _queue(subscription: Subscription, action: Delivery.Action, request: dict[str, Any], now: datetime) -> Delivery:
    queue.ring_after_commit(queue.DELIVER)
    return Delivery.objects.create(
        subscription=subscription, action=action, request=request, created_at=now, not_before=now
    )


@transaction.atomic
def confirm(parcel: Parcel, *, status: int, now: datetime | None = None) -> None:
    """The callback echoed the challenge: what was asked for comes into force."""
    now = now or timezone.now()
    row = Delivery.objects.select_related("subscription__partner").filter(pk=parcel.delivery_id).first()
    if row is None:
        raise LeaseLost(f"delivery {parcel.delivery_id}")
    wish, subscription = row.request, row.subscription
    mine = Subscription.objects.filter(pk=subscription.pk)
    topic = Topic(subscription.language, subscription.category)
    if wish["mode"] == "unsubscribe":
        deliveries.end(mine, "unsubscribed", now=now)
    elif entitled(subscription.partner, topic):
        mine.update(
            state=Subscription.State.ACTIVE,
            lease_until=now + timedelta(seconds=wish["lease_seconds"]),
            secret=wish["secret"],
            reason="",
            failures=0,
            paused_until=None,
        )
    else:
        deny(subscription, "this feed may no longer be had with this credential", now=now)
    deliveries.record(parcel, Outcome(verdict=Verdict.DONE, status=status), now=now)


def deny(subscription: Subscription, reason: str, *, now: datetime) -> None:
    """Ends a subscription and tells the subscriber why (§5.2)."""
    deliveries.end(Subscription.objects.filter(pk=subscription.pk), reason, now=now)
    _queue(subscription, Delivery.Action.DENY, {"reason": reason}, now)


@transaction.atomic
def end_leases(*, now: datetime | None = None) -> int:
    """Ends what was not renewed in time, and what its partner may no longer have. Returns how many."""
    now = now or timezone.now()
    active = Subscription.objects.filter(state=Subscription.State.ACTIVE)
    over = active.filter(lease_until__lte=now)
    ended = deliveries.end(over, "the lease ran out", now=now) if over.exists() else 0
    product = Product.objects.filter(
        partner=OuterRef("partner"), language=OuterRef("language"), category__in=("", OuterRef("category"))
    )
    lost = Q(partner__enabled=False) | Q(partner__isnull=False) & Q(~Exists(product))
    if not settings.PUBLIC_FEEDS:
        lost |= Q(partner__isnull=True)
    unentitled = active.filter(lost, kind=Subscription.Kind.WEBSUB).order_by("pk")[:100]
    for subscription in unentitled:
        deny(subscription, "this feed may no longer be had with this credential", now=now)
        ended += 1
    return ended
