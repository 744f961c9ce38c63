"""One test for each fault of feedgen 1.0.0 that feeds.mends makes good."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from entries import NOON, document, entry
from feedgen.entry import FeedEntry as StockEntry
from lxml import etree

from feeds.mends import Entry, Feed


def _entry() -> Entry:
    made = Entry(id="urn:x:1", updated=NOON, language="en")
    made.title("A title")
    made.content("<p>Text</p>", type="html")
    return made


def test_feedgen_still_drops_link_attributes() -> None:
    """When this fails, feedgen has mended it: drop our mend."""
    stock = StockEntry()
    stock.id("urn:x:1")
    stock.title("A title")
    stock.content("Text")
    stock.link(href="https://a.example/", rel="via", hreflang="vi")
    assert dict(stock.atom_entry().find("link").attrib) == {"href": "https://a.example/"}


def test_entry_links_keep_every_attribute() -> None:
    made = _entry()
    link = {
        "href": "https://a.example/a.jpg", "rel": "enclosure", "type": "image/jpeg", "hreflang": "vi",
        "title": "Boats", "length": "1234",
    }  # fmt: skip
    made.link(href="https://a.example/", rel="alternate")
    made.link(dict(link))
    first, second = made.atom_entry().findall("link")
    assert dict(first.attrib) == {"href": "https://a.example/", "rel": "alternate"}
    assert dict(second.attrib) == link


def test_an_entry_says_its_language() -> None:
    assert b' xml:lang="en">' in _entry().to_bytes()


def test_updated_is_never_now() -> None:
    with pytest.raises(TypeError, match="updated"):
        Entry(id="urn:x:1", language="en")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="updated"):
        Feed(id="urn:x:1", language="en")  # type: ignore[call-arg]


def test_times_have_whole_seconds_and_an_offset() -> None:
    made = Entry(id="urn:x:1", updated=datetime(2026, 3, 4, 5, 6, 7, 890, tzinfo=UTC), language="en")
    made.title("A title")
    made.content("Text")
    assert made.atom_entry().findtext("updated") == "2026-03-04T05:06:07+00:00"


def test_entries_stay_in_the_order_given() -> None:
    root = etree.fromstring(document([entry(3), entry(1), entry(2)]))
    ids = [node.text[-1] for node in root.iterfind("{*}entry/{*}id")]
    assert ids == ["3", "1", "2"]


def test_html_content_is_escaped_text_and_takes_html_entities() -> None:
    made = Entry(id="urn:x:1", updated=NOON, language="en")
    made.title("A title")
    made.content("a&nbsp;b<br>c ]]>", type="html")
    node = etree.fromstring(made.to_bytes()).find("content")
    assert (node.get("type"), node.text) == ("html", "a&nbsp;b<br>c ]]>")


def test_the_generator_is_ours() -> None:
    root = etree.fromstring(document([]))
    generator = root.find("{*}generator")
    assert (generator.text, dict(generator.attrib)) == ("songngu", {"version": "1.2.3"})
    assert b"feedgen" not in document([])


def test_feedgen_still_refuses_relations_that_we_need() -> None:
    """When this fails, feedgen has mended it: drop `also_link`."""
    for rel in ("license", "predecessor-version"):
        with pytest.raises(ValueError, match="rel"):
            StockEntry().link(href="https://a.example/", rel=rel)


def test_entries_take_every_relation() -> None:
    made = _entry()
    made.also_link(href="https://a.example/", rel="license")
    assert [dict(link.attrib) for link in made.atom_entry().findall("link")] == [
        {"href": "https://a.example/", "rel": "license"}
    ]


def test_feedgen_still_makes_half_a_source() -> None:
    """When this fails, feedgen has mended it: drop `source_feed`."""
    stock = StockEntry()
    stock.id("urn:x:1")
    stock.title("A title")
    stock.content("Text")
    stock.source(url="https://a.example/", title="A")
    assert stock.atom_entry().find("source/id") is None


def test_a_source_is_whole() -> None:
    made = _entry()
    made.source_feed(id="tag:a", title="A", updated=NOON, link="https://a.example/", rights="©")
    names = [child.tag for child in made.atom_entry().find("source")]
    assert names == ["id", "title", "updated", "link", "rights"]


def test_other_vocabularies_keep_their_usual_prefixes() -> None:
    xml = document([entry()])
    assert b"<media:content " in xml
    assert b" its:mtConfidence=" in xml
    assert b"ns0:" not in xml
