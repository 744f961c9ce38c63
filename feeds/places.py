"""Reads what stands where in a feed. Every query is bounded by the length of a page, none by that of the feed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import replace
from threading import Lock

from django.db.models import QuerySet

from feeds.models import Feed, Item
from translations import selectors
from translations.entries import FeedEntry
from translations.types import Tier

#: Places of an archive document, and entries at most in the document to subscribe to.
PAGE = 50
#: Places looked at for that one: those no archive holds yet, always fewer than a page, and some already archived, so
#: that it is well filled although corrections leave empty places behind.
WINDOW = 2 * PAGE
#: Entries kept by their publications' row numbers, so that a rebuild reads only what is new; some 10 KB each.
MOST_KNOWN = 1000
_known: OrderedDict[int, FeedEntry] = OrderedDict()
_keeping = Lock()


def newest(feed: Feed, tiers: Collection[Tier]) -> tuple[FeedEntry, ...]:
    """The entries to subscribe to, last changed first; retracted ones as notices."""
    if not feed.size:
        return ()
    return _entries(feed.items.filter(position__gt=feed.size - WINDOW, position__lte=feed.size), tiers)


def page(feed: Feed, number: int, tiers: Collection[Tier]) -> tuple[FeedEntry, ...]:
    """The entries of one archive document as they are now, last changed first. What was replaced since stands later."""
    return _entries(feed.items.filter(position__gt=(number - 1) * PAGE, position__lte=number * PAGE), tiers)


def _entries(items: QuerySet[Item], tiers: Collection[Tier]) -> tuple[FeedEntry, ...]:
    current = items.filter(publication__entry__isnull=False, publication__tier__in=list(tiers))
    found = dict(current.order_by("-position").values_list("publication_id", "confidence")[:PAGE])
    return tuple(
        _keep(number, entry if entry.confidence == found[number] else replace(entry, confidence=found[number]))
        for number, entry in selectors.current_by_number(list(found), _known.copy()).items()
    )


def _keep(number: int, entry: FeedEntry) -> FeedEntry:
    with _keeping:
        _known[number] = entry
        _known.move_to_end(number)
        while len(_known) > MOST_KNOWN:
            _known.popitem(last=False)
    return entry


def forget() -> None:
    _known.clear()


def full_pages(feed: Feed) -> int:
    """How many archive documents there are."""
    return feed.size // PAGE


def siblings(feed: Feed) -> list[str]:
    """Other languages that have a feed of the same category."""
    others = Feed.objects.filter(category=feed.category, size__gt=0).exclude(language=feed.language)
    return sorted(others.values_list("language", flat=True))


def listed() -> list[Feed]:
    return list(Feed.objects.filter(size__gt=0).order_by("language", "category"))
