from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from translations import selectors, services
from translations.errors import EngineError, ImpossibleMove, LeaseLost
from translations.models import Source, Translation, User
from translations.states import State
from translations.types import Draft, Job
from writing import SECOND, article, drafted, paragraph

pytestmark = pytest.mark.django_db


def test_a_claim_has_one_winner(queued: Translation) -> None:
    assert services.claim("worker-1") is not None
    assert services.claim("worker-2") is None


def test_a_claim_counts_the_attempt_and_takes_a_lease(claimed: Job) -> None:
    translation = Translation.objects.get()
    assert (translation.state, translation.attempts, translation.lease_holder) == (State.TRANSLATING, 1, "worker-1")
    assert translation.lease_until is not None
    assert translation.lease_until > timezone.now()


def test_a_job_carries_every_passage_in_reading_order(claimed: Job) -> None:
    assert [p.block for p in claimed.passages] == [0, 2, 3]
    assert claimed.passages[0].text == "Thông xe cầu mới"


def test_a_draft_waits_for_review_with_source_target_score_and_signature(draft: Translation) -> None:
    assert draft.state == State.REVIEW
    assert draft.signature.startswith("stand-in|1|")
    assert [s.source for s in draft.segments.all()][-1] == SECOND
    assert {s.score for s in draft.segments.all()} == {-0.5}


def test_half_an_article_is_never_stored(claimed: Job) -> None:
    whole = drafted(claimed)
    for segments in (whole.segments[:-1], (), (*whole.segments[:-1], replace(whole.segments[-1], source="Người dân"))):
        with pytest.raises(EngineError, match="lacks a part"):
            services.store_draft(claimed, Draft(segments=segments, signature="stand-in|1"))
    assert Translation.objects.get().state == State.TRANSLATING


def test_a_silent_workers_job_is_put_back_and_its_late_result_is_dropped(claimed: Job) -> None:
    later = timezone.now() + timedelta(seconds=settings.LEASE_SECONDS + 1)
    assert services.release_expired(now=later) == 1
    second = services.claim("worker-2", now=later)
    assert second is not None
    with pytest.raises(LeaseLost):
        services.store_draft(claimed, drafted(claimed))
    services.store_draft(second, drafted(second), now=later)
    assert Translation.objects.get().segments.count() == 3


def test_a_worker_that_gives_signs_of_life_keeps_its_job(claimed: Job) -> None:
    later = timezone.now() + timedelta(seconds=settings.LEASE_SECONDS - 1)
    assert services.extend_lease(claimed, now=later)
    assert services.release_expired(now=later + timedelta(seconds=2)) == 0


def test_a_failed_attempt_is_tried_again_after_a_pause(claimed: Job) -> None:
    now = timezone.now()
    services.fail_attempt(claimed, "engine: out of memory", now=now)
    assert services.claim("worker-1", now=now) is None
    assert services.claim("worker-1", now=now + timedelta(seconds=6)) is not None


def test_the_last_attempt_makes_it_a_dead_letter_with_its_reason(queued: Translation) -> None:
    now = timezone.now()
    for _ in range(settings.MAX_ATTEMPTS):
        now += timedelta(hours=1)
        job = services.claim("worker-1", now=now)
        assert job is not None
        services.fail_attempt(job, "the package is broken", now=now)
    queued.refresh_from_db()
    assert (queued.state, queued.last_error) == (State.FAILED, "the package is broken")


def test_what_cannot_get_better_is_not_tried_again(claimed: Job) -> None:
    services.fail_attempt(claimed, "no package for vi→fr", retryable=False)
    assert Translation.objects.get().state == State.FAILED


def test_a_worker_killed_on_every_attempt_ends_as_a_dead_letter(queued: Translation) -> None:
    now = timezone.now()
    for _ in range(settings.MAX_ATTEMPTS):
        assert services.claim("worker-1", now=now) is not None
        now += timedelta(seconds=settings.LEASE_SECONDS + 1)
        services.release_expired(now=now)
    queued.refresh_from_db()
    assert queued.state == State.FAILED
    assert "fell silent" in queued.last_error


def test_a_dead_letter_can_be_replayed_from_the_first_attempt(claimed: Job, olga: User) -> None:
    services.fail_attempt(claimed, "no package", retryable=False)
    services.replay(claimed.translation_id, by=olga)
    job = services.claim("worker-1")
    assert job is not None
    assert job.attempt == 1


def test_only_a_dead_letter_can_be_replayed(draft: Translation, olga: User) -> None:
    with pytest.raises(ImpossibleMove, match="review"):
        services.replay(draft.pk, by=olga)


def test_a_job_handed_back_does_not_count_as_an_attempt(claimed: Job) -> None:
    services.hand_back(claimed)
    assert Translation.objects.get().attempts == 0


def test_a_corrected_article_brings_along_what_a_person_approved(
    source: Source, draft: Translation, alice: User
) -> None:
    last = draft.segments.last()
    assert last is not None
    services.edit_segment(last.pk, target="People on both banks cheered.", version=0, accept=True, by=alice)
    services.receive_article(source, article(blocks=(paragraph("Cầu mới thông xe trưa nay."), paragraph(SECOND))))
    job = services.claim("worker-1")
    assert job is not None
    assert job.approved == {SECOND: "People on both banks cheered."}
    services.store_draft(job, drafted(job))
    kept = draft.segments.get(source=SECOND)
    assert (kept.target, kept.accepted) == ("People on both banks cheered.", True)


def test_a_policy_may_let_a_clean_draft_out_labelled_and_it_still_waits_for_a_person(
    source: Source, claimed: Job
) -> None:
    Source.objects.update(policy=Source.Policy.MACHINE)
    services.store_draft(claimed, drafted(claimed))
    (entry,) = selectors.feed_entries("en")
    assert entry.tier == "machine"
    assert Translation.objects.get().state == State.REVIEW


def test_no_policy_lets_a_doubtful_draft_out(source: Source, claimed: Job) -> None:
    Source.objects.update(policy=Source.Policy.MACHINE)
    clean = drafted(claimed)
    empty = replace(clean.segments[0], target="")
    services.store_draft(claimed, Draft(segments=(empty, *clean.segments[1:]), signature="stand-in|1"))
    assert Translation.objects.get().doubts == 1
    assert selectors.feed_entries("en") == ()


def test_the_log_explains_every_state_it_went_through(draft: Translation) -> None:
    assert [(m.name, m.to_state) for m in draft.moves.all()] == [
        ("receive", "queued"),
        ("claim", "translating"),
        ("draft", "review"),
    ]
