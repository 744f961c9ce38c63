"""What a page tells machines about its article: schema.org in JSON-LD, and Open Graph. Pure."""

from __future__ import annotations

import json
from typing import Any

from feeds import categories, cleaning, wording
from feeds.atom import DIGITAL_SOURCE, DIGITAL_SOURCE_TYPES
from feeds.jsonfeed import without_blanks
from translations.entries import FeedEntry
from translations.types import Tier


def linked_data(entry: FeedEntry, *, site_name: str) -> str:
    """A NewsArticle, to stand in a `script` element. That is data, which no content security policy forbids; `<` is
    written as an escape, so that no text can end the element."""
    source_type, _ = DIGITAL_SOURCE_TYPES.get(entry.tier, ("", ""))
    made = without_blanks(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": cleaning.text(entry.id),
            "url": cleaning.address(entry.url),
            "mainEntityOfPage": cleaning.address(entry.url),
            "headline": wording.title(entry),
            "description": wording.summary(entry),
            "inLanguage": cleaning.language(entry.language),
            "datePublished": cleaning.moment(entry.published).isoformat(),
            "dateModified": cleaning.moment(entry.updated).isoformat(),
            "author": _person(entry.byline) or _organization(entry.source_name),
            "editor": _person(entry.reviewer),
            "publisher": _organization(site_name),
            "image": _images(entry),
            "keywords": list(categories.by_key(entry.categories).values()),
            "license": cleaning.address(entry.license_url),
            "copyrightNotice": cleaning.text(entry.rights),
            "correction": cleaning.text(entry.correction),
            "digitalSourceType": DIGITAL_SOURCE + source_type if source_type else "",
            "translationOfWork": _original(entry),
            "workTranslation": _translations(entry),
        }
    )
    text = json.dumps(made, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def open_graph(entry: FeedEntry, *, site_name: str) -> list[tuple[str, str]]:
    """(property, content), in the order to print them."""
    found = [
        ("og:type", "article"),
        ("og:title", wording.title(entry)),
        ("og:description", wording.summary(entry)),
        ("og:url", cleaning.address(entry.url)),
        ("og:site_name", cleaning.text(site_name)),
        ("og:locale", entry.language.replace("-", "_")),
        *(("og:locale:alternate", language.replace("-", "_")) for language, _ in entry.alternates),
        *_pictures(entry),
        ("article:published_time", cleaning.moment(entry.published).isoformat()),
        ("article:modified_time", cleaning.moment(entry.updated).isoformat()),
        *(("article:tag", label) for label in categories.by_key(entry.categories).values()),
    ]
    return [(name, content) for name, content in found if content]


def _images(entry: FeedEntry) -> list[str]:
    """What is taken back is not handed out again."""
    pictures = [] if entry.retracted else [media for media in entry.media if media.type.startswith("image/")]
    return [href for media in pictures if (href := cleaning.address(media.url))]


def _pictures(entry: FeedEntry) -> list[tuple[str, str]]:
    alternatives = {cleaning.address(media.url): cleaning.text(media.alt) for media in entry.media}
    return [
        pair for href in _images(entry) for pair in (("og:image", href), ("og:image:alt", alternatives.get(href, "")))
    ]


def _original(entry: FeedEntry) -> dict[str, Any]:
    if entry.tier is Tier.ORIGINAL:
        return {}
    ours = dict(entry.alternates).get(entry.source_language, "")
    return without_blanks(
        {
            "@type": "NewsArticle",
            "url": cleaning.address(entry.source_url) or cleaning.address(ours),
            "inLanguage": cleaning.language(entry.source_language),
            "publisher": _organization(entry.source_name),
        }
    )


def _translations(entry: FeedEntry) -> list[dict[str, str]]:
    if entry.tier is not Tier.ORIGINAL:
        return []
    return [{"@type": "NewsArticle", "url": url, "inLanguage": language} for language, url in entry.alternates]


def _person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": plain} if (plain := cleaning.text(name)) else {}


def _organization(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": plain} if (plain := cleaning.text(name)) else {}
