from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from translations import selectors, services
from translations.models import (
    Audit,
    Breaker,
    Delivery,
    Hold,
    Partner,
    Publication,
    Source,
    Subscription,
    Translation,
    User,
)
from translations.states import State
from translations.types import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_olga(olga: User) -> Client:
    client = Client()
    client.force_login(olga)
    return client


@pytest.fixture
def failed(claimed: Job) -> Translation:
    services.fail_attempt(claimed, "No package for vi→en.", retryable=False)
    return Translation.objects.get()


def test_a_failure_is_shown_with_its_reason_and_a_key_to_replay_it(failed: Translation, as_olga: Client) -> None:
    page = as_olga.get("/ops/").content.decode()
    assert "No package for vi→en." in page
    as_olga.post("/ops/replay/", {"id": failed.pk})
    failed.refresh_from_db()
    assert failed.state == State.QUEUED


def test_one_key_replays_everything_that_failed(failed: Translation, as_olga: Client) -> None:
    as_olga.post("/ops/replay/")
    failed.refresh_from_db()
    assert failed.state == State.QUEUED


def test_the_board_is_for_operators(failed: Translation, client: Client, bob: User) -> None:
    client.force_login(bob)
    assert client.get("/ops/").status_code == 403
    assert client.post("/ops/replay/").status_code == 403


def test_the_process_answers_even_without_a_worker(client: Client) -> None:
    assert client.get("/healthz").status_code == 200


