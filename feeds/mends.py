"""feedgen 1.0.0 with its Atom faults mended. Each mend has a test in tests/feeds/test_mend_feedgen.py. Pure.

* entry links keep `rel`, `type`, `hreflang`, `title` and `length` (lost: feedgen issue 135);
* entries take links of every relation (feedgen refuses `license` and `predecessor-version`);
* entries carry `xml:lang`, a whole `atom:source`, and elements of other vocabularies under their usual prefixes;
* `updated` must be given: feedgen's own, "now", makes every build differ and every ETag useless;
* times have whole seconds;
* entries stay in the order given, and are rendered apart from their feed, so that their bytes can be kept;
* archives (RFC 5005) and tombstones (RFC 6721).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds import cleaning

TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
HISTORY = "http://purl.org/syndication/history/1.0"
MEDIA = "http://search.yahoo.com/mrss/"
ITS = "http://www.w3.org/2005/11/its"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {"media": MEDIA, "its": ITS}
_LINK_ATTRIBUTES = ("rel", "type", "hreflang", "title", "length")
_END = b"</feed>"


class Entry(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    def __init__(self, *, id: str, updated: datetime, language: str) -> None:
        super().__init__()
        self._language = language
        self._more: list[Any] = []
        self._media: list[Any] = []
        self._on_content: dict[str, str] = {}
        self.id(id)
        self.updated(cleaning.moment(updated))

    def also_link(self, **attributes: str) -> None:
        """For the relations that `link` refuses."""
        self._more.append(etree.Element("link", attributes))

    def source_feed(self, *, id: str, title: str, updated: datetime, link: str = "", rights: str = "") -> None:
        """RFC 4287 §4.2.11; feedgen's own has neither id nor updated, which make it worth having."""
        made = etree.Element("source")
        etree.SubElement(made, "id").text = id
        etree.SubElement(made, "title").text = title
        etree.SubElement(made, "updated").text = cleaning.moment(updated).isoformat()
        if link:
            etree.SubElement(made, "link", href=link, rel="alternate", type="text/html")
        if rights:
            etree.SubElement(made, "rights").text = rights
        self._more.append(made)

    def media(self, attributes: Mapping[str, str], *, description: str = "", credit: str = "") -> None:
        """Media RSS: the one vocabulary in which aggregators look for alternative text and credits.

        An entry that has no summary must have no description here either: feedparser would show it as the summary.
        """
        made = etree.Element(f"{{{MEDIA}}}content", dict(attributes), nsmap=_PREFIXES)
        if description:
            etree.SubElement(made, f"{{{MEDIA}}}description", type="plain").text = description
        if credit:
            etree.SubElement(made, f"{{{MEDIA}}}credit").text = credit
        self._media.append(made)

    def translated_by(self, tool: str, *, confidence: float) -> None:
        """ITS 2.0 §8.18: how sure the engine was, 0 to 1, and the IRI of the engine that says so."""
        self._on_content = {
            f"{{{ITS}}}mtConfidence": f"{confidence:.4f}",
            f"{{{ITS}}}annotatorsRef": f"mt-confidence|{tool}",
        }

    def atom_entry(self, extensions: bool = True) -> Any:
        stock = super().atom_entry(extensions=extensions)
        for element, link in zip(stock.findall("link"), self.link() or [], strict=True):
            for name in _LINK_ATTRIBUTES:
                if link.get(name):
                    element.set(name, link[name])
        node = etree.Element("entry", nsmap=_PREFIXES)
        node.extend([*stock, *self._more])
        # After the content and before the summary: feedparser takes a media:description for a summary, and the last
        # one it meets wins; without a content before it, it takes the second for the content.
        index = node.index(node.find("content")) + 1 if self._media else 0
        node[index:index] = self._media
        if self._language:
            node.set(_XML_LANG, self._language)
        for name, value in self._on_content.items():
            node.find("content").set(name, value)
        etree.cleanup_namespaces(node)
        return node

    def to_bytes(self) -> bytes:
        """The `entry` element, without Atom's namespace: it takes the feed's, once it stands in one."""
        rendered: bytes = etree.tostring(self.atom_entry(), encoding="UTF-8", xml_declaration=False)
        return rendered


class Tombstones(BaseExtension):  # type: ignore[misc]
    """`at:deleted-entry` elements of a feed (RFC 6721 §3)."""

    def __init__(self) -> None:
        self._graves: list[tuple[str, datetime, str, str]] = []

    def add(self, *, ref: str, when: datetime, by: str = "", comment: str = "") -> None:
        self._graves.append((ref, cleaning.moment(when), by, comment))

    def extend_ns(self) -> dict[str, str]:
        return {"at": TOMBSTONES}

    def extend_atom(self, feed: Any) -> Any:
        for ref, when, by, comment in self._graves:
            grave = etree.SubElement(feed, f"{{{TOMBSTONES}}}deleted-entry", ref=ref, when=when.isoformat())
            if by:
                person = etree.SubElement(grave, f"{{{TOMBSTONES}}}by")
                etree.SubElement(person, "name").text = by
            if comment:
                etree.SubElement(grave, f"{{{TOMBSTONES}}}comment", type="text").text = comment
        return feed


class History(BaseExtension):  # type: ignore[misc]
    """`fh:archive`: this document will not change again (RFC 5005 §4)."""

    archived = False

    def extend_ns(self) -> dict[str, str]:
        return {"fh": HISTORY} if self.archived else {}

    def extend_atom(self, feed: Any) -> Any:
        if self.archived:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
        return feed


class Feed(FeedGenerator):  # type: ignore[misc]
    def __init__(self, *, id: str, updated: datetime, language: str) -> None:
        super().__init__()
        self.id(id)
        self.updated(cleaning.moment(updated))
        self.language(language)
        self.tombstones: Tombstones
        self.history: History
        self.register_extension("tombstones", Tombstones, rss=False)
        self.register_extension("history", History, rss=False)

    def to_bytes(self, entries: Iterable[bytes]) -> bytes:
        """The document, with entries as `Entry.to_bytes` made them. Joining costs a fortieth of building."""
        head: bytes = self.atom_str()
        if not head.endswith(_END):
            raise ValueError("feedgen closes the feed in an unknown way; check feeds.mends against its new version.")
        return b"\n".join([head.removesuffix(_END), *entries, _END]) + b"\n"
