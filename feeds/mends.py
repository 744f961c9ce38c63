"""feedgen 1.0.0 with its Atom faults mended. Each mend has a test in tests/feeds/test_mend_feedgen.py. Pure.

* entry links keep `rel`, `type`, `hreflang`, `title` and `length` (lost: feedgen issue 135);
* entries carry `xml:lang`;
* `updated` must be given: feedgen's own, "now", makes every build differ and every ETag useless;
* times have whole seconds;
* entries stay in the order given, and are rendered apart from their feed, so that their bytes can be kept;
* tombstones (RFC 6721).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from lxml import etree

from feeds import cleaning

TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_LINK_ATTRIBUTES = ("rel", "type", "hreflang", "title", "length")
_END = b"</feed>"


class Entry(FeedEntry):  # type: ignore[misc]  # feedgen has no types
    def __init__(self, *, id: str, updated: datetime, language: str) -> None:
        super().__init__()
        self._language = language
        self.id(id)
        self.updated(cleaning.moment(updated))

    def atom_entry(self, extensions: bool = True) -> Any:
        node = super().atom_entry(extensions=extensions)
        if self._language:
            node.set(_XML_LANG, self._language)
        for element, link in zip(node.findall("link"), self.link() or [], strict=True):
            for name in _LINK_ATTRIBUTES:
                if link.get(name):
                    element.set(name, link[name])
        return node

    def to_bytes(self) -> bytes:
        """The `entry` element, without a namespace declaration: it takes the feed's, once it stands in one."""
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


class Feed(FeedGenerator):  # type: ignore[misc]
    def __init__(self, *, id: str, updated: datetime, language: str) -> None:
        super().__init__()
        self.id(id)
        self.updated(cleaning.moment(updated))
        self.language(language)
        self.tombstones: Tombstones
        self.register_extension("tombstones", Tombstones, rss=False)

    def to_bytes(self, entries: Iterable[bytes]) -> bytes:
        """The document, with entries as `Entry.to_bytes` made them. Joining costs a fortieth of building."""
        head: bytes = self.atom_str()
        if not head.endswith(_END):
            raise ValueError("feedgen closes the feed in an unknown way; check feeds.mends against its new version.")
        return b"\n".join([head.removesuffix(_END), *entries, _END]) + b"\n"
