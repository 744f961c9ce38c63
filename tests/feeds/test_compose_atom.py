from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from atom_rules import AT, ATOM, XML_LANG, faults
from entries import HOSTILE, NOON, SITE, document, entry, retraction
from lxml import etree

from feeds import atom
from feeds.head import feed_id
from translations.types import Media, Tier


def _entry(made: bytes, number: int = 0) -> Any:
    return etree.fromstring(made).findall(f"{ATOM}entry")[number]


def _links(node: Any, rel: str) -> list[dict[str, str]]:
    return [dict(link.attrib) for link in node.findall(f"{ATOM}link") if link.get("rel") == rel]


@pytest.mark.parametrize(
    "entries",
    [
        [],
        [entry()],
        [entry(1), entry(2, tier=Tier.MACHINE), entry(3, tier=Tier.ORIGINAL, signature="", reviewer="")],
        [retraction(1), entry(2)],
        [entry(1, byline="", source_name="", source_url="", summary="", content="", title="", media=(), categories=())],
        [entry(1, correction="The number of boats was 300, not 3,000")],
    ],
)
def test_every_document_keeps_the_rules(entries: list[Any]) -> None:
    assert faults(document(entries)) == []


def test_the_same_entries_make_the_same_bytes() -> None:
    first = document([entry(1), retraction(2)])
    atom.entry_xml.cache_clear()
    assert document([entry(1), retraction(2)]) == first


def test_the_feed_says_who_it_is() -> None:
    root = etree.fromstring(document([entry()], rights="© Báo Mới Tinh"))
    assert root.get(XML_LANG) == "en"
    assert root.findtext(f"{ATOM}id") == "tag:songngu.example,2026:feeds/en"
    assert root.findtext(f"{ATOM}title") == "songngu (en)"
    assert root.findtext(f"{ATOM}subtitle") == "Articles in English"
    assert root.findtext(f"{ATOM}rights") == "© Báo Mới Tinh"
    assert _links(root, "self") == [
        {"href": f"{SITE}/feeds/en.atom", "rel": "self", "type": "application/atom+xml", "hreflang": "en"}
    ]
    assert _links(root, "alternate") == [{"href": f"{SITE}/feeds/", "rel": "alternate", "type": "text/html"}]
    assert _links(root, "related") == [
        {"href": f"{SITE}/feeds/vi.atom", "rel": "related", "type": "application/atom+xml", "hreflang": "vi"}
    ]


@pytest.mark.parametrize(
    ("site", "id"),
    [
        ("http://127.0.0.1:8000", "tag:127.0.0.1,2026:feeds/vi"),
        ("http://[::1]:8000", "tag:1,2026:feeds/vi"),
        ("https://News.Example/sub", "tag:news.example,2026:feeds/vi"),
    ],
)
def test_a_feed_id_hangs_on_the_host_alone(site: str, id: str) -> None:
    assert feed_id(site, "vi") == id


def test_the_feed_is_as_new_as_its_newest_entry() -> None:
    root = etree.fromstring(document([entry(1), entry(9), entry(5)]))
    assert root.findtext(f"{ATOM}updated") == "2026-03-04T12:09:00+00:00"


def test_an_empty_feed_has_a_fixed_time() -> None:
    assert etree.fromstring(document([])).findtext(f"{ATOM}updated") == "2020-01-01T00:00:00+00:00"


def test_an_entry_has_one_page_a_source_and_its_other_languages() -> None:
    node = _entry(document([entry()]))
    assert node.get(XML_LANG) == "en"
    page = entry().url
    assert _links(node, "alternate") == [{"href": page, "rel": "alternate", "type": "text/html", "hreflang": "en"}]
    assert _links(node, "via") == [
        {"href": "https://bao-moi.example/cho-noi-1", "rel": "via", "hreflang": "vi", "title": "Báo Mới Tinh"}
    ]
    assert [link["hreflang"] for link in _links(node, "related")] == ["vi"]


def test_an_enclosure_has_its_type_and_length() -> None:
    assert _links(_entry(document([entry()])), "enclosure") == [
        {
            "href": "https://bao-moi.example/cho.jpg", "rel": "enclosure", "type": "image/jpeg", "length": "1234",
            "title": "Boats",
        }
    ]  # fmt: skip


def test_an_enclosure_of_unknown_length_says_none() -> None:
    node = _entry(document([entry(media=(Media(url="https://a.example/x.mp3", type="audio"),))]))
    assert _links(node, "enclosure") == [{"href": "https://a.example/x.mp3", "rel": "enclosure"}]


