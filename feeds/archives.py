"""Archive documents (RFC 5005 §4): made when first asked for, kept for good, and the same bytes ever after.

Which version of an entry they hold: the one that was current when they were made. A later one takes a later place, so
whoever walks back from the document to subscribe to meets the newest first, and nothing is missing.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from django.utils import timezone

from feeds import addresses, atom, documents, places
from feeds.conditional import Document
from feeds.models import Archive, Feed
from translations.errors import NotFound
from translations.types import TIERS, Tier

#: A week: it does not change, but a partner's rights may.
_CACHE = "public, max-age=604800, immutable"
_MOST = 32
#: By row number: an archive whose row an operator deleted is made anew, in every process.
_kept: OrderedDict[int, Document] = OrderedDict()
_keeping = Lock()


def archive(language: str, category: str, number: int, *, least: Tier = Tier.MACHINE) -> Document:
    """Archive document `number`, 1 being the oldest. Raises NotFound for one that there is not (yet)."""
    rows = Archive.objects.filter(feed__language=language, feed__category=category, number=number, least=least)
    row = rows.values_list("pk", flat=True).first() or _make(language, category, number, least)
    document = _kept.get(row)
    if document is None:
        document = _document(Archive.objects.select_related("feed").get(pk=row))
        with _keeping:
            _kept[row] = document
            while len(_kept) > _MOST:
                _kept.popitem(last=False)
    return document


def forget() -> None:
    _kept.clear()


def _make(language: str, category: str, number: int, least: Tier) -> int:
    """Its row number. When two make it at once, the first one's stands for both."""
    feed = Feed.objects.filter(language=language, category=category).first()
    if feed is None or not 1 <= number <= places.full_pages(feed):
        raise NotFound(f"archive {number} of this feed", cure="Walk back from the feed itself by rel=prev-archive.")
    body = gzip.compress(_render(feed, number, least), mtime=0)
    row = Archive(feed=feed, number=number, least=least, body=body, made_at=timezone.now())
    Archive.objects.bulk_create([row], ignore_conflicts=True)
    return Archive.objects.values_list("pk", flat=True).get(feed=feed, number=number, least=least)


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


def _document(row: Archive) -> Document:
    return Document(
        body=gzip.decompress(bytes(row.body)),
        language=row.feed.language,
        content_type=documents.FORMS[addresses.ATOM][1],
        modified=None,
        cache=_CACHE,
    )
