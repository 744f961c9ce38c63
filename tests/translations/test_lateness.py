"""Which sentence an article's page says: a table, and the page itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from translations import services
from translations.lateness import TO_ACT_ON, Broker, Cause, Facts, Waiting, cause
from translations.models import Breaker, Delivery, Publication, Subscription, Translation, User
from translations.selectors import steps, text_digest
from translations.states import State
from translations.types import Job
from translations.views.late import SENTENCES

NOW = datetime(2026, 10, 19, 3, 0, tzinfo=UTC)
LONG, SHORT = timedelta(minutes=12), timedelta(seconds=5)
HOLD = Waiting(name="stage translate", since=NOW - LONG, by="olga", reason="new packages")


def facts(state: State, **changes: object) -> Facts:
    """Everything is well, and it has been so for twelve minutes."""
    well: dict[str, object] = {
        "now": NOW,
        "state": state,
        "since": NOW - LONG,
        "not_before": NOW - LONG,
        "worker_seen": NOW - SHORT,
        "scheduler_seen": NOW - SHORT,
        "lease_until": NOW + SHORT,
    }
    return Facts(**{**well, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "changes", "expected"),
    [
        (State.QUEUED, {}, Cause.NEXT),
        (State.QUEUED, {"ahead": 3}, Cause.TURN),
        (State.QUEUED, {"ahead": 3, "worker_seen": None}, Cause.NO_WORKER),
        (State.QUEUED, {"worker_seen": NOW - LONG, "broker": Broker.SILENT}, Cause.SILENT_WORKER),
        (State.QUEUED, {"not_before": NOW + SHORT}, Cause.PAUSE),
        (State.QUEUED, {"not_before": NOW + SHORT, "worker_seen": NOW - LONG}, Cause.SILENT_WORKER),
        (State.QUEUED, {"hold": HOLD, "breaker": HOLD, "not_before": NOW + SHORT}, Cause.HELD),
        (State.QUEUED, {"hold": HOLD, "worker_seen": None}, Cause.NO_WORKER),
        (State.QUEUED, {"drained": True, "breaker": HOLD}, Cause.DRAINED),
        (State.QUEUED, {"breaker": HOLD, "not_before": NOW + SHORT}, Cause.BROKEN),
        (State.QUEUED, {"deliveries_held": HOLD}, Cause.NEXT),
        (State.QUEUED, {"broker": Broker.SILENT}, Cause.SILENT_BROKER),
        (State.QUEUED, {"broker": Broker.SILENT, "not_before": NOW + SHORT}, Cause.PAUSE),
        (State.QUEUED, {"broker": Broker.ANSWERS, "scheduler_seen": None}, Cause.SILENT_RINGER),
        (State.QUEUED, {"broker": Broker.ANSWERS, "scheduler_seen": None, "bells": 1}, Cause.NEXT),
        (State.QUEUED, {"broker": Broker.ANSWERS, "scheduler_seen": None, "since": NOW - SHORT}, Cause.NEXT),
        (State.QUEUED, {"scheduler_seen": None}, Cause.NEXT),  # without a broker workers look for themselves
        (State.TRANSLATING, {}, Cause.AT_WORK),
        (State.TRANSLATING, {"lease_until": NOW - SHORT}, Cause.LOST_WORKER),
        (State.TRANSLATING, {"lease_until": NOW - SHORT, "scheduler_seen": NOW - LONG}, Cause.LOST_AND_NO_SCHEDULER),
        (State.REVIEW, {}, Cause.REVIEWER),
        (State.REVIEW, {"published": True}, Cause.CORRECTION),
        (State.FAILED, {}, Cause.GAVE_UP),
        (State.REJECTED, {}, Cause.DECLINED),
        (State.WITHDRAWN, {}, Cause.TAKEN_BACK),
        (State.PUBLISHED, {}, Cause.NOTHING),
        (State.PUBLISHED, {"release_at": NOW + LONG}, Cause.EMBARGO),
        (State.PUBLISHED, {"release_at": NOW - LONG}, Cause.EMBARGO_OVER),
        (State.PUBLISHED, {"release_at": NOW - SHORT}, Cause.EMBARGO),
        (State.PUBLISHED, {"deliveries_held": HOLD}, Cause.NOTHING),
        (State.PUBLISHED, {"deliveries_held": HOLD, "undelivered": 1}, Cause.SILENCED),
        (State.PUBLISHED, {"undelivered": 2}, Cause.TELLING),
        (State.PUBLISHED, {"undelivered": 2, "dead_deliveries": 1}, Cause.UNTOLD),
    ],
)
def test_what_it_waits_for(state: State, changes: dict[str, object], expected: Cause) -> None:
    assert cause(facts(state, **changes)) is expected


def test_every_cause_has_a_sentence_and_those_to_act_on_say_what_to_do() -> None:
    assert set(SENTENCES) == set(Cause)
    for each in TO_ACT_ON:
        assert any(verb in str(SENTENCES[each]) for verb in ("Start", "replay", "Mend")), each


@pytest.fixture
def as_olga(olga: User, client: Client) -> Client:
    client.force_login(olga)
    return client


def page(client: Client, translation: Translation) -> str:
    return client.get(f"/ops/articles/{translation.pk}/").content.decode()


def test_a_page_says_that_no_worker_was_ever_seen(queued: Translation, as_olga: Client) -> None:
    told = page(as_olga, queued)
    assert "no worker was ever seen. Start one." in told
    assert 'class="message verdict error"' in told


def test_a_page_says_for_how_long_the_worker_is_silent(queued: Translation, as_olga: Client) -> None:
    services.beat("worker@a", "worker", now=timezone.now() - timedelta(minutes=15, seconds=5))
    assert "no worker was seen for 15 min. Start one." in page(as_olga, queued)


def test_errors_are_shown_in_full_with_attempts_and_waits(claimed: Job, as_olga: Client) -> None:
    error = "the package is damaged: " + "no such file " * 50
    start = timezone.now()
    services.fail_attempt(claimed, error, now=start + timedelta(seconds=42))
    told = page(as_olga, Translation.objects.get())
    assert error.strip() in told
    assert "1 of 5" in told
    assert any(f'data-label="After">{waited} s</td>' in told for waited in (41, 42))


def test_edits_publications_and_deliveries_are_steps(draft: Translation, alice: User, as_olga: Client) -> None:
    segment = draft.segments.order_by("position")[0]
    services.edit_segment(segment.pk, target="A new bridge opens", version=segment.version, accept=True, by=alice)
    services.publish(draft.pk, by=alice, seen=text_digest(draft))
    subscription = Subscription.objects.create(
        kind="webhook", state="active", callback="https://p.example/x", host="p.example", created_at=timezone.now()
    )
    Delivery.objects.create(
        subscription=subscription,
        publication=Publication.objects.get(language="en"),
        state=Delivery.State.DEAD,
        created_at=timezone.now(),
        not_before=timezone.now(),
        finished_at=timezone.now(),
        status=503,
        last_error="upstream is down",
    )
    names = [step.kind for step in steps(draft)]
    assert {"edits", "publication", "delivery", "move", "revision", "newsroom"} == set(names)
    assert names[:3] == ["newsroom", "revision", "move"]
    assert names[-2:] == ["publication", "delivery"]
    told = page(as_olga, draft)
    assert "HTTP 503 · upstream is down" in told
    assert "deliveries to partners failed for good (1)" in told
    assert "alice" in told


def test_the_page_is_for_operators(queued: Translation, client: Client, bob: User) -> None:
    client.force_login(bob)
    assert client.get(f"/ops/articles/{queued.pk}/").status_code == 403


def test_the_board_and_the_history_lead_there(draft: Translation, as_olga: Client, olga: User) -> None:
    assert f'href="/ops/articles/{draft.pk}/"' in as_olga.get(f"/drafts/{draft.pk}/").content.decode()


def test_an_embargo_is_shown_while_it_lasts_and_said_when_all_else_is_done(
    draft: Translation, alice: User, as_olga: Client
) -> None:
    until = timezone.now() + timedelta(hours=3, minutes=1)
    draft.revision.embargo_until = until
    draft.revision.save()
    assert f'<time datetime="{timezone.localtime(until).isoformat()}">until' in page(as_olga, draft)
    services.publish(draft.pk, by=alice, seen=text_digest(draft))
    assert "goes out by itself when its embargo ends: in 3 h." in page(as_olga, draft).replace("180 min", "3 h")


def test_an_open_breaker_is_told_with_its_error_and_can_be_tried(queued: Translation, as_olga: Client) -> None:
    services.beat("worker@a", "worker")
    now = timezone.now()
    Breaker.objects.create(
        name="engine:vi-en", opened_at=now, open_until=now + timedelta(seconds=61), last_error="No memory."
    )
    told = page(as_olga, queued)
    assert "The engine failed for several articles of this language pair" in told
    assert "No memory. Mend the cause" in told
    assert 'name="name" value="engine:vi-en"' in told
