"""The checker itself must object, or every test that leans on it says nothing."""

from __future__ import annotations

import pytest
from atom_rules import faults
from entries import document, entry, retraction

GOOD = document([entry(1), retraction(2)]).decode()
LINK = '<link href="https://a.example/" rel="alternate" type="text/html" hreflang="en"/>'


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("</feed>", "", "not well formed"),
        ("<updated>2026-03-05T12:00:00+00:00</updated>", "", "0 × <updated>"),
        ("</published>", "</published><published>2026-03-04T12:00:00Z</published>", "2 × <published>"),
        ("2026-03-04T12:00:00+00:00</published>", "4 March</published>", "date '4 March'"),
        ("</published>", f"</published>{LINK}", "2 alternates"),
        ("</published>", "</published><keywords/>", "no <keywords> here"),
        ("</published>", '</published><x xmlns=""/>', "has no namespace"),
        ("</published>", "</published><category/>", "without a term"),
        ('type="html"', 'type="CDATA"', "content type 'CDATA'"),
        ("&lt;p&gt;", "&lt;script&gt;", "'<script' in its HTML"),
        ('rel="via"', 'rel="translation"', "link rel 'translation'"),
        ('length="1234"', 'length="big"', "link length"),
        ('xml:lang="en"><id>urn', 'xml:lang="en_GB"><id>urn', "xml:lang='en_GB'"),
        ('rel="self"', 'rel="related"', "no self link"),
        ("000000000002</id>", "000000000001</id>", "stands 2 times"),
        ("<name>songngu</name>", "<name> </name>", "without exactly one name"),
        ('when="2026-03-05T12:00:00+00:00"', 'when="now"', "when='now'"),
        ("<id>urn:uuid:", "<id>", "not an absolute IRI"),
        ('<entry xml:lang="en"', "<entry", "no xml:lang"),
        ('its:mtConfidence="0.7500"', 'its:mtConfidence="7.5"', "its:mtConfidence='7.5'"),
        ('its:annotatorsRef="mt-confidence|', 'its:annotatorsRef="', "its:annotatorsRef="),
        ("<source><id>", "<source><generator/><generator/><id>", "source: 2 × <generator>"),
        ("<updated>2026-03-04T11:00:00+00:00</updated>", "", "source: 0 × <updated>"),
        ('medium="image"', 'medium="picture"', "medium='picture'"),
        ('<media:content url="', '<media:content url="/', "without an address"),
        ("<media:credit>", "<media:by/><media:credit>", "holds ['by']"),
        ("<generator", '<archive xmlns="http://purl.org/syndication/history/1.0"/><generator', "what is current"),
    ],
)
def test_each_fault_is_found(old: str, new: str, fault: str) -> None:
    assert faults(GOOD.encode()) == []
    assert old in GOOD
    assert any(fault in found for found in faults(GOOD.replace(old, new, 1).encode()))
