"""What an entry says beyond its text: whose it is, where it came from, how it was made, what it was before."""

from __future__ import annotations

from typing import Any

import pytest
from atom_rules import ATOM, ITS, MEDIA, faults
from entries import SITE, document, entry, retraction
from lxml import etree

from translations.types import Media, Tier


def _entry(**changes: Any) -> Any:
    made = document([entry(**changes)])
    assert faults(made) == []
    return etree.fromstring(made).find(f"{ATOM}entry")


def _links(node: Any, rel: str) -> list[str]:
    return [link.get("href") for link in node.findall(f"{ATOM}link") if link.get("rel") == rel]


def test_an_entry_names_its_rights_and_licence() -> None:
    node = _entry()
    assert node.findtext(f"{ATOM}rights") == "© Báo Mới Tinh"
    assert _links(node, "license") == ["https://bao-moi.example/giay-phep"]


def test_without_settings_there_are_no_rights_and_no_licence() -> None:
    node = _entry(rights="", license_url="javascript:alert(1)")
    assert node.find(f"{ATOM}rights") is None
    assert _links(node, "license") == []


def test_the_source_is_a_feed_with_a_name_of_its_own() -> None:
    source = _entry().find(f"{ATOM}source")
    assert source.findtext(f"{ATOM}id") == "tag:songngu.example,2026:sources/bao-moi"
    assert source.findtext(f"{ATOM}title") == "Báo Mới Tinh"
    assert source.findtext(f"{ATOM}updated") == "2026-03-04T11:00:00+00:00"
    assert _links(source, "alternate") == ["https://bao-moi.example/"]


def test_the_sources_front_page_carries_no_password() -> None:
    source = _entry(source_url="https://user:secret@bao-moi.example:8443/a?key=1").find(f"{ATOM}source")
    assert _links(source, "alternate") == ["https://bao-moi.example:8443/"]


def test_a_correction_leads_to_what_it_replaces() -> None:
    before = f"{SITE}/articles/x/en/1/"
    assert _links(_entry(predecessor=before), "predecessor-version") == [before]
    assert _links(_entry(), "predecessor-version") == []


def test_a_picture_has_its_alternative_text_and_credit() -> None:
    (media,) = _entry().findall(f"{MEDIA}content")
    assert dict(media.attrib) == {
        "url": "https://bao-moi.example/cho.jpg", "type": "image/jpeg", "medium": "image", "fileSize": "1234",
    }  # fmt: skip
    assert (media.findtext(f"{MEDIA}description"), media.findtext(f"{MEDIA}credit")) == ("Boats", "Ngô Văn Ảnh")


def test_a_file_of_an_odd_kind_says_less() -> None:
    (media,) = _entry(media=(Media(url="https://a.example/x", type="nonsense"),)).findall(f"{MEDIA}content")
    assert dict(media.attrib) == {"url": "https://a.example/x"}


def test_the_engines_confidence_stands_on_the_text_that_it_is_about() -> None:
    content = _entry(confidence=0.81234567).find(f"{ATOM}content")
    assert content.get(f"{ITS}mtConfidence") == "0.8123"
    assert content.get(f"{ITS}annotatorsRef") == (
        "mt-confidence|tag:songngu.example,2026:engines/argos%7Ctranslate-vi_en%7C1.0%7Cbeam2"
    )


def test_no_confidence_is_claimed_where_none_was_given() -> None:
    assert not any(name.startswith(ITS) for name in _entry(confidence=None).find(f"{ATOM}content").attrib)
    assert _entry(confidence=0.0).find(f"{ATOM}content").get(f"{ITS}mtConfidence") == "0.0000"


def test_categories_have_a_term_a_scheme_and_a_label() -> None:
    scheme = "tag:songngu.example,2026:categories"
    found = [c.attrib for c in _entry().findall(f"{ATOM}category") if c.get("scheme") == scheme]
    assert [(c["term"], c["label"]) for c in found] == [("kinh-te", "Kinh tế"), ("du-lich", "Du lịch")]


@pytest.mark.parametrize(
    ("tier", "label"),
    [
        (Tier.MACHINE, "Machine translation, not reviewed by a person."),
        (Tier.REVIEWED, "Machine translation, reviewed and approved by a person."),
        (Tier.ORIGINAL, "Original"),
    ],
)
def test_the_review_tier_is_a_category(tier: Tier, label: str) -> None:
    scheme = "tag:songngu.example,2026:review"
    (found,) = (c for c in _entry(tier=tier).findall(f"{ATOM}category") if c.get("scheme") == scheme)
    assert (found.get("term"), found.get("label")) == (tier.value, label)


def test_a_retraction_says_nothing_of_files_and_confidence() -> None:
    made = document([retraction(confidence=0.9)])
    assert faults(made) == []
    assert b"media:" not in made
    assert b"mtConfidence" not in made


def test_a_feed_names_its_hub_rights_licence_and_category() -> None:
    made = document(
        [entry()],
        category="kinh-te",
        label="Kinh tế",
        hub_url=f"{SITE}/hub",
        rights="© Báo Mới Tinh",
        license_url="https://bao-moi.example/giay-phep",
    )
    assert faults(made) == []
    root = etree.fromstring(made)
    assert root.findtext(f"{ATOM}id") == "tag:songngu.example,2026:feeds/en/kinh-te"
    assert root.findtext(f"{ATOM}title") == "songngu (Kinh tế, en)"
    assert _links(root, "hub") == [f"{SITE}/hub"]
    assert _links(root, "license") == ["https://bao-moi.example/giay-phep"]
