"""Feeds as bytes, ready to send: built once a version, kept in this process.

A poll of an unchanged feed costs one look at an index. A changed one is put together from the last hundred places of
its list, however long that is, and from entries already rendered; compressing it, once and on demand, costs more.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock

from django.conf import settings
from django.utils import timezone

from feeds import addresses, atom, jsonfeed, ninjs, places, ready
from feeds.conditional import Document
from feeds.deltas import States
from feeds.head import Head
from feeds.models import Feed
from translations import selectors
from translations.entries import FeedEntry
from translations.errors import NotFound
from translations.types import TIERS, Tier

FORMS = {
    addresses.ATOM: (atom.document, f"{atom.ATOM_TYPE}; charset=utf-8"),
    addresses.JSON: (jsonfeed.document, "application/feed+json; charset=utf-8"),
    addresses.NINJS: (ninjs.document, "application/json; charset=utf-8"),
}
#: Documents kept: some 0.5 MB each, with their codings.
_MOST = 64
#: Long enough for another change in the same second to have shown itself.
_SETTLED = timedelta(seconds=2)

_Key = tuple[str, str, str, Tier]


@dataclass(slots=True)
class _Kept:
    version: int
    changed_at: datetime
    document: Document
    states: States = field(default_factory=States)


_kept: OrderedDict[_Key, _Kept] = OrderedDict()
_building = Lock()


def feed(
    language: str,
    category: str = "",
    *,
    form: str = addresses.ATOM,
    least: Tier = Tier.MACHINE,
    now: datetime | None = None,
) -> Document:
    """The feed as it stands, with entries of tier `least` and better. Raises NotFound for one that there is not."""
    key = (language, category, form, least)
    row = _row(language, category)
    kept = _kept.get(key)
    if kept is None or kept.version != row.version:
        with _building:  # one build, however many partners come at once
            kept = _kept.get(key)
            if kept is None or kept.version != row.version:
                kept = _kept[key] = _build(row, form, least, kept)
                _kept.move_to_end(key)
                while len(_kept) > _MOST:
                    _kept.popitem(last=False)
    settled = kept.changed_at + _SETTLED <= (now or timezone.now())
    return kept.document if settled else replace(kept.document, modified=None)


def forget() -> None:
    """Drops what is kept: for tests, where row numbers and so versions start again."""
    _kept.clear()
    places.forget()
    ready.forget()


def _row(language: str, category: str) -> Feed:
    found = Feed.objects.filter(language=language, category=category).first()
    if found:
        return found
    languages = selectors.feed_languages()
    if language not in languages:
        raise NotFound(f"a feed in {language!r}", cure=f"There are feeds in: {', '.join(languages)}.")
    if category:
        raise NotFound(f"a feed of {category!r} in {language!r}", cure=f"{settings.SITE_URL}/feeds/ lists all feeds.")
    return Feed(language=language, changed_at=atom.EPOCH)


def _build(row: Feed, form: str, least: Tier, before: _Kept | None) -> _Kept:
    """From the row as it was read before its entries: then dates are never newer than what they speak of."""
    render, content_type = FORMS[form]
    entries, head = places.newest(row, TIERS[least]), head_of(row, form)
    document = Document(
        body=render(entries, head),
        language=row.language,
        content_type=content_type,
        modified=row.changed_at,
        link=link_header(head),
    )
    if before and before.document.digest == document.digest:  # another document was touched, or another tier
        return replace(before, version=row.version)
    states = before.states if before else States()
    states.add(document.digest, entries)
    if form == addresses.ATOM:
        document = replace(document, since=_Deltas(states, entries, head, document))
    return _Kept(row.version, row.changed_at, document, states)


@dataclass(slots=True)
class _Deltas:
    """What changed since a state, each rendered once."""

    states: States
    entries: tuple[FeedEntry, ...]
    head: Head
    whole: Document
    made: dict[str, Document | None] = field(default_factory=dict)

    def __call__(self, digest: str) -> Document | None:
        if digest not in self.made:
            changed = self.states.changed_since(digest, self.entries)
            if changed is None:
                return None  # not remembered: digests that clients make up would fill the memory
            self.made[digest] = replace(self.whole, body=atom.document(changed, self.head), digest="", coded={})
        return self.made[digest]


def head_of(row: Feed, form: str = addresses.ATOM) -> Head:
    last = places.full_pages(row)
    return Head(
        language=row.language,
        category=row.category,
        label=row.label,
        self_url=addresses.feed_url(row.language, row.category, form),
        site_url=settings.SITE_URL,
        site_name=settings.SITE_NAME,
        version=settings.VERSION,
        others={other: addresses.feed_url(other, row.category, form) for other in places.siblings(row)},
        rights=settings.RIGHTS,
        license_url=settings.LICENSE_URL,
        hub_url=settings.HUB_URL,
        previous=addresses.archive_from_feed(row.language, row.category, last) if last else "",
    )


def link_header(head: Head) -> str:
    """WebSub §4 looks here first."""
    links = {"self": head.self_url, "hub": head.hub_url}
    return ", ".join(f'<{url}>; rel="{rel}"' for rel, url in links.items() if url)
