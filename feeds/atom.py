"""Atom documents (RFC 4287), with archives (RFC 5005) and tombstones (RFC 6721). Pure: the same input gives the same
bytes, always.

Choices, each with its reason:

* An original carries no IPTC digital source type: we did not see how it was made, so we claim nothing.
* `atom:source` names the source by an id of ours: the address that we read it at may hold its key.
* One `rel="alternate"` only; other languages are `rel="related"`: given two alternates, clients pick either.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from feeds import categories, cleaning, wording
from feeds.head import Head, feed_id, tag
from feeds.mends import Entry, Feed
from translations.entries import FeedEntry
from translations.types import Media, Tier

log = logging.getLogger(__name__)

ATOM_TYPE = "application/atom+xml"
DIGITAL_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
#: `updated` of a feed without entries: fixed, because RFC 4287 requires one and "now" would differ at each build.
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)

DIGITAL_SOURCE_TYPES = {
    Tier.MACHINE: ("trainedAlgorithmicMedia", "Machine translation, unreviewed"),
    Tier.REVIEWED: ("compositeWithTrainedAlgorithmicMedia", "Machine translation, reviewed by a person"),
}


def document(entries: Sequence[FeedEntry], head: Head) -> bytes:
    """A feed, whole or an archive of it.

    Entries stand in the order given. An entry that cannot be rendered is left out and logged: the rest must arrive.
    """
    rendered = [(entry, xml) for entry in entries if (xml := _attempt(entry))]
    updated = max((cleaning.moment(entry.updated) for entry, _ in rendered), default=EPOCH)
    feed = Feed(id=feed_id(head.site_url, head.language, head.category), updated=updated, language=head.language)
    feed.title(wording.feed_title(head))
    feed.subtitle(wording.subtitle(head.language))
    feed.author(name=cleaning.text(head.site_name))
    feed.generator("songngu", version=head.version)
    feed.rights(cleaning.text(head.rights) or None)
    _add_feed_links(feed, head)
    feed.history.archived = bool(head.current)
    for entry in (entry for entry, _ in rendered if entry.retracted):
        _bury(feed, entry, by=head.site_name)
    return feed.to_bytes(xml for _, xml in rendered)


def _add_feed_links(feed: Feed, head: Head) -> None:
    feed.link(href=head.self_url, rel="self", type=ATOM_TYPE, hreflang=head.language)
    feed.link(href=f"{head.site_url}/feeds/", rel="alternate", type="text/html")
    for rel, href in (("prev-archive", head.previous), ("current", head.current)):
        if href:
            feed.link(href=href, rel=rel, type=ATOM_TYPE)
    for rel, href in (("hub", head.hub_url), ("license", cleaning.address(head.license_url))):
        if href:
            feed.link(href=href, rel=rel)
    for other, address in sorted(head.others.items()):
        feed.link(href=address, rel="related", type=ATOM_TYPE, hreflang=other)


@lru_cache(maxsize=512)
def entry_xml(entry: FeedEntry) -> bytes:
    """One entry's element. Kept by its whole content, so nothing stale can be served; some 10 KB apiece."""
    made = Entry(id=entry.id, updated=entry.updated, language=cleaning.language(entry.language))
    made.published(cleaning.moment(entry.published))
    made.title(wording.title(entry))
    summary = wording.summary(entry)
    if summary:
        made.summary(summary, type="text")
    made.content(wording.content(entry), type="html")
    made.rights(cleaning.text(entry.rights) or None)
    _add_people(made, entry)
    _add_links(made, entry)
    _add_categories(made, entry)
    _add_source(made, entry)
    if not entry.retracted:  # what is taken back is not handed out again
        for media in entry.media:
            _add_media(made, media, described=bool(summary))
    if entry.confidence is not None and not entry.retracted:
        made.translated_by(tag(entry.url, f"engines/{entry.signature}"), confidence=entry.confidence)
    return made.to_bytes()


def _attempt(entry: FeedEntry) -> bytes | None:
    try:
        return entry_xml(entry)
    except (ValueError, OverflowError):
        log.exception("Entry %r cannot be put into a feed and was left out; correct its article.", entry.id)
        return None


def _add_people(made: Entry, entry: FeedEntry) -> None:
    """feedgen drops nameless people without a word, and RFC 4287 §4.1.2 wants an author: the feed's then stands in."""
    made.author(name=cleaning.text(entry.byline) or cleaning.text(entry.source_name))
    made.contributor(name=cleaning.text(entry.signature))
    made.contributor(name=cleaning.text(entry.reviewer))


def _add_links(made: Entry, entry: FeedEntry) -> None:
    _link(made, "alternate", entry.url, type="text/html", hreflang=cleaning.language(entry.language))
    _link(
        made,
        "via",
        entry.source_url,
        hreflang=cleaning.language(entry.source_language),
        title=cleaning.text(entry.source_name),
    )
    for language, url in entry.alternates:
        _link(made, "related", url, type="text/html", hreflang=cleaning.language(language))
    for rel, url in (("license", entry.license_url), ("predecessor-version", entry.predecessor)):
        if href := cleaning.address(url):
            made.also_link(href=href, rel=rel)


def _link(made: Entry, rel: str, url: str, **attributes: str) -> None:
    if href := cleaning.address(url):
        made.link(href=href, rel=rel, **{name: value for name, value in attributes.items() if value})


def _add_categories(made: Entry, entry: FeedEntry) -> None:
    """Terms are the same in every language and stand in addresses; labels are what the newsroom wrote."""
    for term, label in categories.by_key(entry.categories).items():
        made.category(term=term, scheme=tag(entry.url, "categories"), label=label)
    made.category(term=entry.tier.value, scheme=tag(entry.url, "review"), label=wording.tier(entry))
    if entry.tier in DIGITAL_SOURCE_TYPES:
        term, label = DIGITAL_SOURCE_TYPES[entry.tier]
        made.category(term=term, scheme=DIGITAL_SOURCE, label=label)


def _add_source(made: Entry, entry: FeedEntry) -> None:
    if not entry.source_slug:
        return
    made.source_feed(
        id=tag(entry.url, f"sources/{entry.source_slug}"),
        title=cleaning.text(entry.source_name) or entry.source_slug,
        updated=entry.source_updated or entry.published,
        link=_front_page(entry.source_url),
        rights=cleaning.text(entry.rights),
    )


def _front_page(url: str) -> str:
    parts = urlsplit(cleaning.address(url))
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/" if parts.netloc else ""


def _add_media(made: Entry, media: Media, *, described: bool) -> None:
    href, kind, alt = cleaning.address(media.url), cleaning.media_type(media.type), cleaning.text(media.alt)
    length = str(media.length) if media.length > 0 else ""
    _link(made, "enclosure", media.url, type=kind, length=length, title=alt)
    if not href:
        return
    medium = kind.partition("/")[0] if kind.startswith(("image/", "audio/", "video/")) else ""
    given = {"url": href, "type": kind, "medium": medium, "fileSize": length}
    attributes = {name: value for name, value in given.items() if value}
    made.media(attributes, description=alt if described else "", credit=cleaning.text(media.credit))


def _bury(feed: Feed, entry: FeedEntry, *, by: str) -> None:
    comment = cleaning.text(entry.correction) or cleaning.text(entry.summary)
    feed.tombstones.add(ref=entry.id, when=entry.updated, by=cleaning.text(by), comment=comment)
