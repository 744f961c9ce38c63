"""What was decided before its time: kept as it was read, out of everybody's sight, until the embargo ends."""

from __future__ import annotations

import logging
from datetime import datetime

from translations.entries import Text
from translations.models import Article, PendingRelease, Revision, User
from translations.types import Tier

logger = logging.getLogger(__name__)


def hold(
    revision: Revision,
    language: str,
    text: Text,
    *,
    tier: Tier,
    now: datetime,
    signature: str,
    by: User | None,
    correction: str,
) -> None:
    """In place of what was decided before, if anything was. Inside the caller's transaction."""
    assert revision.embargo_until is not None
    decided = {
        "revision": revision,
        "tier": tier,
        "title": text.title,
        "summary": text.summary,
        "content": text.content,
        "signature": signature,
        "by": by,
        "correction": correction,
        "decided_at": now,
        "release_at": revision.embargo_until,
    }
    PendingRelease.objects.update_or_create(article_id=revision.article_id, language=language, defaults=decided)
    logger.info("article %s in %s is held until %s", revision.article_id, language, revision.embargo_until)


def cancel(article: int, language: str | None = None) -> None:
    """Nothing that waits for its time goes out: in one language, or in any."""
    waiting = PendingRelease.objects.filter(article=article)
    (waiting if language is None else waiting.filter(language=language)).delete()


def reschedule(article: Article, revision: Revision, until: datetime | None, digest: str, *, now: datetime) -> None:
    """The newsroom moved or lifted the embargo of a text that stays the same: so do the decisions about it."""
    revision.embargo_until, revision.digest = until, digest
    revision.save(update_fields=["embargo_until", "digest"])
    PendingRelease.objects.filter(article=article).update(release_at=max(until or now, now))
    logger.info("article %s: the embargo is now %s", article.pk, until or "lifted")
