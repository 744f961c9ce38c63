"""The clock is put back or on by an hour: nothing waits for it, no living worker is taken for dead."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from translations import selectors, services
from translations.models import Publication, Translation, User
from translations.services import clock
from translations.states import State
from translations.types import Job
from writing import article, drafted

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 19, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def waiting(source: object) -> Translation:
    return services.receive_article(source, article(), now=NOON).article.translations.get()  # type: ignore[arg-type]


def test_what_waits_can_be_taken_at_once_after_the_clock_was_put_back(waiting: Translation) -> None:
    before = NOON - HOUR
    assert services.claim("w", now=before) is None
    clock.shift(-HOUR, now=before)
    assert services.claim("w", now=before) is not None


def test_a_pause_after_a_failure_stays_as_long_as_it_was(waiting: Translation) -> None:
    job = services.claim("w", now=NOON)
    assert job is not None
    services.fail_attempt(job, "broken", now=NOON)
    clock.shift(-HOUR, now=NOON - HOUR)
    waiting.refresh_from_db()
    assert waiting.not_before == NOON - HOUR + timedelta(seconds=5)


@pytest.fixture
def held(waiting: Translation) -> Job:
    job = services.claim("w", now=NOON)
    assert job is not None
    return job


def test_a_dead_workers_job_is_freed_after_its_lease_and_not_an_hour_later(held: Job) -> None:
    clock.shift(-HOUR, now=NOON - HOUR)
    assert services.release_expired(now=NOON - HOUR + timedelta(seconds=20)) == 0
    assert services.release_expired(now=NOON - HOUR + timedelta(seconds=40)) == 1


def test_a_worker_that_renewed_its_lease_by_the_new_clock_keeps_it(held: Job) -> None:
    services.extend_lease(held, now=NOON - HOUR)
    clock.shift(-HOUR, now=NOON - HOUR)
    assert services.release_expired(now=NOON - HOUR + timedelta(seconds=20)) == 0


def test_a_living_worker_is_not_taken_for_dead_when_the_clock_is_put_on(held: Job) -> None:
    clock.shift(HOUR, now=NOON + HOUR)
    assert services.release_expired(now=NOON + HOUR) == 0
    services.store_draft(held, drafted(held), now=NOON + HOUR)
    assert Translation.objects.get().state == State.REVIEW


def test_a_publication_is_newer_than_the_one_before_it_whatever_the_clock_says(draft: Translation, alice: User) -> None:
    for hour, correction in ((NOON, ""), (NOON - HOUR, "Sửa câu chữ."), (NOON - 2 * HOUR, "Sửa lần nữa.")):
        if correction:
            services.reopen(draft.pk, by=alice, now=hour)
        seen = selectors.text_digest(draft)
        services.publish(draft.pk, by=alice, seen=seen, correction=correction, now=hour)
    updated = list(Publication.objects.filter(language="en").order_by("number").values_list("updated_at", flat=True))
    assert updated == [NOON, NOON + timedelta(seconds=1), NOON + timedelta(seconds=2)]


def test_an_embargo_stays_at_the_newsrooms_hour(source: object, waiting: Translation) -> None:
    story = article(external_id="giu-lai", embargo=NOON + HOUR)
    received = services.receive_article(source, story, now=NOON)  # type: ignore[arg-type]
    clock.shift(-HOUR, now=NOON - HOUR)
    revision = received.article.current
    assert revision is not None
    revision.refresh_from_db()
    assert revision.embargo_until == NOON + HOUR
