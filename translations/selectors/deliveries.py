"""Reads of the outbox: what is due, what a receiver is told, and the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from translations import categories
from translations.models import Delivery, Partner, Publication, Revision, Subscription, Translation
from translations.outbox import Topic, topic_url
from translations.selectors import feed
from translations.selectors.operating import DELIVER, is_held
from translations.selectors.partners import admits, min_tier
from translations.types import TIERS, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a delivery has to say, as the record has it now. Nothing here is bytes yet."""

    delivery_id: int
    action: str
    kind: str
    topic: str
    language: str
    category: str
    secret: str
    #: The gate of this reader; None when there is nothing that it may be told.
    tier: Tier | None
    publication: Publication | None
    partner: Partner | None
    request: Mapping[str, Any]


def letter(delivery_id: int) -> Letter | None:
    """None when the delivery is gone, or its subscription has ended meanwhile."""
    row = (
        Delivery.objects.select_related("subscription__partner", "publication__revision", "publication__article")
        .defer("publication__revision__blocks")
        .filter(pk=delivery_id)
        .first()
    )
    if row is None:
        return None
    subscription = row.subscription
    if row.action == Delivery.Action.SEND and subscription.state != Subscription.State.ACTIVE:
        return None
    return Letter(
        delivery_id=row.pk,
        action=row.action,
        kind=subscription.kind,
        topic=subscription.topic,
        language=subscription.language,
        category=subscription.category,
        secret=subscription.secret,
        tier=_gate(subscription, row.publication),
        publication=row.publication,
        partner=subscription.partner,
        request=row.request,
    )


def subject(delivery_id: int) -> str:
    """What it is about, as logs name it: the translation that was published, or the article that is an original."""
    of = Delivery.objects.filter(pk=delivery_id, publication__isnull=False)
    told = of.values_list("publication__article", "publication__language").first()
    if told is None:
        return "subscription"
    article, language = told
    translation = Translation.objects.filter(article=article, language=language).values_list("pk", flat=True).first()
    return f"translation-{translation}" if translation else f"article-{article}"


def _gate(subscription: Subscription, publication: Publication | None) -> Tier | None:
    """Looked up again at every attempt: products may have changed since the delivery was queued."""
    partner = subscription.partner
    if publication is None or (partner and not partner.enabled):
        return None
    if subscription.kind == Subscription.Kind.WEBHOOK:
        products = list(partner.products.all()) if partner else []
        return Tier(publication.tier) if admits(products, publication, category_keys(publication)) else None
    if subscription.kind == Subscription.Kind.WEBSUB and partner is None and not settings.PUBLIC_FEEDS:
        return None
    least = min_tier(partner.pk if partner else None, subscription.language, subscription.category)
    return least if least and publication.tier in TIERS[least] else None


def category_keys(publication: Publication) -> list[str]:
    """Of this publication and of those before it: whoever got an article gets its correction, whatever it is now."""
    versions = Publication.objects.filter(article=publication.article_id, language=publication.language)
    revisions = Revision.objects.filter(pk__in=versions.filter(number__lte=publication.number).values("revision"))
    names = [name for found in revisions.order_by("-number").values_list("categories", flat=True) for name in found]
    return categories.keys(names)


def event(publication: Publication, partner: Partner | None) -> dict[str, Any] | None:
    """What a webhook is told. None when the entry is not there (any more)."""
    entry = feed.published_entry(publication.article.uuid, publication.language)
    if entry is None:
        return None
    return {
        "event": _event_name(publication, partner),
        "entry": entry.id,
        "url": entry.url,
        "feed": topic_url(settings.SITE_URL, Topic(publication.language)),
        "language": publication.language,
        "tier": publication.tier,
        "published": entry.published.isoformat(),
        "updated": publication.updated_at.isoformat(),
    }


def _event_name(publication: Publication, partner: Partner | None) -> str:
    """As this partner sees it: what its gate kept back was never published to it."""
    if publication.retracted:
        return "retracted"
    before = Publication.objects.filter(
        article=publication.article_id, language=publication.language, number__lt=publication.number
    )
    products = list(partner.products.all()) if partner else []
    keys = category_keys(publication)
    seen = [earlier for earlier in before.order_by("number") if admits(products, earlier, keys)]
    return "corrected" if seen and not seen[-1].retracted else "published"


def due(now: datetime) -> Q:
    """What may be sent now. A confirmation is not held up by a pause: somebody is waiting for it."""
    listening = Q(subscription__paused_until__isnull=True) | Q(subscription__paused_until__lte=now)
    return Q(state=Delivery.State.QUEUED, not_before__lte=now) & (listening | ~Q(action=Delivery.Action.SEND))


def due_deliveries(now: datetime) -> int:
    """How many may be sent now: none while deliveries are told to wait."""
    if is_held(DELIVER):
        return 0
    return Delivery.objects.filter(due(now)).count()


def log(partner: Partner | None = None, *, limit: int = 50) -> QuerySet[Delivery]:
    """The newest deliveries first, of one partner or of everybody."""
    rows = Delivery.objects.select_related("subscription__partner", "publication").order_by("-id")
    return rows.filter(subscription__partner=partner)[:limit] if partner else rows[:limit]
