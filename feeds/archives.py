"""Archive documents (RFC 5005 §4): made when first asked for, kept for good, and the same bytes ever after, but for
what is retracted: its notice then takes the place of its text.

Which version of an entry they hold: the one that was current when they were made. A later one takes a later place, so
whoever walks back from the document to subscribe to meets the newest first, and nothing is missing.
"""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from dataclasses import replace
from datetime import datetime
from threading import Lock

from django.db import transaction
from django.utils import timezone

from feeds import addresses, atom, documents, places
from feeds.conditional import Document
from feeds.models import Archive, Feed, Item
from translations import selectors
from translations.errors import NotFound
from translations.models import Publication
from translations.types import TIERS, Tier

#: An hour: that long, at most, a cache shows a text that was taken back.
_CACHE = "public, max-age=3600"
_MOST = 32
#: By row number and time of making: a row that was deleted, or made again, is read anew in every process.
_kept: OrderedDict[tuple[int, datetime], Document] = OrderedDict()
#: Entries as `mends.Entry.to_bytes` wrote them: text is escaped in them, so no entry can seem to hold another.
_ENTRY = re.compile(rb"<entry[\s>].*?</entry>", re.DOTALL)
_keeping = Lock()


def archive(language: str, category: str, number: int, *, least: Tier = Tier.MACHINE) -> Document:
    """Archive document `number`, 1 being the oldest. Raises NotFound for one that there is not (yet)."""
    rows = Archive.objects.filter(feed__language=language, feed__category=category, number=number, least=least)
    key = rows.values_list("pk", "made_at").first() or _make(language, category, number, least)
    document = _kept.get(key)
    if document is None:
        row = Archive.objects.select_related("feed").get(pk=key[0])
        key, document = (row.pk, row.made_at), _document(row)
        with _keeping:
            _kept[key] = document
            while len(_kept) > _MOST:
                _kept.popitem(last=False)
    return document


def forget() -> None:
    _kept.clear()


def take_back(notice: Publication) -> None:
    """Puts a retraction's notice where archives have the text; every other byte of them stays.

    Called with the feeds locked (`filing.file`). Costs the archives that hold the article, however many there are.
    """
    entry = selectors.current_entries([notice.pk])[0]
    given, said = f"<id>{entry.id}</id>".encode(), atom.entry_xml(entry)
    for row in _holding(notice):
        body = gzip.decompress(bytes(row.body))
        again = _ENTRY.sub(lambda found: said if given in found[0] else found[0], body)
        if again != body:
            row.body, row.made_at = gzip.compress(again, mtime=0), timezone.now()
            row.save(update_fields=["body", "made_at"])


def _holding(publication: Publication) -> list[Archive]:
    versions = list(
        Publication.objects.filter(article=publication.article_id, language=publication.language).values_list(
            "pk", flat=True
        )
    )
    pages: dict[int, set[int]] = {}
    for feed, position in Item.objects.filter(publication__in=versions).values_list("feed", "position"):
        pages.setdefault(feed, set()).add((position - 1) // places.PAGE + 1)
    found: list[Archive] = []
    for feed, numbers in pages.items():
        found += Archive.objects.filter(feed=feed, number__in=numbers)
    return found


def _make(language: str, category: str, number: int, least: Tier) -> tuple[int, datetime]:
    """Its row number and time. When two make it at once, the first one's stands for both.

    The feed stays locked meanwhile: else an article could be retracted after we read it and before the row is there.
    """
    feed = Feed.objects.filter(language=language, category=category).first()
    if feed is None or not 1 <= number <= places.full_pages(feed):
        raise NotFound(f"archive {number} of this feed", cure="Walk back from the feed itself by rel=prev-archive.")
    with transaction.atomic():
        feed = Feed.objects.select_for_update().get(pk=feed.pk)
        body = gzip.compress(_render(feed, number, least), mtime=0)
        row = Archive(feed=feed, number=number, least=least, body=body, made_at=timezone.now())
        Archive.objects.bulk_create([row], ignore_conflicts=True)
        return Archive.objects.values_list("pk", "made_at").get(feed=feed, number=number, least=least)


def _render(feed: Feed, number: int, least: Tier) -> bytes:
    head = replace(
        documents.head_of(feed),
        self_url=addresses.archive_url(feed.language, feed.category, number),
        previous=addresses.archive_from_archive(number - 1) if number > 1 else "",
        current=addresses.feed_from_archive(feed.language, feed.category),
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