def test_the_service_is_ready_when_worker_and_scheduler_were_seen(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert json.loads(answer.content)["worker"].startswith("never seen")
    services.beat("worker@a", "worker")
    services.beat("scheduler@a", "scheduler")
    assert client.get("/readyz").status_code == 200


@pytest.fixture
def busy(claimed: Job) -> Job:
    """A worker of two processes; its child is at work."""
    Translation.objects.update(lease_holder="vm:8")
    detail = {"memory_mb": 400, "children": [8], "draining": False}
    services.beat("worker@vm:7", "worker", detail=detail)
    services.beat("worker@vm:7/8", "child", detail={"memory_mb": 300, "routes": {"vi-en": "stand-in|1|checks"}})
    services.beat("scheduler@vm:9", "scheduler")
    return claimed


def test_a_worker_tells_its_memory_its_packages_and_what_it_is_busy_with(busy: Job, as_olga: Client) -> None:
    page = as_olga.get("/ops/").content.decode()
    assert "All is well" in page
    assert "400 MB" in page
    assert "stand-in|1|checks" in page
    assert f'<a href="/ops/articles/{busy.translation_id}/">Thông xe cầu mới</a>' in page
    assert "worker@vm:7/8" not in page


def test_a_worker_is_drained_and_resumed_on_the_board(busy: Job, as_olga: Client) -> None:
    asked = as_olga.get("/ops/hold/", {"kind": "worker", "name": "worker@vm:7"}).content.decode()
    assert "takes nothing more until it is resumed" in asked
    as_olga.post("/ops/hold/", {"kind": "worker", "name": "worker@vm:7", "reason": "update"})
    page = as_olga.get("/ops/").content.decode()
    assert "· draining" in page
    assert "update" in page
    as_olga.post("/ops/hold/", {"kind": "worker", "name": "worker@vm:7", "do": "resume"})
    assert not Hold.objects.exists()


def test_a_stage_is_paused_and_a_forgotten_pause_is_red(queued: Translation, as_olga: Client) -> None:
    as_olga.post("/ops/hold/", {"kind": "stage", "name": "translate", "reason": "new package"})
    assert "Something has been paused" not in as_olga.get("/ops/").content.decode()
    late = as_olga.get(f"/ops/articles/{queued.pk}/").content.decode()
    assert "no worker was ever seen" in late
    services.beat("worker@a", "worker")
    late = as_olga.get(f"/ops/articles/{queued.pk}/").content.decode()
    assert "Paused (stage translate) by olga for 0 s, because: new package." in late
    assert 'class="message verdict error"' not in late
    Hold.objects.update(since=timezone.now() - timedelta(hours=2))
    assert "Something has been paused for 2 h. Resume it" in as_olga.get("/ops/").content.decode()
    assert 'class="message verdict error"' in as_olga.get(f"/ops/articles/{queued.pk}/").content.decode()


def test_many_are_counted_first_and_changed_when_confirmed(draft: Translation, as_olga: Client) -> None:
    shown = as_olga.get("/ops/act/", {"action": "retranslate", "source": "bao-moi"}).content.decode()
    assert "1 article would be changed." in shown
    assert Translation.objects.get().state == State.REVIEW
    as_olga.post("/ops/act/", {"action": "retranslate", "source": "bao-moi"})
    assert Translation.objects.get().state == State.QUEUED


def test_one_article_is_cancelled_and_given_another_priority(queued: Translation, as_olga: Client) -> None:
    here = f"/ops/articles/{queued.pk}/"
    answer = as_olga.post("/ops/act/", {"action": "prioritise", "id": queued.pk, "priority": "0", "back": here})
    assert answer["Location"] == here
    queued.refresh_from_db()
    assert queued.priority == 0
    as_olga.post("/ops/act/", {"action": "cancel", "id": queued.pk, "reason": "sent twice"})
    queued.refresh_from_db()
    assert queued.state == State.CANCELLED
    assert "sent twice" in as_olga.get(here).content.decode()


@pytest.mark.parametrize("back", ["https://evil.example/ops/", "//evil.example/ops/", "/admin/"])
def test_a_form_leads_back_to_our_own_pages_only(queued: Translation, as_olga: Client, back: str) -> None:
    form = {"action": "prioritise", "id": queued.pk, "priority": "0", "back": back}
    assert as_olga.post("/ops/act/", form)["Location"] == "/ops/"


def test_a_form_that_says_nothing_changes_nothing(queued: Translation, as_olga: Client) -> None:
    nonsense = [{}, {"action": "explode"}, {"action": "cancel", "state": "no"}, {"action": "cancel", "id": "x" * 99}]
    for form in nonsense:
        as_olga.post("/ops/act/", form | {"source": "nobody"})
    assert as_olga.post("/ops/hold/", {"kind": "planet", "name": "x"}).status_code == 404
    as_olga.post("/ops/hold/", {"kind": "stage", "name": "x" * 500})
    as_olga.post("/ops/try/", {"kind": "engine", "name": "nothing"})
    queued.refresh_from_db()
    assert queued.state == State.QUEUED
    assert not Hold.objects.exists()


@pytest.fixture
def dead(draft: Translation, alice: User) -> Delivery:
    services.publish(draft.pk, by=alice, seen=selectors.text_digest(draft))
    now = timezone.now()
    partner = Partner.objects.create(slug="daily", name="The Daily", contact="tech@daily.example", created_at=now)
    subscription = Subscription.objects.create(
        kind="webhook",
        state="active",
        partner=partner,
        callback="https://p.example/x",
        host="p.example",
        created_at=now,
    )
    publication = Publication.objects.filter(language="en").get()
    return Delivery.objects.create(
        subscription=subscription,
        publication=publication,
        state=Delivery.State.DEAD,
        created_at=now,
        not_before=now,
        finished_at=now,
        last_error="the address answered 502",
    )


def test_dead_deliveries_are_replayed_or_dropped_with_one_key(dead: Delivery, as_olga: Client) -> None:
    page = as_olga.get("/ops/").content.decode()
    assert "Deliveries that failed for good: 1. Ask the partner" in page
    assert "tech@daily.example" in page
    as_olga.post("/ops/deliveries/", {"address": dead.subscription_id})
    dead.refresh_from_db()
    assert dead.state == Delivery.State.QUEUED
    Delivery.objects.update(state=Delivery.State.DEAD)
    as_olga.post("/ops/deliveries/", {"address": dead.subscription_id, "do": "drop"})
    dead.refresh_from_db()
    assert dead.state == Delivery.State.DROPPED
    assert "failed for good: 1" not in as_olga.get("/ops/").content.decode()


def test_whoever_ended_a_subscription_needs_nobody(dead: Delivery, as_olga: Client) -> None:
    Subscription.objects.update(state=Subscription.State.ENDED)
    assert "failed for good: 1" not in as_olga.get("/ops/").content.decode()


def test_all_that_is_left_alone_stands_in_one_list_and_is_tried_now(dead: Delivery, as_olga: Client) -> None:
    later = timezone.now() + timedelta(hours=1)
    Subscription.objects.update(failures=3, paused_until=later)
    Breaker.objects.create(name="engine:vi-en", failures=5, opened_at=timezone.now(), open_until=later)
    Source.objects.create(slug="keo", name="Kéo", kind="pull", url="https://k.example/", failures=1, next_poll_at=later)
    for kind, name in (("engine", "engine:vi-en"), ("address", str(dead.subscription_id)), ("source", "keo")):
        form = f'<input type="hidden" name="kind" value="{kind}"><input type="hidden" name="name" value="{name}">'
        assert form in as_olga.get("/ops/").content.decode()
        as_olga.post("/ops/try/", {"kind": kind, "name": name})
    assert Subscription.objects.get().paused_until is None
    assert Breaker.objects.get().open_until <= timezone.now()  # type: ignore[operator]
    assert selectors.due_sources(timezone.now()) == 1


def test_acting_is_for_operators(queued: Translation, client: Client, bob: User) -> None:
    client.force_login(bob)
    for path in ("act", "hold", "try", "deliveries"):
        assert client.post(f"/ops/{path}/", {"action": "cancel", "id": queued.pk}).status_code == 403
    assert client.get("/ops/act/").status_code == 403


def test_everything_done_on_the_board_is_audited(queued: Translation, as_olga: Client) -> None:
    as_olga.post("/ops/act/", {"action": "cancel", "id": queued.pk})
    as_olga.post("/ops/replay/", {"id": queued.pk})
    as_olga.post("/ops/hold/", {"kind": "stage", "name": "poll"})
    assert set(Audit.objects.values_list("actor", "action")) >= {
        ("olga", "cancel"),
        ("olga", "replay"),
        ("olga", "pause"),
    }
