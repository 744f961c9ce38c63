from __future__ import annotations

import json

import pytest
from django.test import Client

from translations import services
from translations.models import Translation, User
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
