"""The translation memory learns what people approve, and gives it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from remembering import lean
from translations import selectors, services
from translations.memory import EDGE, Unit, digest
from translations.models import MemorySource, MemoryUnit, Source, Translation, User
from translations.selectors.memory import memory_stats, memory_units, recall, suggestions, suggestions_for
from translations.services import memory
from translations.types import Origin, Remembered
from writing import LEAD, SECOND, article, english, paragraph

PAIR = ("vi", "en")
NOON = datetime(2026, 10, 19, 12, 0, tzinfo=UTC)


def publish(translation: Translation, by: User, *, correction: str = "") -> None:
    services.publish(translation.pk, by=by, seen=selectors.text_digest(translation), correction=correction)


def unit(source: str, target: str, **changes: Any) -> Unit:
    return replace(Unit(source=source, target=target, created_at=NOON), **changes)


def learn(*units: Unit) -> memory.Learnt:
    return memory.import_units(units, PAIR, origin="old.tmx", now=NOON)


def test_what_a_person_publishes_is_learnt_with_its_context(draft: Translation, alice: User) -> None:
    publish(draft, alice)
    units = list(MemoryUnit.objects.order_by("pk").select_related("source"))
    assert [each.source.text for each in units] == ["Thông xe cầu mới", LEAD, SECOND]
    assert (units[0].before, units[0].after) == (EDGE, digest(LEAD))
    assert (units[2].before, units[2].after) == (digest(LEAD), EDGE)
    assert {(each.author, each.origin, each.by) for each in units} == {("alice", "bao-moi/cau-moi", alice)}


def test_a_machine_draft_is_not_learnt(draft: Translation) -> None:
    assert not MemoryUnit.objects.exists()


def test_a_machine_draft_that_goes_out_unreviewed_is_not_learnt(queued: Translation, source: Source) -> None:
    source.policy = Source.Policy.MACHINE
    source.save()
    job = services.claim("worker-1")
    assert job
    services.store_draft(job, lean(job))
    assert queued.article.entries.filter(language="en").exists()
    assert not MemoryUnit.objects.exists()


def test_learning_twice_changes_nothing(draft: Translation, alice: User) -> None:
    publish(draft, alice)
    before = list(MemoryUnit.objects.values())
    assert memory.remember(draft, by=alice) == memory.Learnt(added=0, known=3)
    assert list(MemoryUnit.objects.values()) == before


def test_a_later_correction_supersedes_and_the_old_one_is_kept(draft: Translation, alice: User) -> None:
    publish(draft, alice)
    services.reopen(draft.pk, by=alice)
    segment = draft.segments.get(position=1)
    services.edit_segment(segment.pk, target="Better words", version=segment.version, accept=True, by=alice)
    publish(draft, alice, correction="Better words")
    rows = MemoryUnit.objects.filter(source__text=LEAD).order_by("pk")
    assert [(row.target, row.superseded) for row in rows] == [(english(LEAD), True), ("Better words", False)]
    assert recall([LEAD], *PAIR) == [Remembered(target="Better words", origin=Origin.MEMORY)]


@pytest.mark.django_db
def test_context_comes_before_age() -> None:
    learn(
        unit(LEAD, "in context", before=EDGE, after=digest(SECOND)),
        unit(LEAD, "newest", before=EDGE, after=EDGE, created_at=NOON + timedelta(days=1)),
        unit(LEAD, "between", before=5, after=5, created_at=NOON + timedelta(hours=1)),
    )
    assert recall([LEAD, SECOND], *PAIR) == [Remembered(target="in context", origin=Origin.CONTEXT), None]
    assert recall(["Tin", LEAD], *PAIR)[1] == Remembered(target="newest", origin=Origin.MEMORY)


@pytest.mark.django_db
def test_an_unknown_context_is_no_context() -> None:
    learn(unit(LEAD, "from a file"))
    assert recall([LEAD], *PAIR) == [Remembered(target="from a file", origin=Origin.MEMORY)]


@pytest.mark.django_db
@pytest.mark.parametrize("pair", [("vi", "fr"), ("en", "vi"), ("vi", "en-GB")])
def test_other_languages_remember_nothing(pair: tuple[str, str]) -> None:
    learn(unit(LEAD, "english"))
    assert recall([LEAD], *pair) == [None]
    assert suggestions(LEAD, *pair) == []


@pytest.mark.django_db
def test_a_whole_article_is_looked_up_in_one_query() -> None:
    learn(*(unit(f"Câu số {n}.", f"Sentence {n}.") for n in range(300)))
    with CaptureQueriesContext(connection) as queries:
        found = recall([f"Câu số {n}." for n in range(300)], *PAIR)
    assert len(queries) == 1
    assert [each and each.target for each in found] == [f"Sentence {n}." for n in range(300)]


def test_a_new_article_takes_what_was_approved_and_only_context_is_accepted(
    draft: Translation, alice: User, source: Source, redraft: Callable[..., Translation]
) -> None:
    segment = draft.segments.get(position=1)
    services.edit_segment(segment.pk, target="A plain new bridge.", version=0, accept=True, by=alice)
    publish(draft, alice)
    story = article(external_id="khac", blocks=(paragraph(LEAD), paragraph("Trời nắng đẹp."), paragraph(SECOND)))
    services.receive_article(source, story)
    rows = list(redraft(lean).segments.order_by("position"))
    assert [row.origin for row in rows] == [Origin.CONTEXT, Origin.MEMORY, Origin.MACHINE, Origin.MEMORY]
    assert [row.accepted for row in rows] == [True, False, False, False]
    assert rows[1].target == "A plain new bridge."
    assert rows[1].machine == ""
    assert rows[2].machine == english("Trời nắng đẹp.")


def test_a_context_match_that_a_check_doubts_waits_for_a_person(
    queued: Translation, redraft: Callable[..., Translation]
) -> None:
    title = queued.revision.title
    learn(unit(title, "Cầu mới vẫn tiếng Việt", before=EDGE, after=digest(LEAD)))
    row = redraft(lean).segments.get(position=0)
    assert (row.origin, row.target, row.accepted) == (Origin.CONTEXT, "Cầu mới vẫn tiếng Việt", False)
    assert row.flags


def test_this_article_is_remembered_before_others(
    draft: Translation, alice: User, source: Source, redraft: Callable[..., Translation]
) -> None:
    publish(draft, alice)
    learn(unit(SECOND, "From elsewhere", created_at=NOON + timedelta(days=900)))
    services.receive_article(source, article(blocks=(paragraph("Sáng nay cầu thông xe."), paragraph(SECOND))))
    rows = list(redraft(lean).segments.order_by("position"))
    assert [(row.origin, row.accepted) for row in rows] == [
        (Origin.APPROVED, True),
        (Origin.MACHINE, False),
        (Origin.APPROVED, True),
    ]
    assert rows[2].target == english(SECOND)


def test_a_correction_shows_what_the_source_said_before(
    draft: Translation, alice: User, source: Source, redraft: Callable[..., Translation]
) -> None:
    publish(draft, alice)
    changed = LEAD.replace("Sáng nay", "Chiều nay")
    services.receive_article(source, article(blocks=(paragraph(changed), paragraph(SECOND))))
    redraft()
    assert list(draft.segments.order_by("position").values_list("earlier_source", flat=True)) == ["", LEAD, ""]
    services.retranslate(draft.pk, by=alice)
    redraft()
    assert draft.segments.get(position=1).earlier_source == LEAD, "nobody has approved it yet"


@pytest.mark.django_db
def test_near_matches_are_offered_best_first_with_the_difference() -> None:
    learn(
        unit("Sáng nay cầu cũ bắc qua sông được thông xe.", "old bridge", author="Lan"),
        unit("Chiều nay cầu cũ bắc qua kênh được thông xe.", "canal"),
        unit(SECOND, "people"),
    )
    found = suggestions(LEAD, *PAIR)
    assert [each.target for each in found] == ["old bridge", "canal"]
    assert 80 <= found[0].percent < 100
    assert [each for each in found[0].pieces if each[1] != "same"] == [("cũ", "removed"), ("mới", "added")]
    assert (found[0].author, found[0].origin, found[0].at) == ("Lan", "old.tmx", NOON)


@pytest.mark.django_db
def test_superseded_units_are_not_offered() -> None:
    learn(unit(LEAD, "first"))
    learn(unit(LEAD, "second", created_at=NOON + timedelta(days=1)))
    assert [(each.percent, each.target) for each in suggestions(LEAD, *PAIR)] == [(100, "second")]


@pytest.mark.django_db
def test_an_older_unit_from_a_file_does_not_supersede_a_newer_one() -> None:
    learn(unit(LEAD, "newer"))
    assert learn(unit(LEAD, "older", created_at=NOON - timedelta(days=1))) == memory.Learnt(added=0, known=1)
    assert [each.target for each in memory_units(PAIR)] == ["newer"]


@pytest.mark.django_db
def test_within_one_file_the_newest_wins() -> None:
    learn(unit(LEAD, "older"), unit(LEAD, "newer", created_at=NOON + timedelta(days=1)))
    assert [each.target for each in memory_units(PAIR)] == ["newer"]
    assert MemoryUnit.objects.count() == 2


def test_the_desk_tells_a_context_match_from_an_exact_one(draft: Translation, alice: User) -> None:
    publish(draft, alice)
    learn(unit(LEAD, "from a file"))
    found = suggestions_for(draft.segments.get(position=1))
    assert [(each.percent, each.target) for each in found] == [(101, english(LEAD)), (100, "from a file")]


@pytest.mark.django_db
def test_a_caption_under_every_photo_keeps_its_newest_contexts() -> None:
    learn(*(unit("Ảnh: Minh Hà", "Photo: Minh Hà", before=n, after=n + 1) for n in range(1, 60)))
    assert MemoryUnit.objects.filter(superseded=False).count() == memory.MAX_CONTEXTS
    assert [each.target for each in suggestions("Ảnh: Minh Hà", *PAIR)] == ["Photo: Minh Hà"]


@pytest.mark.django_db
def test_what_has_no_letters_is_not_learnt() -> None:
    learn(unit("2026", "2026"), unit("— — —", "— — —"))
    assert not MemorySource.objects.exists()


@pytest.mark.django_db
def test_texts_that_differ_in_quotes_only_are_one_source() -> None:
    learn(unit("“Cầu mới”", "“New bridge”", before=1, after=1), unit('"Cầu mới"', '"New bridge"', before=2, after=2))
    assert MemorySource.objects.count() == 1


@pytest.mark.django_db
def test_numbers_of_the_memory() -> None:
    learn(unit(LEAD, "a"), unit(SECOND, "b"))
    learn(unit(LEAD, "c", created_at=NOON + timedelta(days=1)))
    (row,) = memory_stats()
    assert (row["sources"], row["live"], row["superseded"]) == (2, 2, 1)
    assert row["newest"] == NOON + timedelta(days=1)
