from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from translations import queue, services
from translations.models import Translation
from translations.states import State
from translations.types import Job
from worker.sweep import MOST_RINGS, deficit, sweep


@pytest.mark.parametrize(
    ("runnable", "waiting", "missing"),
    [
        (0, 0, 0),
        (3, 0, 3),
        (3, 1, 2),
        (3, 3, 0),
        (3, 9, 0),  # bells nobody needs are not added to
        (10_000, 0, MOST_RINGS),
        (10_000, MOST_RINGS, 0),
    ],
)
def test_only_the_missing_bells_are_rung(runnable: int, waiting: int, missing: int) -> None:
    assert deficit(runnable, waiting) == missing


@pytest.fixture
def bells(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Stands where a broker would: an empty queue, and a list of what was rung."""
    rung: list[tuple[str, int]] = []
    monkeypatch.setattr(queue, "waiting", lambda: 0)
    monkeypatch.setattr(queue, "ring", lambda task, times=1: rung.append((task, times)) or True)
    return rung


@pytest.mark.django_db
def test_a_sweep_rings_for_what_waits_and_frees_what_fell_silent(claimed: Job, bells: list[tuple[str, int]]) -> None:
    later = timezone.now() + timedelta(seconds=settings.LEASE_SECONDS + 1)
    swept = sweep(later)
    assert swept.released == 1
    assert (queue.TRANSLATE, 1) in bells
    assert Translation.objects.get().state == State.QUEUED


@pytest.mark.django_db
def test_a_pause_after_a_failure_is_not_rung_away(claimed: Job, bells: list[tuple[str, int]]) -> None:
    services.fail_attempt(claimed, "once more, later")
    sweep(timezone.now())
    assert (queue.TRANSLATE, 1) not in bells


@pytest.mark.django_db
def test_without_a_broker_silent_jobs_are_freed_all_the_same(claimed: Job) -> None:
    later = timezone.now() + timedelta(seconds=settings.LEASE_SECONDS + 1)
    assert sweep(later).released == 1
