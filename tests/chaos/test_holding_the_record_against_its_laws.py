"""The laws of the chaos suite: a sound record passes, and each thing that must never happen is seen."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chaos import laws, witnesses
from chaos.desk import Published, Saved
from chaos.newsroom import Sent
from chaos.outlet import Outlet, Read
from chaos.record import (
    ArticleRow,
    DeliveryRow,
    EditRow,
    EntryRow,
    ItemRow,
    MoveRow,
    PublicationRow,
    Record,
    RevisionRow,
    SegmentRow,
    TranslationRow,
)

NOW = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
UUID = "0b0e7a5e-1f5c-4a2b-9c3d-3a1b2c4d5e6f"
LOG = (
    MoveRow(1, "receive", "", "queued", ""),
    MoveRow(1, "claim", "queued", "translating", "attempt 1 by w1"),
    MoveRow(1, "retry", "translating", "queued", "worker w1 fell silent"),
    MoveRow(1, "claim", "queued", "translating", "attempt 2 by w2"),
    MoveRow(1, "draft", "translating", "review", ""),
    MoveRow(1, "publish", "review", "published", ""),
)


def publication(pk: int, language: str, tier: str, **fields: object) -> PublicationRow:
    row = PublicationRow(pk, 1, language, 1, tier, 1, NOW, False, "New bridge opens xa1q")
    return row._replace(**fields)


SOUND = Record(
    articles=[ArticleRow(1, "tin-1", False, "Thông cầu mới", 1)],
    revisions=[RevisionRow(1, "Thôngcầumới")],
    translations=[TranslationRow(1, 1, "en", "published", 5, 2, "", 1)],
    moves=LOG,
    segments=[SegmentRow(1, 1, 0, "Thông cầu mới", "New bridge opens xa1q")],
    edits=[EditRow(1, 1, "New bridge", "New bridge opens xa1q")],
    publications=[publication(1, "vi", "original"), publication(2, "en", "reviewed")],
    entries=[EntryRow(1, "vi", 1, NOW, UUID), EntryRow(1, "en", 2, NOW, UUID)],
    items=[ItemRow(1, "vi", "", 1, 1, 1), ItemRow(2, "en", "", 1, 1, 2)],
    deliveries=[
        DeliveryRow(1, 1, 1, "done", 1, "", NOW, "send", "webhook", None),
        DeliveryRow(2, 1, 2, "done", 2, "", NOW, "send", "webhook", None),
    ],
)


def without(rows: Sequence[MoveRow], name: str) -> list[MoveRow]:
    return [row for row in rows if row.name != name]


def test_a_sound_record_breaks_no_law() -> None:
    assert laws.broken(SOUND, max_attempts=5) == []


@pytest.mark.parametrize(
    ("change", "law"),
    [
        ({"moves": without(LOG, "draft")}, "the_log_explains_every_state"),
        ({"moves": LOG[:-1]}, "the_log_explains_every_state"),
        ({"moves": [*LOG, LOG[-1]]}, "the_log_explains_every_state"),
        ({"translations": [SOUND.translations[0]._replace(version=4)]}, "the_log_explains_every_state"),
        ({"translations": [SOUND.translations[0]._replace(state="queued")]}, "nothing_is_under_way"),
        ({"translations": [SOUND.translations[0]._replace(lease="t")]}, "nothing_is_under_way"),
        ({"translations": [SOUND.translations[0]._replace(attempts=3)]}, "attempts_are_bounded"),
        ({"moves": [*LOG[:3], LOG[3]._replace(reason="attempt 6 by w2"), *LOG[4:]]}, "attempts_are_bounded"),
        ({"segments": []}, "every_draft_is_whole_and_there_once"),
        ({"segments": [*SOUND.segments, SOUND.segments[0]]}, "every_draft_is_whole_and_there_once"),
        ({"publications": [*SOUND.publications, publication(3, "en", "reviewed")]}, "no_publication_is_there_twice"),
        (
            {"publications": [SOUND.publications[0], publication(2, "en", "reviewed", number=2)]},
            "no_publication_is_there_twice",
        ),
        ({"publications": SOUND.publications[1:]}, "no_publication_is_there_twice"),
        ({"entries": SOUND.entries[:1]}, "one_entry_points_at_the_newest"),
        ({"entries": [*SOUND.entries, SOUND.entries[1]]}, "one_entry_points_at_the_newest"),
        ({"items": [SOUND.items[0], SOUND.items[1]._replace(position=2)]}, "feeds_have_no_gap"),
        ({"items": [SOUND.items[0], SOUND.items[1]._replace(publication=9)]}, "feeds_have_no_gap"),
        ({"edits": [EditRow(1, 1, "a", "b"), EditRow(1, 1, "a", "c")]}, "edits_follow_each_other"),
        ({"edits": [EditRow(1, 1, "a", "somewhere else")]}, "edits_follow_each_other"),
    ],
)
def test_what_must_never_be_is_seen(change: dict[str, list[object]], law: str) -> None:
    found = laws.broken(replace(SOUND, **change), max_attempts=5)  # type: ignore[arg-type]
    assert law in {sentence.partition(":")[0] for sentence in found}


def test_a_correction_that_was_taken_must_be_there() -> None:
    sent = Sent("tin-1", ["Thông cầu mới", "Thông cầu rất mới"])
    assert list(witnesses.articles_are_as_sent(SOUND, [sent]))
    assert not list(witnesses.articles_are_as_sent(SOUND, [Sent("tin-1", ["Thông cầu mới"])]))


def test_an_article_that_was_taken_must_be_there() -> None:
    sent = [Sent("tin-1", ["Thông cầu mới"]), Sent("tin-2", ["Mở lớp học"])]
    assert list(witnesses.articles_are_as_sent(SOUND, sent)) == ["article tin-2 was taken and is gone"]


@pytest.mark.parametrize(("edits", "whole"), [(SOUND.edits, True), ([], False), ([*SOUND.edits, *SOUND.edits], False)])
def test_a_saved_edit_must_be_there_once(edits: list[EditRow], whole: bool) -> None:
    saved = [Saved(1, 1, "New bridge opens xa1q", "xa1q")]
    assert (not list(witnesses.no_saved_edit_is_gone(replace(SOUND, edits=edits), saved))) is whole


def test_a_published_text_must_hold_the_edits_that_were_seen() -> None:
    assert not list(witnesses.published_texts_hold_their_edits(SOUND, [Published(1, ("xa1q",))]))
    assert list(witnesses.published_texts_hold_their_edits(SOUND, [Published(1, ("xa1q", "xa2q"))]))


def test_an_entry_that_was_read_must_be_found_again() -> None:
    whole = {row.language: {witnesses.name_of(row)} for row in SOUND.entries}
    known = {("en", witnesses.name_of(SOUND.entries[1])): Read("id", "page", "2026")}
    assert not list(witnesses.no_entry_is_lost(SOUND, whole, known))
    assert len(list(witnesses.no_entry_is_lost(SOUND, {**whole, "en": set()}, known))) == 2


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"state": "sending"}, {1: 1, 2: 1}),
        ({"state": "queued", "not_before": NOW - timedelta(seconds=1)}, {1: 1, 2: 1}),
        ({"state": "dead"}, {1: 1, 2: 1}),
        ({"attempts": 13}, {1: 1, 2: 1}),
        ({}, {1: 1}),
        ({}, {1: 2, 2: 1}),
        ({}, {1: 1, 2: 1, 3: 1}),
        ({"publication": 1}, {1: 1, 2: 1}),
    ],
)
def test_a_delivery_must_be_explained(change: dict[str, object], told: dict[int, int]) -> None:
    def judged(record: Record, told: dict[int, int]) -> list[str]:
        return list(witnesses.deliveries_are_explained(record, told, most=12, now=NOW))

    assert judged(SOUND, {1: 1, 2: 1}) == []
    rows = [SOUND.deliveries[0], SOUND.deliveries[1]._replace(**change)]
    assert judged(replace(SOUND, deliveries=rows), told)


def test_a_feed_reader_complains_of_what_it_could_not_live_with() -> None:
    def document(id: str, updated: str, page: str = "http://x/1") -> bytes:
        entry = f'<entry><id>{id}</id><updated>{updated}</updated><link rel="alternate" href="{page}"/></entry>'
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><updated>{updated}</updated>{entry}</feed>'.encode()

    outlet = Outlet("http://127.0.0.1", threading.Event())
    outlet.read("en", document("urn:a", "2026-10-19T09:00:00Z"))
    outlet.read("en", document("urn:a", "2026-10-19T09:00:01Z"))
    assert outlet.complaints == []
    outlet.read("en", document("urn:a", "2026-10-19T08:00:00Z"))
    assert len(outlet.complaints) == 2
    outlet.read("en", document("urn:b", "2026-10-19T10:00:00Z"))
    assert "changed its id" in outlet.complaints[2]
