"""A language pair whose engine fails for everybody: left alone, tried by one, closed by a success."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from translations import breaking, selectors, services
from translations.errors import NotFound
from translations.models import Breaker, Source, Translation, User
from translations.selectors.operating import open_breakers
from translations.services import breaking as breakers
from translations.states import State
from translations.types import Job
from writing import article, drafted

pytestmark = pytest.mark.django_db
NAME = "engine:vi-en"
OUT_OF_MEMORY = "the engine failed: out of memory"


@pytest.mark.parametrize(
    ("failures", "articles", "expected"),
    [
        (4, {"1": 2, "2": 1, "3": 1}, False),
        (5, {"1": 2, "2": 2, "3": 1}, True),
        (50, {"1": 50}, False),  # one poison article
        (50, {"1": 25, "2": 25}, False),
    ],
)
def test_many_failures_of_few_articles_are_theirs(failures: int, articles: dict[str, int], expected: bool) -> None:
    assert breaking.trips(failures, articles) is expected


def test_the_pause_doubles_up_to_a_quarter_of_an_hour() -> None:
    pauses = [breaking.pause(openings).total_seconds() for openings in (1, 2, 3, 4, 5, 6, 1000)]
    assert pauses == [60, 120, 240, 480, 900, 900, 900]


def test_it_remembers_a_bounded_number_of_articles() -> None:
    articles: dict[str, int] = {}
    for number in range(1000):
        articles = breaking.counted(articles, number)
    assert len(articles) == breaking.REMEMBERED
    assert breaking.counted({"7": 1}, 7) == {"7": 2}


@pytest.fixture
def backlog(source: Source) -> list[Translation]:
    for number in range(8):
        services.receive_article(source, article(external_id=f"tin-{number}", title=f"Tin số {number}"))
    return list(Translation.objects.order_by("pk"))


def fails(now: datetime, *, retryable: bool = True) -> Job:
    job = services.claim("worker-1", now=now)
    assert job is not None
    services.fail_attempt(job, OUT_OF_MEMORY, retryable=retryable, engine=True, now=now)
    return job


@pytest.fixture
def opened(backlog: list[Translation]) -> datetime:
    """Five articles failed at this time, and the breaker opened."""
    now = timezone.now()
    for _ in range(breaking.FAILURES):
        fails(now)
    return now


def test_five_failures_of_different_articles_open_it_and_nothing_of_the_pair_is_claimed(opened: datetime) -> None:
    assert [row.name for row in open_breakers()] == [NAME]
    assert services.claim("worker-1", now=opened + timedelta(seconds=59)) is None
    assert selectors.runnable_count(opened) == 0


def test_their_attempts_are_given_back(opened: datetime, backlog: list[Translation]) -> None:
    assert set(Translation.objects.values_list("attempts", flat=True)) == {0}
    assert not Translation.objects.exclude(state=State.QUEUED).exists()


def test_what_gave_up_over_it_waits_again(backlog: list[Translation]) -> None:
    now = timezone.now()
    for _ in range(breaking.FAILURES):
        fails(now, retryable=False)
    assert not Translation.objects.filter(state=State.FAILED).exists()
    assert Translation.objects.filter(moves__name="replay", moves__reason__contains=NAME).count() == 4


def test_another_language_pair_goes_on(opened: datetime, source: Source) -> None:
    source.targets = ["fr"]
    source.save()
    services.receive_article(source, article(external_id="khac"))
    job = services.claim("worker-1", now=opened + timedelta(seconds=1))
    assert job is not None
    assert job.target_language == "fr"


def test_after_its_pause_one_is_let_through_and_its_success_closes_it(opened: datetime) -> None:
    later = opened + timedelta(seconds=61)
    job = services.claim("worker-1", now=later)
    assert job is not None
    assert services.claim("worker-2", now=later) is None
    services.store_draft(job, drafted(job), now=later)
    assert services.claim("worker-2", now=later) is not None
    assert not open_breakers().exists()


def test_a_failure_of_the_one_opens_it_for_longer_and_another_article_tries_next(opened: datetime) -> None:
    first = fails(opened + timedelta(seconds=61))
    assert services.claim("worker-1", now=opened + timedelta(seconds=61 + 119)) is None
    second = services.claim("worker-1", now=opened + timedelta(seconds=61 + 121))
    assert second is not None
    assert second.translation_id != first.translation_id
    assert Translation.objects.get(pk=first.translation_id).attempts == 0


def test_a_late_failure_from_before_changes_nothing(backlog: list[Translation]) -> None:
    now = timezone.now()
    late = services.claim("worker-2", now=now)
    assert late is not None
    for _ in range(breaking.FAILURES):
        fails(now)
    until = Breaker.objects.get().open_until
    services.fail_attempt(late, OUT_OF_MEMORY, engine=True, now=now + timedelta(seconds=30))
    assert Breaker.objects.get().open_until == until
    assert Translation.objects.get(pk=late.translation_id).attempts == 0


def handed_back(job: Job, now: datetime) -> None:
    services.hand_back(job, now=now)


def poisoned(job: Job, now: datetime) -> None:
    services.fail_attempt(job, "ZeroDivisionError", now=now)


def silent(job: Job, now: datetime) -> None:
    services.release_expired(now=now + timedelta(seconds=settings.LEASE_SECONDS + 1))


@pytest.mark.parametrize("ends", [handed_back, poisoned, silent])
def test_a_try_that_says_nothing_of_the_engine_lets_the_next_one_try(
    ends: Callable[[Job, datetime], None], opened: datetime
) -> None:
    later = opened + timedelta(seconds=61)
    job = services.claim("worker-1", now=later)
    assert job is not None
    ends(job, later)
    assert services.claim("worker-1", now=later + timedelta(seconds=settings.LEASE_SECONDS + 2)) is not None


def test_a_worker_that_dies_at_the_try_blocks_nobody_for_ever(opened: datetime) -> None:
    later = opened + timedelta(seconds=61)
    assert services.claim("worker-1", now=later) is not None
    assert services.claim("worker-2", now=later + timedelta(seconds=settings.JOB_SECONDS + 1)) is not None


def test_a_poison_article_alone_opens_nothing(queued: Translation) -> None:
    now = timezone.now()
    for _ in range(settings.MAX_ATTEMPTS):
        now += timedelta(hours=1)
        fails(now)
    assert not open_breakers().exists()
    queued.refresh_from_db()
    assert queued.state == State.FAILED


def test_a_success_between_counts_from_nothing(backlog: list[Translation]) -> None:
    now = timezone.now()
    for _ in range(2):
        for _ in range(3):
            fails(now)
        job = services.claim("worker-1", now=now)
        assert job is not None
        services.store_draft(job, drafted(job), now=now)
    assert not open_breakers().exists()


def test_an_operator_need_not_wait(opened: datetime, olga: User) -> None:
    breakers.try_now(NAME, by=olga, now=opened + timedelta(seconds=1))
    assert services.claim("worker-1", now=opened + timedelta(seconds=1)) is not None
    with pytest.raises(NotFound):
        breakers.try_now("engine:vi-xx", by=olga)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="SQLite lets one writer in at a time anyway")
def test_of_many_workers_at_the_same_moment_one_is_let_through(backlog: list[Translation]) -> None:
    past = timezone.now() - timedelta(minutes=5)
    Breaker.objects.create(name=NAME, failures=5, openings=1, opened_at=past, open_until=past)

    def one(number: int) -> bool:
        try:
            return services.claim(f"worker-{number}") is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(8))) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="SQLite lets one writer in at a time anyway")
def test_failures_at_the_same_moment_are_all_counted_and_lock_nobody_out(backlog: list[Translation]) -> None:
    held = [job for job in (services.claim(f"worker-{number}") for number in range(8)) if job]

    def fail(job: Job) -> None:
        try:
            services.fail_attempt(job, OUT_OF_MEMORY, engine=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(fail, held))
    row = Breaker.objects.get()
    assert (row.failures, row.openings) == (8, 1)
    assert Translation.objects.filter(state=State.QUEUED).count() == 8
