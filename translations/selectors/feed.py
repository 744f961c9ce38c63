"""Reads for the way out. Only publications are read: a draft cannot leak from here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Max, QuerySet

from translations.models import Entry, Publication, Source
from translations.types import FeedEntry, Media, Tier

#: `updated` of a feed that has no entry yet: fixed, so that an empty feed is as stable as a full one.
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def feed_languages() -> list[str]:
    """Languages that have a feed: of every source, every target, and everything ever published. Sorted."""
    languages = set(settings.TARGET_LANGUAGES)
    for language, targets in Source.objects.values_list("language", "targets"):
        languages |= {language, *targets}
    languages |= set(Entry.objects.values_list("language", flat=True).distinct())
    return sorted(languages or {"vi"})


def feed_version(language: str) -> str:
    """Changes when, and only when, some feed changed. One look at an index.

    All languages share it, since an entry links to its article's other languages.
    """
    newest = Publication.objects.aggregate(newest=Max("pk"))["newest"]
    return f"{language}-{newest or 0}"


def feed_changed_at() -> datetime:
    """When the newest publication of any language was made: rises with every `feed_version`."""
    newest = Publication.objects.order_by("-pk").values_list("updated_at", flat=True).first()
    return newest or EPOCH


def feed_entries(language: str, limit: int = 50) -> tuple[FeedEntry, ...]:
    """The newest entries, last changed first; retracted ones as notices."""
    entries = list(_entries().filter(language=language).order_by("-updated_at", "-id")[:limit])
    languages = _languages_by_article(entry.article_id for entry in entries)
    return tuple(_feed_entry(entry, languages[entry.article_id]) for entry in entries)


def published_entry(uuid: UUID, language: str) -> FeedEntry | None:
    entry = _entries().filter(article__uuid=uuid, language=language).first()
    if entry is None:
        return None
    return _feed_entry(entry, _languages_by_article([entry.article_id])[entry.article_id])


def _entries() -> QuerySet[Entry]:
    return Entry.objects.select_related("article__source", "publication__revision")


def _languages_by_article(articles: Iterable[int]) -> dict[int, list[str]]:
    """Only what can be read: a retracted text is nobody's alternative."""
    found: dict[int, list[str]] = {article: [] for article in articles}
    live = Entry.objects.filter(article__in=found, publication__retracted=False)
    for article, language in live.order_by("language").values_list("article_id", "language"):
        found[article].append(language)
    return found


def _feed_entry(entry: Entry, languages: list[str]) -> FeedEntry:
    article, publication = entry.article, entry.publication
    revision = publication.revision
    return FeedEntry(
        id=article.uuid.urn if entry.language == article.language else _entry_id(article.uuid, entry.language),
        language=entry.language,
        title=publication.title,
        summary=publication.summary,
        content=publication.content,
        byline=revision.byline,
        published=entry.published_at,
        updated=entry.updated_at,
        url=page_url(article.uuid, entry.language),
        source_url=revision.url,
        source_name=article.source.name,
        source_language=article.language,
        tier=Tier(publication.tier),
        signature=publication.signature,
        reviewer=publication.reviewer,
        categories=tuple(revision.categories),
        media=tuple(Media(**media) for media in revision.media),
        alternates=tuple((other, page_url(article.uuid, other)) for other in languages if other != entry.language),
        correction=publication.correction,
        retracted=publication.retracted,
    )


def _entry_id(article: UUID, language: str) -> str:
    """Each language is an entry of its own, so it needs an id of its own: derived, hence the same for ever."""
    return uuid5(article, language).urn


def page_url(article: UUID, language: str) -> str:
    return f"{settings.SITE_URL}/articles/{article}/{quote(language)}/"
