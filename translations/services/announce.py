"""Puts a new publication into the outbox of everybody who may have it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from translations import outbox, queue
from translations.models import Delivery, Product, Publication, Subscription
from translations.selectors.deliveries import category_keys
from translations.types import TIERS, Tier


def enqueue(publication: Publication, *, not_before: datetime | None = None, now: datetime | None = None) -> int:
    """Queues the publication for every address that may have it; returns how many. Inside the caller's transaction.

    One INSERT … SELECT, whatever the number of subscribers. `not_before` is the end of an embargo.
    """
    now = now or timezone.now()
    due = not_before or now
    if settings.HUB not in ("own", "none"):
        _external_hub(now)
    columns = {
        "subscription_id": None,
        "action": Value(Delivery.Action.SEND.value),
        "publication_id": Value(publication.pk),
        "state": Value(Delivery.State.QUEUED.value),
        "created_at": Value(due, output_field=Delivery._meta.get_field("created_at")),
        "not_before": Value(due, output_field=Delivery._meta.get_field("not_before")),
        "attempts": Value(0),
        "last_error": Value(""),
        "lease_token": Value(""),
        "request": Value({}, output_field=Delivery._meta.get_field("request")),
    }
    made = {f"new_{name}": value for name, value in columns.items() if value is not None}
    select = listeners(publication, due).annotate(**made).values_list("pk", *made)
    sql, parameters = select.query.get_compiler(connection=connection).as_sql()
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    table = connection.ops.quote_name(Delivery._meta.db_table)
    with connection.cursor() as cursor:
        # Only names of ours are put in; the WHERE that `select` always has keeps SQLite from misreading ON CONFLICT.
        cursor.execute(f"INSERT INTO {table} ({names}) {sql} ON CONFLICT DO NOTHING", parameters)
        queued: int = max(cursor.rowcount, 0)
    if queued:
        queue.ring_after_commit(queue.DELIVER)
    return queued


def listeners(publication: Publication, at: datetime) -> QuerySet[Subscription]:
    """Who is to be told: of this language and category, with a lease, and with a product that lets it through."""
    keys = ["", *category_keys(publication)]
    enough = [least.value for least, admitted in TIERS.items() if Tier(publication.tier) in admitted]
    products = Product.objects.filter(
        partner=OuterRef("partner"), language=publication.language, category__in=keys, tier__in=enough
    )
    public = Q(partner__isnull=True, kind=Subscription.Kind.WEBSUB) if settings.PUBLIC_FEEDS else Q(pk__in=())
    return (
        Subscription.objects.filter(state=Subscription.State.ACTIVE, kind__in=_kinds())
        .filter(Q(language="") | Q(language=publication.language, category__in=keys))
        .filter(Q(lease_until__isnull=True) | Q(lease_until__gt=at))
        .filter(
            public
            | Q(kind=Subscription.Kind.HUB, callback=settings.HUB_URL)
            | Q(partner__enabled=True) & Q(Exists(products))
        )
    )


def _kinds() -> list[str]:
    kind = Subscription.Kind
    hub = {"own": [kind.WEBSUB], "none": []}.get(settings.HUB, [kind.HUB])
    return [kind.WEBHOOK.value, *(found.value for found in hub)]


def _external_hub(now: datetime) -> None:
    """Makes the row of the hub that SONGNGU_HUB names, unless it is there. One indexed read."""
    digest = outbox.digest("hub", settings.HUB_URL)
    if Subscription.objects.filter(digest=digest).exists():
        return
    Subscription.objects.get_or_create(
        digest=digest,
        defaults={
            "kind": Subscription.Kind.HUB,
            "state": Subscription.State.ACTIVE,
            "callback": settings.HUB_URL,
            "host": outbox.web_host(settings.HUB_URL),
            "created_at": now,
        },
    )
