"""The public feeds as an OPML 2.0 list, which every reader can import."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from lxml import etree

from feeds import addresses, cleaning, places, wording
from feeds.conditional import Document
from feeds.head import Head
from feeds.models import Feed
from translations import selectors


def public() -> Document:
    """Every language, and its categories below it."""
    feeds = places.listed()
    languages = selectors.feed_languages()
    heads = {language: [_head(Feed(language=language))] for language in languages}
    for feed in feeds:
        if feed.category:
            heads[feed.language].append(_head(feed))
    return Document(
        body=render(heads.values(), title=settings.SITE_NAME),
        language="en",
        content_type="text/x-opml; charset=utf-8",
        modified=None,  # a list has no date of its own; its ETag is enough
    )


def render(groups: Iterable[list[Head]], *, title: str) -> bytes:
    """Pure. The first of each group is its parent."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = cleaning.text(title)
    body = etree.SubElement(root, "body")
    for whole, *parts in groups:
        parent = _outline(body, whole)
        for part in parts:
            _outline(parent, part)
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return made


def _outline(parent: etree._Element, head: Head) -> etree._Element:
    title = wording.feed_title(head)
    return etree.SubElement(
        parent, "outline", type="rss", text=title, title=title, xmlUrl=head.self_url, htmlUrl=f"{head.site_url}/feeds/",
        language=head.language,
    )  # fmt: skip


def _head(feed: Feed) -> Head:
    return Head(
        language=feed.language,
        category=feed.category,
        label=feed.label,
        self_url=addresses.feed_url(feed.language, feed.category),
        site_url=settings.SITE_URL,
        site_name=settings.SITE_NAME,
        version=settings.VERSION,
    )
