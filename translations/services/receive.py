"""An article comes in, again, changed, or is taken back."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from translations import compose, queue
from translations.entries import Text
from translations.errors import NotFound
from translations.models import Article, Entry, Revision, Source, Translation
from translations.selectors import blocks_of
from translations.services import embargo
from translations.services.moving import move
from translations.services.publish import post, retract_entry
from translations.services.searching import index_source
from translations.states import State
from translations.types import IncomingArticle, Tier, passages

logger = logging.getLogger(__name__)

#: Shown to a reader of the source-language feed when the newsroom changes an article.
_CORRECTED = {"vi": "Bài đã được toà soạn cập nhật.", "en": "Updated by the newsroom."}


@dataclass(frozen=True, slots=True)
class Received:
    article: Article
    #: The article was not known before.
    created: bool
    #: A new revision was stored (always true when created), or its embargo was moved.
    changed: bool


def receive_article(source: Source, incoming: IncomingArticle, *, now: datetime | None = None) -> Received:
    """Stores an article that was read and checked; sending the same one again changes nothing.

    A changed one becomes a new revision: what is published stands until a person approves the new translation.
    """
    now = now or timezone.now()
    try:
        return _receive(source, incoming, now)
    except IntegrityError:  # two of the same at once: the other one created it
        return _receive(source, incoming, now)


@transaction.atomic
def _receive(source: Source, incoming: IncomingArticle, now: datetime) -> Received:
    known = (
        Article.objects.select_for_update(of=("self",))
        .filter(source=source, external_id=incoming.external_id)
        .select_related("current")
        .first()
    )
    digest = incoming.digest()
    if known and known.current and known.current.digest == digest and not known.retracted_at:
        return Received(known, created=False, changed=False)
    if known and known.current and not known.retracted_at and _only_moves_embargo(known.current, incoming):
        embargo.reschedule(known, known.current, incoming.embargo, digest, now=now)
        return Received(known, created=False, changed=True)
    article = known or Article.objects.create(
        source=source, external_id=incoming.external_id, language=incoming.language, received_at=now
    )
    restored = article.retracted_at is not None
    revision = _store_revision(article, incoming, digest, now)
    embargo.cancel(article.pk)  # what was decided about the text before, and was not out yet
    _publish_original(revision, now=now)
    for language in _targets(source, incoming.language):
        _queue(revision, language, incoming, restored=restored, now=now)
        queue.ring_after_commit()
    return Received(article, created=known is None, changed=True)


def _only_moves_embargo(revision: Revision, incoming: IncomingArticle) -> bool:
    return replace(incoming, embargo=revision.embargo_until).digest() == revision.digest


def _targets(source: Source, own: str) -> list[str]:
    return [language for language in source.targets or settings.TARGET_LANGUAGES if language != own]


def _store_revision(article: Article, incoming: IncomingArticle, digest: str, now: datetime) -> Revision:
    number = article.current.number + 1 if article.current else 1
    published = incoming.published or (article.current.published_at if article.current else now)
    revision = Revision.objects.create(
        article=article,
        number=number,
        digest=digest,
        url=incoming.url,
        title=incoming.title,
        summary=incoming.summary,
        byline=incoming.byline,
        published_at=published,
        blocks=[block.to_json() for block in incoming.blocks],
        categories=list(incoming.categories),
        media=[asdict(media) for media in incoming.media],
        received_at=now,
        embargo_until=incoming.embargo,
    )
    article.current, article.retracted_at = revision, None
    article.save(update_fields=["current", "retracted_at"])
    return revision


def _publish_original(revision: Revision, *, now: datetime) -> None:
    """The newsroom has published it, or will when its embargo ends, so it needs nobody's approval here."""
    language = revision.article.language
    text = Text(title=revision.title, summary=revision.summary, content=compose.content(blocks_of(revision)))
    was_out = Entry.objects.filter(article=revision.article_id, language=language).exists()
    note = _CORRECTED.get(language, _CORRECTED["en"]) if was_out else ""
    post(revision, language, text, tier=Tier.ORIGINAL, correction=note, now=now)


def _queue(revision: Revision, language: str, incoming: IncomingArticle, *, restored: bool, now: datetime) -> None:
    words = sum(len(p.text.split()) for p in passages(incoming.title, incoming.summary, incoming.blocks))
    fresh: dict[str, Any] = {
        "revision": revision,
        "priority": incoming.priority,
        "words": words,
        "not_before": now,
        "attempts": 0,
        "lease_token": "",
        "lease_until": None,
        "last_error": "",
    }
    known = Translation.objects.select_for_update().filter(article=revision.article, language=language).first()
    if known is None:
        created = Translation.objects.create(
            article=revision.article, language=language, created_at=now, moved_at=now, **fresh
        )
        created.moves.create(name="receive", to_state=State.QUEUED, at=now)
        logger.info("translation %s: receive, article %s into %s", created.pk, revision.article_id, language)
        index_source(created.pk, revision)
        return
    index_source(known.pk, revision)
    if known.state == State.WITHDRAWN and restored:
        move(known, "restore", now=now, reason="the source sent it again", **fresh)
    elif known.state in (State.QUEUED, State.WITHDRAWN):
        # Nothing to redo yet; an editor's withdrawal is not undone by a correction.
        Translation.objects.filter(pk=known.pk).update(**fresh)
    else:
        move(known, "correct", now=now, reason=f"the source changed: revision {revision.number}", **fresh)


@transaction.atomic
def retract_article(source: Source, external_id: str, *, reason: str = "", now: datetime | None = None) -> Article:
    """The newsroom takes an article back: withdrawn at once, in every language. Twice is harmless."""
    now = now or timezone.now()
    article = Article.objects.select_for_update().filter(source=source, external_id=external_id).first()
    if article is None:
        raise NotFound(f"article {external_id!r} of source {source.slug!r}", cure="Check the external_id you sent.")
    if article.retracted_at:
        return article
    article.retracted_at = now
    article.save(update_fields=["retracted_at"])
    embargo.cancel(article.pk)
    for translation in article.translations.select_for_update().exclude(state=State.WITHDRAWN):
        move(translation, "withdraw", now=now, reason=reason or "retracted by the source", lease_token="")
    for entry in Entry.objects.filter(article=article).select_related("publication"):
        retract_entry(entry, reason=reason, by=None, now=now)
    return article
