"""Inline markup from a source's block to what partners read, through drafting, editing and publishing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from translations import compose, inline, selectors, services
from translations.models import Source, Translation, User
from translations.types import Block, BlockKind, Draft, DraftSegment, Flag, Job, Severity
from writing import article

pytestmark = pytest.mark.django_db

BODY = Block(
    kind=BlockKind.PARAGRAPH,
    text="Cầu Bình Minh dài 6.000 mét. Dân vui.",
    html='<a href="https://example.org/cau?a=1&amp;b=2">Cầu Bình Minh</a> dài <b>6.000</b> mét. <em>Dân vui.</em>',
)
PICTURE = Block(kind=BlockKind.IMAGE, text="Cầu lúc bình minh", src="https://example.org/cau.jpg")
CAPTION = Block(kind=BlockKind.CAPTION, text="Ảnh: Minh Hà", html="Ảnh: <i>Minh Hà</i>")
ENGLISH = {
    "Cầu Bình Minh dài 6.000 mét.": "Binh Minh Bridge is 6,000 metres long.",
    "Dân vui.": "People are glad.",
    "Cầu lúc bình minh": "The bridge at dawn",
    "Ảnh: Minh Hà": "Photo: Minh Hà",
}
REPAIRED = Flag(code="repaired", severity=Severity.MINOR, message="Repaired: “6.000” is now “6,000”")


def drafted(job: Job) -> Draft:
    segments = []
    for passage in job.passages:
        found = [sentence for sentence in ENGLISH if sentence in passage.text] or [passage.text]
        marks = inline.cut(inline.read(passage.html, passage.text), passage.text, found)
        for source, inside in zip(found, marks, strict=True):
            target = ENGLISH.get(source, "A bridge")
            placed = inline.projected(inside, source, target)
            made = DraftSegment(
                block=passage.block, kind=passage.kind, source=source, target=target, score=-0.3, marks=placed
            )
            segments.append(replace(made, notes=(REPAIRED,)) if "6,000" in target else made)
    return Draft(segments=tuple(segments), signature="stand-in|1")


@pytest.fixture
def marked(source: Source, redraft: Callable[..., Translation]) -> Translation:
    services.receive_article(source, article(blocks=(BODY, PICTURE, CAPTION)))
    return redraft(drafted)


def published(translation: Translation, by: User) -> str:
    services.publish(translation.pk, by=by, seen=selectors.text_digest(translation))
    (entry,) = selectors.feed_entries("en")
    return entry.content.replace(' rel="noopener noreferrer"', "")


def test_partners_read_the_translation_with_its_links_and_emphasis(marked: Translation, alice: User) -> None:
    content = published(marked, alice)
    assert '<a href="https://example.org/cau?a=1&amp;b=2">Binh Minh' in content
    assert "<b>6,000</b> metres" in content
    assert "<em>People are glad.</em>" in content


def test_pictures_keep_their_place_with_translated_words_and_captions(marked: Translation, alice: User) -> None:
    assert (
        '<figure><img src="https://example.org/cau.jpg" alt="The bridge at dawn">'
        "<figcaption>Photo: <i>Minh Hà</i></figcaption></figure>"
    ) in published(marked, alice)


def test_markup_follows_what_a_person_writes(marked: Translation, alice: User) -> None:
    first = marked.segments.get(source__startswith="Cầu Bình Minh")
    services.edit_segment(
        first.pk, target="The new Binh Minh Bridge has a length of 6,000 metres.", version=0, accept=True, by=alice
    )
    content = published(marked, alice)
    assert content.count("<a ") == 1
    assert "length of <b>6,000</b> metres" in content


def test_a_link_that_lost_its_words_is_kept_and_flagged(marked: Translation, alice: User) -> None:
    first = marked.segments.get(source__startswith="Cầu Bình Minh")
    saved = services.edit_segment(first.pk, target="Something else.", version=0, accept=True, by=alice)
    assert {"markup-guessed", "markup-lost"} <= {flag["code"] for flag in saved.flags}
    assert 'href="https://example.org/cau?a=1&amp;b=2"' in published(marked, alice)


def test_what_the_worker_said_holds_until_the_text_changes(marked: Translation, bob: User) -> None:
    first = marked.segments.get(source__startswith="Cầu Bình Minh")
    kept = services.edit_segment(first.pk, target=first.target, version=0, accept=True, by=bob)
    assert "repaired" in {flag["code"] for flag in kept.flags}
    changed = services.edit_segment(first.pk, target="Binh Minh: 6,000 metres.", version=1, accept=True, by=bob)
    assert "repaired" not in {flag["code"] for flag in changed.flags}


def test_markup_typed_at_the_desk_is_text(marked: Translation, alice: User) -> None:
    last = marked.segments.get(source="Dân vui.")
    services.edit_segment(last.pk, target="<script>glad</script> <b>People</b>", version=0, accept=True, by=alice)
    content = published(marked, alice)
    assert "<script" not in content
    assert "<b>People" not in content
    assert "&lt;script" in content


def test_stored_markup_is_sanitised_last(marked: Translation) -> None:
    bad = [{"tag": "script", "attributes": [["src", "https://example.org/x.js"]], "source": [0, 3], "target": [0, 6]}]
    bad += [{"tag": "a", "attributes": [["href", "javascript:alert(1)"]], "source": [4, 8], "target": [7, 10]}]
    marked.segments.filter(source="Dân vui.").update(marks=bad)
    html = selectors.markup_by_block(marked)
    blocks = compose.translated(selectors.blocks_of(marked.revision), selectors.targets_by_block(marked), html)
    content = compose.content(blocks)
    assert "<script" not in content
    assert "javascript" not in content


def test_the_desk_shows_the_sources_markup_and_where_links_stand(marked: Translation, bob: User) -> None:
    client = Client()
    client.force_login(bob)
    page = client.get(f"/drafts/{marked.pk}/").content.decode()
    assert '<mark class="minor in-a"' in page
    assert 'title="https://example.org/cau?a=1&amp;b=2"' in page
    assert "→ https://example.org/cau?a=1&amp;b=2" in page
    assert "<meter" in client.get("/").content.decode()
