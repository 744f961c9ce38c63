"""Reads for the way out. Only publications are read: a draft cannot leak from here."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Avg, QuerySet

from translations.entries import FeedEntry
from translations.models import Article, Entry, Publication, Segment, Source
from translations.types import Media, Tier


def feed_languages() -> list[str]:
    """Languages that have a feed: of every source, every target, and everything ever published. Sorted."""
    languages = set(settings.TARGET_LANGUAGES)
    for language, targets in Source.objects.values_list("language", "targets"):
        languages |= {language, *targets}
    languages |= set(Entry.objects.values_list("language", flat=True).distinct())
    return sorted(languages or {"vi"})


def feed_entries(language: str, limit: int = 50) -> tuple[FeedEntry, ...]:
    """The newest entries, last changed first; retracted ones as notices."""
    newest = Entry.objects.filter(language=language).order_by("-updated_at", "-id")[:limit]
    return current_entries(list(newest.values_list("publication_id", flat=True)))


def current_entries(publications: Sequence[int]) -> tuple[FeedEntry, ...]:
    """Those of `publications` (row numbers) that still are their entry's newest, in the order given."""
    return tuple(current_by_number(publications).values())


def current_by_number(
    publications: Sequence[int], known: Mapping[int, FeedEntry] | None = None
) -> dict[int, FeedEntry]:
    """The same by the publications' row numbers.

    `known` are entries read before, by the same numbers: a publication never changes, so of these only what stands
    outside it is looked up. Two queries, one when all are known; reading 50 texts costs more than all else.
    """
    found, languages = _surroundings(publications)
    read = _read([number for number in found if number not in (known or {})])
    entries = {**(known or {}), **read}  # without what was replaced while we read
    return {
        number: _around(entries[number], found[number][1], languages[found[number][0]])
        for number in publications
        if number in found and number in entries
    }


def _surroundings(publications: Sequence[int]) -> tuple[dict[int, tuple[int, str]], dict[int, list[str]]]:
    """Of current publications, article and source's name; of their articles, the languages that can be read."""
    wanted = set(publications)
    found: dict[int, tuple[int, str]] = {}
    languages: dict[int, list[str]] = defaultdict(list)
    articles = Publication.objects.filter(pk__in=wanted).values("article")
    entries = Entry.objects.filter(article__in=articles).order_by("language")
    for number, article, name, language, retracted in entries.values_list(*_AROUND):
        if number in wanted:
            found[number] = (article, name)
        if not retracted:
            languages[article].append(language)
    return found, languages


_AROUND = "publication_id", "article_id", "article__source__name", "language", "publication__retracted"


def _read(publications: Sequence[int]) -> dict[int, FeedEntry]:
    entries = _entries().filter(publication__in=publications) if publications else ()
    return {entry.publication_id: _feed_entry(entry, entry.publication, ()) for entry in entries}


def _around(entry: FeedEntry, source_name: str, languages: Sequence[str]) -> FeedEntry:
    """`entry` with what may have changed since its publication."""
    page = entry.url.removesuffix(f"{quote(entry.language)}/")
    alternates = tuple((other, f"{page}{quote(other)}/") for other in languages if other != entry.language)
    if entry.alternates == alternates and entry.source_name == source_name:
        return entry
    return replace(entry, alternates=alternates, source_name=source_name)


def published_entry(uuid: UUID, language: str) -> FeedEntry | None:
    entry = _entries().filter(article__uuid=uuid, language=language).first()
    return _feed_entry(entry, entry.publication, _languages(entry)) if entry else None


def published_version(uuid: UUID, language: str, number: int) -> FeedEntry | None:
    """What stood at `page_url(…, number)`. None too for everything said before a retraction: that was taken back."""
    entry = _entries().filter(article__uuid=uuid, language=language).first()
    if entry is None:
        return None
    versions = Publication.objects.filter(article=entry.article_id, language=language)
    if versions.filter(number__gt=number, retracted=True).exists():
        return None
    version = versions.select_related("revision").filter(number=number).first()
    return _feed_entry(entry, version, _languages(entry)) if version else None


def has_version(uuid: UUID, language: str, number: int) -> bool:
    """Whether there ever was one: what is gone is told apart from what never was."""
    return Publication.objects.filter(article__uuid=uuid, language=language, number=number).exists()


def engine_confidence(publication: Publication) -> float | None:
    """The engine's mean probability of a word, 0 to 1, while the draft that this publication shows still exists.

    The mean of the segments' scores (log-probabilities), as a probability; of sentences that no engine made, nothing.
    """
    segments = Segment.objects.filter(
        translation__article=publication.article_id,
        translation__language=publication.language,
        translation__revision=publication.revision_id,
    )
    mean = segments.aggregate(mean=Avg("score"))["mean"]
    return None if mean is None else math.exp(min(mean, 0.0))


def _entries() -> QuerySet[Entry]:
    """Without the source text, which no feed shows and which is costly to read."""
    related = Entry.objects.select_related("article__source", "publication__revision")
    return related.defer("publication__revision__blocks")


def _languages(entry: Entry) -> list[str]:
    return _languages_by_article([entry.article_id])[entry.article_id]


def _languages_by_article(articles: Iterable[int]) -> dict[int, list[str]]:
    """Only what can be read: a retracted text is nobody's alternative."""
    found: dict[int, list[str]] = {article: [] for article in articles}
    live = Entry.objects.filter(article__in=found, publication__retracted=False)
    for article, language in live.order_by("language").values_list("article_id", "language"):
        found[article].append(language)
    return found


def _feed_entry(entry: Entry, publication: Publication, languages: Sequence[str]) -> FeedEntry:
    article, revision = entry.article, publication.revision
    return FeedEntry(
        id=_entry_id(article, entry.language),
        language=entry.language,
        title=publication.title,
        summary=publication.summary,
        content=publication.content,
        byline=revision.byline,
        published=entry.published_at,
        updated=publication.updated_at,
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
        source_slug=article.source.slug,
        source_updated=revision.received_at,
        rights=settings.RIGHTS,
        license_url=settings.LICENSE_URL,
        predecessor=_predecessor(article.uuid, publication),
    )


def _entry_id(article: Article, language: str) -> str:
    """Each language is an entry of its own, so it needs an id of its own: derived, hence the same for ever."""
    return article.uuid.urn if language == article.language else uuid5(article.uuid, language).urn


def _predecessor(article: UUID, publication: Publication) -> str:
    first, last = publication.number == 1, publication.retracted
    return "" if first or last else page_url(article, publication.language, publication.number - 1)


def page_url(article: UUID, language: str, number: int | None = None) -> str:
    """Of an article as it stands, or of one of its publications."""
    page = f"{settings.SITE_URL}/articles/{article}/{quote(language)}/"
    return page if number is None else f"{page}{number}/"
