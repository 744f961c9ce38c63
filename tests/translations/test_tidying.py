"""What is old enough is forgotten; what the history needs is not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from translations import selectors, services
from translations.models import (
    Audit,
    Delivery,
    Edit,
    Hold,
    Move,
    Notification,
    Presence,
    Publication,
    Pulse,
    Subscription,
    Translation,
    User,
)
from translations.services import auditing, tidying
from worker.sweep import sweep

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def history(draft: Translation, alice: User) -> Translation:
    segment = draft.segments.order_by("position")[0]
    services.edit_segment(segment.pk, target="A new bridge opens", version=segment.version, accept=True, by=alice)
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    return draft


def aged(days: float, translation: Translation, person: User) -> None:
    """One of everything that can be forgotten, this old."""
    at = NOW - timedelta(days=days)
    subscription = Subscription.objects.create(
        kind="webhook", state="active", callback="https://p.example/", host="p.example", created_at=at, digest=str(days)
    )
    Delivery.objects.create(subscription=subscription, state="done", created_at=at, not_before=at, finished_at=at)
    auditing.record("pause", "stage poll", by=person, now=at)
    Notification.objects.create(person=person, kind="mention", translation=translation, at=at, read_at=at)
    Session.objects.create(session_key=f"s{days}", expire_date=at + timedelta(days=1))
    Pulse.objects.create(name=f"worker@vm:{days}", kind="worker", seen_at=at)
    Hold.objects.create(kind="worker", name=f"worker@vm:{days}", since=at)


KINDS: tuple[Any, ...] = (Delivery, Notification, Session, Pulse, Hold)


@pytest.mark.parametrize(
    ("days", "gone"),
    [
        (0.5, set()),
        (2, {"sessions", "drains"}),
        (8, {"sessions", "drains", "pulses"}),
        (31, {"sessions", "drains", "pulses", "deliveries"}),
        (91, {"sessions", "drains", "pulses", "deliveries", "notifications"}),
        (401, {"sessions", "drains", "pulses", "deliveries", "notifications", "audit"}),
    ],
)
def test_each_has_its_time(days: float, gone: set[str], history: Translation, alice: User) -> None:
    aged(days, history, alice)
    told = {name for name, number in tidying.count(now=NOW).items() if number}
    assert told == gone
    assert {name for name, number in tidying.tidy(now=NOW).items() if number} == gone


def test_counting_forgets_nothing_and_history_stays_for_good(history: Translation, alice: User) -> None:
    aged(5000, history, alice)
    before = [kind.objects.count() for kind in KINDS]
    tidying.count(now=NOW)
    assert [kind.objects.count() for kind in KINDS] == before
    far = NOW + timedelta(days=9000)
    kept = [(kind, kind.objects.count()) for kind in (Publication, Move, Edit, Translation)]
    tidying.tidy(now=far)
    assert [(kind, kind.objects.count()) for kind, _ in kept] == kept
    assert all(count for _, count in kept)


def test_what_waits_is_not_forgotten(history: Translation, alice: User) -> None:
    old = NOW - timedelta(days=500)
    subscription = Subscription.objects.create(
        kind="webhook", state="active", callback="https://p.example/", host="p.example", created_at=old
    )
    Delivery.objects.create(subscription=subscription, state="queued", created_at=old, not_before=old)
    Notification.objects.create(person=alice, kind="mention", translation=history, at=old)
    Presence.objects.create(translation=history, person=alice, until=NOW + timedelta(minutes=1))
    tidying.tidy(now=NOW)
    assert (Delivery.objects.count(), Notification.objects.count(), Presence.objects.count()) == (1, 1, 1)


def test_a_webhook_that_was_ended_stays_a_setting(db: None) -> None:
    old = NOW - timedelta(days=500)
    for kind in ("webhook", "websub"):
        Subscription.objects.create(
            kind=kind, state="ended", callback="https://p.example/", host="p", created_at=old, digest=kind
        )
    tidying.tidy(now=NOW)
    assert Subscription.objects.get().kind == "webhook"


def test_large_amounts_go_in_batches(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "BATCH", 3)
    old = NOW - timedelta(days=500)
    Pulse.objects.bulk_create(Pulse(name=f"worker@vm:{n}", kind="worker", seen_at=old) for n in range(10))
    assert tidying.tidy(now=NOW)["pulses"] == 10


def test_the_scheduler_does_it_once_a_day(db: None) -> None:
    for hours in (0, 1, 23.9):
        sweep(NOW + timedelta(hours=hours))
    assert Audit.objects.filter(action="tidy").count() == 1
    sweep(NOW + timedelta(hours=24.1))
    assert Audit.objects.filter(action="tidy").count() == 2