def test_people_are_named_by_what_they_did() -> None:
    node = _entry(document([entry()]))
    assert [name.text for name in node.iterfind(f"{ATOM}author/{ATOM}name")] == ["Lê Thị Mơ"]
    contributors = [name.text for name in node.iterfind(f"{ATOM}contributor/{ATOM}name")]
    assert contributors == ["argos|translate-vi_en|1.0|beam2", "Trần Văn Sáng"]


def test_without_a_byline_the_newsroom_is_the_author() -> None:
    node = _entry(document([entry(byline=" ")]))
    assert [name.text for name in node.iterfind(f"{ATOM}author/{ATOM}name")] == ["Báo Mới Tinh"]


@pytest.mark.parametrize(
    ("tier", "term"),
    [
        (Tier.MACHINE, ["trainedAlgorithmicMedia"]),
        (Tier.REVIEWED, ["compositeWithTrainedAlgorithmicMedia"]),
        (Tier.ORIGINAL, []),
    ],
)
def test_the_digital_source_type_follows_the_tier(tier: Tier, term: list[str]) -> None:
    node = _entry(document([entry(tier=tier)]))
    categories = node.findall(f"{ATOM}category")
    assert [c.get("term") for c in categories if c.get("scheme") == atom.DIGITAL_SOURCE] == term
    assert [c.get("term") for c in categories if c.get("scheme") == "tag:songngu.example,2026:review"] == [tier.value]


def test_a_retraction_is_both_a_tombstone_and_an_entry() -> None:
    root = etree.fromstring(document([retraction(1), entry(2)]))
    (grave,) = root.findall(f"{AT}deleted-entry")
    assert dict(grave.attrib) == {"ref": retraction(1).id, "when": "2026-03-05T12:00:00+00:00"}
    assert grave.findtext(f"{AT}by/{ATOM}name") == "songngu"
    assert grave.findtext(f"{AT}comment") == "The figures were invented."
    node = root.findall(f"{ATOM}entry")[0]
    assert node.findtext(f"{ATOM}id") == entry(1).id
    assert node.findtext(f"{ATOM}updated") > _entry(document([entry(1)])).findtext(f"{ATOM}updated")
    assert all("etracted" in node.findtext(ATOM + name) for name in ("title", "summary", "content"))


def test_a_retraction_hands_out_no_file() -> None:
    assert _links(_entry(document([retraction()])), "enclosure") == []


def test_a_hostile_entry_stays_readable_and_harmless() -> None:
    hostile = entry(
        1,
        tier=Tier.MACHINE,
        correction=HOSTILE,
        **dict.fromkeys(("title", "summary", "content", "byline", "source_name", "signature", "reviewer"), HOSTILE),
        url="javascript:alert(1)",
        source_url="https://a.example/\x00 <x>",
        source_language="vi\x00",
        categories=(HOSTILE, "\x00", ""),
        media=(Media(url="file:///etc/passwd", type="x"), Media(url="https://a.example/ x", type=HOSTILE, alt=HOSTILE)),
        alternates=(("v i", "https://a.example/"), ("fr", "nowhere")),
    )
    made = document([hostile, entry(2)])
    assert faults(made) == []
    assert len(etree.fromstring(made).findall(f"{ATOM}entry")) == 2


def test_an_unclosed_tag_cannot_swallow_the_provenance() -> None:
    node = _entry(document([entry(content="<p>Text<blockquote><!-- <ul><li>")]))
    assert node.findtext(f"{ATOM}content").rstrip().endswith("</p>")
    assert "</blockquote>\n<p><em>Machine translation, reviewed" in node.findtext(f"{ATOM}content")


@pytest.mark.parametrize(
    "impossible",
    [
        entry(1, id=""),
        entry(1, id="urn:\x00"),
        entry(1, updated=datetime.max.replace(tzinfo=timezone(timedelta(hours=-1)))),
    ],
)
def test_an_impossible_entry_is_left_out_and_the_rest_arrive(impossible: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        made = document([impossible, entry(2)])
    assert faults(made) == []
    assert [node.findtext(f"{ATOM}id") for node in etree.fromstring(made).findall(f"{ATOM}entry")] == [entry(2).id]
    assert "left out" in caplog.text


def test_times_are_printed_in_utc() -> None:
    saigon = NOON.replace(tzinfo=UTC).astimezone(timezone(timedelta(hours=7)))
    assert _entry(document([entry(updated=saigon)])).findtext(f"{ATOM}updated") == "2026-03-04T12:00:00+00:00"
