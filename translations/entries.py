"""The record that leaves: what the feeds and the pages show of a publication. Pure and frozen, as `types`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from translations.types import Media, Tier


@dataclass(frozen=True, slots=True)
class Text:
    """An article in one language, as it is published."""

    title: str
    summary: str
    #: Sanitised HTML.
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """What a feed shows of one article in one language. Made from a publication, never from a draft."""

    #: ``urn:uuid:…``, the same through every correction.
    id: str
    language: str
    title: str
    summary: str
    #: Sanitised HTML.
    content: str
    byline: str
    published: datetime
    updated: datetime
    #: The page of this article on our own site.
    url: str
    #: Where the source published it; may be empty.
    source_url: str
    source_name: str
    source_language: str
    tier: Tier
    #: The engine's signature; empty for an original.
    signature: str = ""
    reviewer: str = ""
    categories: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    #: Other languages of the same article: (language, address of its page).
    alternates: tuple[tuple[str, str], ...] = ()
    #: What a correction changed, for the reader; empty on first publication.
    correction: str = ""
    #: Set on a retraction: the entry's text is the notice, and a tombstone goes with it.
    retracted: bool = False
    #: The source's stable name, and when this text was taken from it; "" and None for none.
    source_slug: str = ""
    source_updated: datetime | None = None
    rights: str = ""
    license_url: str = ""
    #: The page of the publication before this one; empty for a first one and for a retraction.
    predecessor: str = ""
    #: The engine's own, from 0 to 1; None when no engine gave one.
    confidence: float | None = None
