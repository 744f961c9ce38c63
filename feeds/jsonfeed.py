"""JSON Feed 1.1, with what Atom says beyond it in extensions of ours. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from feeds import categories, cleaning, wording
from feeds.atom import DIGITAL_SOURCE, DIGITAL_SOURCE_TYPES
from feeds.head import Head
from translations.entries import FeedEntry
from translations.types import Media

VERSION = "https://jsonfeed.org/version/1.1"


def document(entries: Sequence[FeedEntry], head: Head) -> bytes:
    made = {
        "version": VERSION,
        "title": wording.feed_title(head),
        "home_page_url": f"{head.site_url}/feeds/",
        "feed_url": head.self_url,
        "description": wording.subtitle(head.language),
        "language": head.language,
        "authors": [{"name": cleaning.text(head.site_name)}],
        "hubs": [{"type": "WebSub", "url": head.hub_url}] if head.hub_url else [],
        "items": [_item(entry) for entry in entries],
    }
    return as_bytes(without_blanks(made) | {"items": made["items"]})


def as_bytes(value: Any) -> bytes:
    """With one spelling, and no lone surrogate that would stop it (texts are clean already; addresses and ids too)."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _item(entry: FeedEntry) -> dict[str, Any]:
    return without_blanks(
        {
            "id": cleaning.text(entry.id),
            "url": cleaning.address(entry.url),
            "external_url": cleaning.address(entry.source_url),
            "title": wording.title(entry),
            "summary": wording.summary(entry),
            "content_html": wording.content(entry),
            "date_published": cleaning.moment(entry.published).isoformat(),
            "date_modified": cleaning.moment(entry.updated).isoformat(),
            "authors": _people(cleaning.text(entry.byline) or cleaning.text(entry.source_name)),
            "language": cleaning.language(entry.language),
            "tags": list(categories.by_key(entry.categories).values()),
            "attachments": [] if entry.retracted else [made for media in entry.media if (made := _attachment(media))],
            "_songngu": _provenance(entry),
        }
    )


def _people(name: str) -> list[dict[str, str]]:
    return [{"name": name}] if name else []


def _attachment(media: Media) -> dict[str, Any]:
    """JSON Feed demands both an address and a type."""
    url, kind = cleaning.address(media.url), cleaning.media_type(media.type)
    if not url or not kind:
        return {}
    made = {"url": url, "mime_type": kind, "title": cleaning.text(media.alt), "size_in_bytes": max(media.length, 0)}
    credit = cleaning.text(media.credit)
    return without_blanks({**made, "_credit": credit})


def _provenance(entry: FeedEntry) -> dict[str, Any]:
    source_type, _ = DIGITAL_SOURCE_TYPES.get(entry.tier, ("", ""))
    return without_blanks(
        {
            "tier": entry.tier.value,
            "digital_source_type": DIGITAL_SOURCE + source_type if source_type else "",
            "engine": cleaning.text(entry.signature),
            "confidence": entry.confidence,
            "reviewer": cleaning.text(entry.reviewer),
            "correction": cleaning.text(entry.correction),
            "retracted": entry.retracted,
            "rights": cleaning.text(entry.rights),
            "license": cleaning.address(entry.license_url),
            "translations": {
                cleaning.language(language): address
                for language, url in entry.alternates
                if (address := cleaning.address(url)) and cleaning.language(language)
            },
        }
    )


def without_blanks(value: dict[str, Any]) -> dict[str, Any]:
    """Absent says it better than empty."""
    return {name: content for name, content in value.items() if content or isinstance(content, float)}
