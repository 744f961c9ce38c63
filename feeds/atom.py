"""Atom documents (RFC 4287), with tombstones (RFC 6721). Pure: the same input gives the same bytes, always.

Choices, each with its reason:

* An original carries no IPTC digital source type: we did not see how it was made, so we claim nothing.
* `atom:source` is left out: RFC 4287 §4.2.11 wants the source feed's id, title and updated, which a pushed article has
  not. `rel="via"` names where the text came from.
* One `rel="alternate"` only; other languages are `rel="related"`: given two alternates, clients pick either.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from feeds import cleaning, wording
from feeds.mends import Entry, Feed
from translations.types import FeedEntry, Tier

log = logging.getLogger(__name__)

ATOM_TYPE = "application/atom+xml"
DIGITAL_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
#: `updated` of a feed without entries: fixed, because RFC 4287 requires one and "now" would differ at each build.
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)

_DIGITAL_SOURCE_TYPES = {
    Tier.MACHINE: ("trainedAlgorithmicMedia", "Machine translation, unreviewed"),
    Tier.REVIEWED: ("compositeWithTrainedAlgorithmicMedia", "Machine translation, reviewed by a person"),
}
_NOT_IN_HOST = re.compile(r"[^a-z0-9.-]")


def document(
    entries: Sequence[FeedEntry],
    *,
    language: str,
    feed_url: str,
    site_url: str,
    site_name: str,
    version: str,
    others: Mapping[str, str] | None = None,
    rights: str = "",
) -> bytes:
    """The feed of one language; `others` maps further languages to their feeds' addresses.

    Entries stand in the order given. An entry that cannot be rendered is left out and logged: the rest must arrive.
    """
    rendered = [(entry, xml) for entry in entries if (xml := _attempt(entry))]
    updated = max((cleaning.moment(entry.updated) for entry, _ in rendered), default=EPOCH)
    feed = Feed(id=feed_id(site_url, language), updated=updated, language=language)
    feed.title(f"{cleaning.text(site_name)} ({language})")
    feed.subtitle(wording.subtitle(language))
    feed.author(name=cleaning.text(site_name))
    feed.generator("songngu", version=version)
    feed.rights(cleaning.text(rights) or None)
    feed.link(href=feed_url, rel="self", type=ATOM_TYPE, hreflang=language)
    feed.link(href=f"{site_url}/feeds/", rel="alternate", type="text/html")
    for other, address in sorted((others or {}).items()):
        feed.link(href=address, rel="related", type=ATOM_TYPE, hreflang=other)
    for entry in (entry for entry, _ in rendered if entry.retracted):
        _bury(feed, entry, by=site_name)
    return feed.to_bytes(xml for _, xml in rendered)


def feed_id(site_url: str, language: str) -> str:
    """A tag URI (RFC 4151): stable while the site keeps its host, whatever becomes of ports and paths."""
    host = _NOT_IN_HOST.sub("-", (urlsplit(site_url).hostname or "localhost").lower()).strip("-") or "localhost"
    return f"tag:{host},2026:feeds/{language}"


@lru_cache(maxsize=512)
def entry_xml(entry: FeedEntry) -> bytes:
    """One entry's element. Kept by its whole content, so nothing stale can be served; some 10 KB apiece."""
    made = Entry(id=entry.id, updated=entry.updated, language=cleaning.language(entry.language))
    made.published(cleaning.moment(entry.published))
    made.title(wording.title(entry))
    if summary := wording.summary(entry):
        made.summary(summary, type="text")
    made.content(wording.content(entry), type="html")
    _add_people(made, entry)
    _add_links(made, entry)
    _add_categories(made, entry)
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
    for media in () if entry.retracted else entry.media:  # what is taken back is not handed out again
        _link(
            made,
            "enclosure",
            media.url,
            type=cleaning.media_type(media.type),
            length=str(media.length) if media.length > 0 else "",
            title=cleaning.text(media.alt),
        )


def _link(made: Entry, rel: str, url: str, **attributes: str) -> None:
    if href := cleaning.address(url):
        made.link(href=href, rel=rel, **{name: value for name, value in attributes.items() if value})


def _add_categories(made: Entry, entry: FeedEntry) -> None:
    for term in dict.fromkeys(cleaning.text(category) for category in entry.categories):
        if term:
            made.category(term=term)
    if entry.tier in _DIGITAL_SOURCE_TYPES:
        term, label = _DIGITAL_SOURCE_TYPES[entry.tier]
        made.category(term=term, scheme=DIGITAL_SOURCE, label=label)


def _bury(feed: Feed, entry: FeedEntry, *, by: str) -> None:
    comment = cleaning.text(entry.correction) or cleaning.text(entry.summary)
    feed.tombstones.add(ref=entry.id, when=entry.updated, by=cleaning.text(by), comment=comment)
