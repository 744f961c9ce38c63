"""ninjs 3.1, IPTC's News in JSON: one composite item whose associations are the articles. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from feeds import categories, cleaning, wording
from feeds.atom import DIGITAL_SOURCE, DIGITAL_SOURCE_TYPES
from feeds.head import Head, feed_id, tag
from feeds.jsonfeed import as_bytes, without_blanks
from translations.entries import FeedEntry
from translations.types import Media

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}


def document(entries: Sequence[FeedEntry], head: Head) -> bytes:
    made = {
        "standard": STANDARD,
        "uri": feed_id(head.site_url, head.language, head.category),
        "type": "composite",
        "language": head.language,
        "title": wording.feed_title(head),
        "copyrightNotice": cleaning.text(head.rights),
        "associations": [{"name": cleaning.text(entry.id), **article(entry)} for entry in entries],
    }
    return as_bytes(without_blanks(made) | {"associations": made["associations"]})


def article(entry: FeedEntry) -> dict[str, Any]:
    return without_blanks(
        {
            "uri": cleaning.text(entry.id),
            "type": "text",
            "representationType": "full",
            "pubStatus": "canceled" if entry.retracted else "usable",
            "version": cleaning.moment(entry.updated).strftime("%Y%m%dT%H%M%SZ"),
            "firstCreated": cleaning.moment(entry.published).isoformat(),
            "versionCreated": cleaning.moment(entry.updated).isoformat(),
            "language": cleaning.language(entry.language),
            "title": wording.title(entry),
            "headlines": [{"role": "main", "value": wording.title(entry)}],
            "descriptions": _valued("summary", wording.summary(entry)),
            "bodies": [{"role": "main", "contentType": "text/html", "value": wording.content(entry)}],
            "by": cleaning.text(entry.byline) or cleaning.text(entry.source_name),
            "edNote": " ".join(part for part in (wording.tier(entry), cleaning.text(entry.correction)) if part),
            "copyrightNotice": cleaning.text(entry.rights),
            "rightsInfo": without_blanks({"linkedRights": cleaning.address(entry.license_url)}),
            "subjects": _subjects(entry),
            "infoSources": _sources(entry),
            "altIds": _valued("page", cleaning.address(entry.url))
            + _valued("source", cleaning.address(entry.source_url)),
            "renditions": [] if entry.retracted else [made for media in entry.media if (made := _rendition(media))],
            "digitalSourceType": _digital_source(entry),
        }
    )


def _valued(role: str, value: str) -> list[dict[str, str]]:
    return [{"role": role, "value": value}] if value else []


def _subjects(entry: FeedEntry) -> list[dict[str, Any]]:
    return [
        {"name": label, "uri": tag(entry.url, f"categories/{key}"), "literal": key}
        for key, label in categories.by_key(entry.categories).items()
    ]


def _sources(entry: FeedEntry) -> list[dict[str, str]]:
    """Who wrote it, what translated it, who read it; IPTC has a role for the first alone."""
    roles = {"source": entry.source_name, "translator": entry.signature, "reviewer": entry.reviewer}
    return [{"name": name, "role": role} for role, given in roles.items() if (name := cleaning.text(given))]


def _rendition(media: Media) -> dict[str, Any]:
    href = cleaning.address(media.url)
    if not href:
        return {}
    given = {"href": href, "contentType": cleaning.media_type(media.type), "title": cleaning.text(media.alt)}
    return without_blanks({"name": "enclosure", **given, "sizeInBytes": max(media.length, 0)})


def _digital_source(entry: FeedEntry) -> dict[str, str]:
    if entry.tier not in DIGITAL_SOURCE_TYPES:
        return {}
    literal, name = DIGITAL_SOURCE_TYPES[entry.tier]
    return {"name": name, "uri": DIGITAL_SOURCE + literal, "literal": literal}
