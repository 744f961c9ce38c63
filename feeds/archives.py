"""Archive documents (RFC 5005 §4): made when first asked for, kept for good, and the same bytes ever after.

Which version of an entry they hold: the one that was current when they were made. A later one takes a later place, so
whoever walks back from the document to subscribe to meets the newest first, and nothing is missing.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import replace

from django.utils import timezone

from feeds import addresses, atom, documents, places
from feeds.conditional import Document
from feeds.models import Archive, Feed
from translations.errors import NotFound
from translations.types import TIERS, Tier

#: A week: it does not change, but a partner's rights may.
_CACHE = "public, max-age=604800, immutable"
_MOST = 32
_kept: OrderedDict[tuple[int, int, Tier], Document] = OrderedDict()


def archive(language: str, category: str, number: int, *, least: Tier = Tier.MACHINE) -> Document:
    """Archive document `number`, 1 being the oldest. Raises NotFound for one that there is not (yet)."""
    feed = Feed.objects.filter(language=language, category=category).first()
    if feed is None or not 1 <= number <= places.full_pages(feed):
        raise NotFound(f"archive {number} of this feed", cure="Walk back from the feed itself by rel=prev-archive.")
    key = (feed.pk, number, least)
    if key not in _kept:
        _kept[key] = _document(feed, _body(feed, number, least))
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return _kept[key]


def forget() -> None:
    _kept.clear()


def _body(feed: Feed, number: int, least: Tier) -> bytes:
    """As stored; when two make it at once, the first one's stands for both."""
    stored = Archive.objects.filter(feed=feed, number=number, least=least)
    found = stored.first()
    if found is None:
        made = _render(feed, number, least)
        row = Archive(feed=feed, number=number, least=least, body=gzip.compress(made, mtime=0), made_at=timezone.now())
        Archive.objects.bulk_create([row], ignore_conflicts=True)
        found = stored.get()
    return gzip.decompress(bytes(found.body))


def _render(feed: Feed, number: int, least: Tier) -> bytes:
    head = replace(
        documents.head_of(feed),
        self_url=addresses.archive_url(feed.language, feed.category, number),
        previous=addresses.archive_url(feed.language, feed.category, number - 1) if number > 1 else "",
        current=addresses.feed_url(feed.language, feed.category),
        others={},
        hub_url="",
    )
    return atom.document(places.page(feed, number, TIERS[least]), head)


def _document(feed: Feed, body: bytes) -> Document:
    content_type = documents.FORMS[addresses.ATOM][1]
    return Document(body=body, language=feed.language, content_type=content_type, modified=None, cache=_CACHE)
