"""Embargoes end: what was decided meanwhile goes out by the ordinary way, so feeds, hub and webhooks are told."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from translations.entries import Text
from translations.models import Article, PendingRelease
from translations.services.publish import post
from translations.types import Tier

logger = logging.getLogger(__name__)


def release_due(*, now: datetime) -> int:
    """Publishes whatever's time has come, the earliest first; returns how much. One that cannot go out stops no other.

    Costs one indexed read when nothing is due.
    """
    due = PendingRelease.objects.filter(release_at__lte=now).order_by("release_at", "pk")
    released = 0
    for number, article in list(due.values_list("pk", "article_id")):
        try:
            released += _release(number, article, now)
        except Exception:  # the next turn tries it again
            logger.exception("held text %s of article %s could not be published; it is tried again", number, article)
    return released


@transaction.atomic
def _release(number: int, article: int, now: datetime) -> bool:
    """False when it was cancelled, moved or published meanwhile. The article's lock keeps a retraction from between."""
    Article.objects.select_for_update().get(pk=article)
    found = PendingRelease.objects.select_for_update(of=("self",)).select_related("revision", "by")
    held = found.filter(pk=number, release_at__lte=now).first()
    if held is None:
        return False
    text = Text(title=held.title, summary=held.summary, content=held.content)
    post(
        held.revision,
        held.language,
        text,
        tier=Tier(held.tier),
        now=now,
        signature=held.signature,
        by=held.by,
        correction=held.correction,
    )
    logger.info("article %s in %s: the embargo is over, it is out", article, held.language)
    return True
