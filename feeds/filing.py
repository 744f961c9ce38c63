"""Gives every publication its places. Cost: a few rows, however long the feeds are."""

from __future__ import annotations

from django.db import transaction

from feeds import archives, ready
from feeds.categories import by_key
from feeds.models import Feed, Item
from translations import selectors
from translations.models import Publication
from translations.types import Tier


def file(publication: Publication) -> None:
    """Called in the publication's own transaction (settings.ON_PUBLICATION): neither is there without the other.

    A correction also goes where an earlier version went, whatever its categories are now: who got that gets this.
    Feeds in other languages that show the article have changed too, since their entries link to this one.
    """
    ready.forget()
    transaction.on_commit(ready.forget)
    showing = _showing(publication.article_id)
    wanted = {"": "", **by_key(publication.revision.categories)}
    new = _open(publication, wanted)
    taking = set(Feed.objects.filter(language=publication.language, category__in=wanted).values_list("pk", flat=True))
    taking |= {feed for feed, language in showing if language == publication.language}
    touched = taking | {feed for feed, _ in showing}
    # Feeds of the same category in other languages link to a new one from now on.
    touched |= set(Feed.objects.filter(category__in=new).values_list("pk", flat=True))
    confidence = None if publication.tier == Tier.ORIGINAL else selectors.engine_confidence(publication)
    # Locked in one order, so that two publications never wait for each other; until commit, so that places have no gap.
    for feed in Feed.objects.select_for_update().filter(pk__in=touched).order_by("pk"):
        _change(feed, publication, taken=feed.pk in taking)
        if feed.pk in taking:
            Item.objects.create(feed=feed, position=feed.size, publication=publication, confidence=confidence)
    if publication.retracted:
        archives.take_back(publication)


def _showing(article: int) -> set[tuple[int, str]]:
    """Row numbers and languages of the feeds that an article has a place in.

    In two steps: asked in one, SQLite starts from the feeds and walks through all their items.
    """
    publications = list(Publication.objects.filter(article=article).values_list("pk", flat=True))
    return set(Item.objects.filter(publication__in=publications).values_list("feed", "feed__language"))


def _open(publication: Publication, wanted: dict[str, str]) -> list[str]:
    """Makes the feeds that are not there yet; returns their categories."""
    known = set(
        Feed.objects.filter(language=publication.language, category__in=wanted).values_list("category", flat=True)
    )
    new = [category for category in wanted if category not in known]
    about = {"language": publication.language, "changed_at": publication.updated_at}
    feeds = [Feed(category=category, label=wanted[category][:200], **about) for category in new]
    Feed.objects.bulk_create(feeds, ignore_conflicts=True)
    return new


def _change(feed: Feed, publication: Publication, *, taken: int) -> None:
    feed.size += taken
    feed.version += 1
    feed.changed_at = max(feed.changed_at, publication.updated_at)
    feed.save(update_fields=["size", "version", "changed_at"])
