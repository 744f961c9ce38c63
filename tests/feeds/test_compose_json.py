"""The same feed as JSON Feed 1.1 and as ninjs 3.1, each held against a schema."""

from __future__ import annotations

import json
from typing import Any

import jsonfeed_schema
import ninjs_schema
import pytest
from atom_rules import NEVER_IN_HTML
from entries import HOSTILE, NOON, SITE, entry, head, retraction
from jsonschema import Draft202012Validator

from feeds import jsonfeed, ninjs
from translations.types import Media, Tier

JSONFEED = Draft202012Validator(jsonfeed_schema.SCHEMA)
NINJS = Draft202012Validator(ninjs_schema.SCHEMA)
BARE = entry(
    1, byline="", source_name="", source_url="", summary="", content="", title="", media=(), categories=(),
    signature="", reviewer="", alternates=(), rights="", license_url="", confidence=None,
)  # fmt: skip
WEIRD = entry(
    1,
    tier=Tier.MACHINE,
    correction=HOSTILE,
    **dict.fromkeys(("title", "summary", "content", "byline", "source_name", "signature", "reviewer"), HOSTILE),
    rights=HOSTILE,
    url="javascript:alert(1)",
    source_url="https://a.example/\x00 <x>\ud800",
    source_language="vi\x00",
    license_url="javascript:alert(1)",
    categories=(HOSTILE, "\x00", ""),
    media=(Media(url="file:///etc/passwd", type="x"), Media(url="https://a.example/ x", type="image/png", alt=HOSTILE)),
    alternates=(("v i", "https://a.example/"), ("fr", "nowhere")),
)  # fmt: skip
MANY = [
    [], [entry()], [entry(1), entry(2, tier=Tier.MACHINE), entry(3, tier=Tier.ORIGINAL)], [retraction(1), entry(2)],
    [BARE], [WEIRD], [entry(1, correction="It was 300, not 3,000")],
]  # fmt: skip


def _json(entries: list[Any], **changes: Any) -> dict[str, Any]:
    found = json.loads(jsonfeed.document(entries, head(**{"hub_url": f"{SITE}/hub", **changes})))
    assert [error.message for error in JSONFEED.iter_errors(found)] == []
    return found  # type: ignore[no-any-return]


def _ninjs(entries: list[Any], **changes: Any) -> dict[str, Any]:
    found = json.loads(ninjs.document(entries, head(**changes)))
    assert [error.message for error in NINJS.iter_errors(found)] == []
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("entries", MANY)
def test_every_json_feed_keeps_to_its_schema(entries: list[Any]) -> None:
    assert len(_json(entries)["items"]) == len(entries)


@pytest.mark.parametrize("entries", MANY)
def test_every_ninjs_document_keeps_to_its_schema(entries: list[Any]) -> None:
    assert len(_ninjs(entries)["associations"]) == len(entries)


@pytest.mark.parametrize("document", [jsonfeed.document, ninjs.document])
def test_the_same_entries_make_the_same_bytes(document: Any) -> None:
    assert document([entry(1), retraction(2)], head()) == document([entry(1), retraction(2)], head())


def test_nothing_hostile_reaches_a_reader_alive() -> None:
    (item,) = _json([WEIRD])["items"]
    (article,) = _ninjs([WEIRD])["associations"]
    for html in (item["content_html"], article["bodies"][0]["value"]):
        assert not any(bad in html.lower() for bad in NEVER_IN_HTML)
    for text in (json.dumps(item), json.dumps(article)):
        assert not any(bad in text for bad in ("javascript:", "file:", "\\u0000", "\\ud800", "\\u000b"))


def test_a_json_item_says_what_an_atom_entry_says() -> None:
    (item,) = _json([entry(predecessor="")])["items"]
    assert (item["id"], item["url"], item["language"]) == (entry().id, entry().url, "en")
    assert item["external_url"] == "https://bao-moi.example/cho-noi-1"
    assert item["authors"] == [{"name": "Lê Thị Mơ"}]
    assert item["tags"] == ["Kinh tế", "Du lịch"]
    assert item["date_published"] == NOON.isoformat()
    assert item["attachments"] == [
        {
            "url": "https://bao-moi.example/cho.jpg", "mime_type": "image/jpeg", "title": "Boats",
            "size_in_bytes": 1234, "_credit": "Ngô Văn Ảnh",
        }
    ]  # fmt: skip
    assert item["_songngu"] == {
        "tier": "reviewed",
        "digital_source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia",
        "engine": "argos|translate-vi_en|1.0|beam2",
        "confidence": 0.75,
        "reviewer": "Trần Văn Sáng",
        "rights": "© Báo Mới Tinh",
        "license": "https://bao-moi.example/giay-phep",
        "translations": {"vi": entry().alternates[0][1]},
    }


def test_a_json_feed_says_who_it_is() -> None:
    feed = _json([entry()], self_url=f"{SITE}/feeds/en.json")
    assert (feed["feed_url"], feed["language"]) == (f"{SITE}/feeds/en.json", "en")
    assert feed["hubs"] == [{"type": "WebSub", "url": f"{SITE}/hub"}]
    assert "hubs" not in _json([], hub_url="")


def test_ninjs_says_how_the_text_was_made() -> None:
    (article,) = _ninjs([entry(tier=Tier.MACHINE)])["associations"]
    assert article["digitalSourceType"]["literal"] == "trainedAlgorithmicMedia"
    assert article["edNote"] == "Machine translation, not reviewed by a person."
    assert article["infoSources"][1] == {"name": "argos|translate-vi_en|1.0|beam2", "role": "translator"}
    assert article["rightsInfo"] == {"linkedRights": "https://bao-moi.example/giay-phep"}
    assert "digitalSourceType" not in _ninjs([entry(tier=Tier.ORIGINAL)])["associations"][0]


def test_a_retraction_is_cancelled_and_hands_out_no_file() -> None:
    (article,) = _ninjs([retraction()])["associations"]
    assert article["pubStatus"] == "canceled"
    assert "renditions" not in article
    (item,) = _json([retraction()])["items"]
    assert item["_songngu"]["retracted"] is True
    assert "attachments" not in item


def test_the_schemas_object_to_what_is_wrong() -> None:
    good = json.loads(ninjs.document([entry()], head()))
    for wrong in ({"type": "story"}, {"uri": "x"}, {"headline": "x"}, {"associations": [{"uri": "urn:x:1"}]}):
        assert list(NINJS.iter_errors(good | wrong))
    fine = json.loads(jsonfeed.document([entry()], head()))
    for wrong in ({"version": "1"}, {"items": [{"id": ""}]}, {"hub": 1}, {"items": [{"id": "1"}]}):
        assert list(JSONFEED.iter_errors(fine | wrong))
