"""A partner's webhooks: addresses that are told, with a signature, of everything the partner may have."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from translations import outbox
from translations.errors import NotFound, RefusedInput
from translations.models import Partner, Subscription
from translations.services import deliveries


@dataclass(frozen=True, slots=True)
class Webhook:
    """A new webhook, with the only sight anyone gets of the secret that signs its messages."""

    subscription: Subscription
    secret: str


@transaction.atomic
def add(partner: Partner, url: str, *, now: datetime | None = None) -> Webhook:
    """Tells `url` of every publication that the partner's products let through. Again: a new secret."""
    host = outbox.web_host(url)
    if not host:
        raise RefusedInput(f"{url[:200]!r}", field="url", cure="Use an absolute http(s) address.")
    secret = f"whsec_{secrets.token_urlsafe(32)}"
    subscription, _ = Subscription.objects.update_or_create(
        digest=outbox.digest("webhook", str(partner.pk), url),
        defaults={
            "state": Subscription.State.ACTIVE,
            "secret": secret,
            "reason": "",
            "failures": 0,
            "paused_until": None,
        },
        create_defaults={
            "kind": Subscription.Kind.WEBHOOK,
            "state": Subscription.State.ACTIVE,
            "partner": partner,
            "callback": url,
            "host": host,
            "secret": secret,
            "created_at": now or timezone.now(),
        },
    )
    return Webhook(subscription, secret)


def remove(partner: Partner, url: str, *, now: datetime | None = None) -> None:
    found = Subscription.objects.filter(
        kind=Subscription.Kind.WEBHOOK, partner=partner, callback=url, state=Subscription.State.ACTIVE
    )
    if not found.exists():
        raise NotFound(f"webhook {url!r} of {partner.slug}", cure="See: songngu partners list")
    deliveries.end(found, "removed", now=now or timezone.now())
