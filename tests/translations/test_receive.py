from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from translations import selectors, services
from translations.models import Article, Entry, Revision, Source, Translation
from translations.states import State
from translations.types import Priority
from writing import article, paragraph

pytestmark = pytest.mark.django_db


def test_a_new_article_is_queued_once_for_every_target_language(source: Source) -> None:
    source.targets = ["en", "fr", "vi"]
    received = services.receive_article(source, article())
    assert received.created
    assert received.changed
    assert {t.language: t.state for t in received.article.translations.all()} == {"en": "queued", "fr": "queued"}


def test_sending_the_same_article_twice_changes_nothing(source: Source) -> None:
    first = services.receive_article(source, article())
    again = services.receive_article(source, article())
    assert again.article.pk == first.article.pk
    assert not again.created
    assert not again.changed
    assert (Article.objects.count(), Revision.objects.count(), Translation.objects.count()) == (1, 1, 1)
    assert Translation.objects.get().moves.count() == 1


def test_a_changed_body_makes_a_new_revision_and_queues_it(source: Source, draft: Translation) -> None:
    received = services.receive_article(source, article(blocks=(paragraph("Cầu thông xe muộn hơn dự kiến."),)))
    draft.refresh_from_db()
    assert received.changed
    assert not received.created
    assert (draft.state, draft.revision.number, draft.attempts) == (State.QUEUED, 2, 0)


def test_the_source_language_feed_carries_the_article_at_once(source: Source) -> None:
    services.receive_article(source, article())
    (entry,) = selectors.feed_entries("vi")
    assert (entry.title, entry.tier, entry.correction) == ("Thông xe cầu mới", "original", "")
    assert selectors.feed_entries("en") == ()


def test_a_correction_keeps_the_entrys_id_and_published_and_raises_updated(source: Source) -> None:
    now = timezone.now()
    services.receive_article(source, article(), now=now)
    (before,) = selectors.feed_entries("vi")
    services.receive_article(source, article(title="Thông xe cầu mới sáng nay"), now=now)
    (after,) = selectors.feed_entries("vi")
    assert (after.id, after.published) == (before.id, before.published)
    assert after.updated > before.updated
    assert after.correction


def test_a_source_that_sends_no_date_gets_the_time_of_receipt_and_keeps_it(source: Source) -> None:
    now = timezone.now()
    services.receive_article(source, article(published=None), now=now)
    later = services.receive_article(source, article(published=None, title="Khác"), now=now + timedelta(hours=3))
    assert later.article.current is not None
    assert later.article.current.published_at == now


def test_a_correction_during_translation_takes_the_job_away_from_its_worker(source: Source, claimed: object) -> None:
    services.receive_article(source, article(title="Thông xe cầu mới sáng nay"))
    assert Translation.objects.get().state == State.QUEUED
    assert services.extend_lease(claimed) is False  # type: ignore[arg-type]


def test_priority_decides_who_is_claimed_first(source: Source) -> None:
    services.receive_article(source, article(external_id="cham"))
    services.receive_article(source, article(external_id="nong", priority=Priority.BREAKING))
    job = services.claim("worker-1")
    assert job is not None
    assert Translation.objects.get(pk=job.translation_id).article.external_id == "nong"


def test_a_retracted_article_is_withdrawn_in_every_language(source: Source, draft: Translation) -> None:
    services.retract_article(source, "cau-moi", reason="Nhầm nguồn tin.")
    draft.refresh_from_db()
    assert draft.state == State.WITHDRAWN
    (notice,) = selectors.feed_entries("vi")
    assert notice.retracted
    assert "Nhầm nguồn tin." in notice.summary
    assert "Sáng nay" not in notice.content


def test_retracting_twice_is_harmless(source: Source, queued: Translation) -> None:
    services.retract_article(source, "cau-moi")
    services.retract_article(source, "cau-moi")
    assert queued.moves.filter(name="withdraw").count() == 1
    assert Entry.objects.get().publication.number == 2


def test_an_article_sent_again_after_its_retraction_comes_back(source: Source, queued: Translation) -> None:
    services.retract_article(source, "cau-moi")
    received = services.receive_article(source, article())
    queued.refresh_from_db()
    assert received.changed
    assert queued.state == State.QUEUED
    assert not selectors.feed_entries("vi")[0].retracted


def test_a_correction_does_not_undo_an_editors_withdrawal(source: Source, draft: Translation, alice: object) -> None:
    services.withdraw(draft.pk, by=alice, reason="sai tên người")  # type: ignore[arg-type]
    services.receive_article(source, article(title="Thông xe cầu mới sáng nay"))
    draft.refresh_from_db()
    assert draft.state == State.WITHDRAWN
