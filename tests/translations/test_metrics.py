"""The service in numbers: what they say, who may ask, and that alerts and dashboard name only what exists."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from translations import metrics, queue, services
from translations.models import Breaker, Hold, Move, Source, Translation, User
from translations.selectors import text_digest
from translations.types import Job

pytestmark = pytest.mark.django_db
DEPLOY = settings.BASE_DIR / "deploy"
NAME = re.compile(r"\bsongngu_\w+")


def scrape(client: Client) -> dict[str, dict[tuple[str, ...], float]]:
    """Sample name → label values → value."""
    body = client.get("/metrics").content.decode()
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(body):
        for sample in family.samples:
            found.setdefault(sample.name, {})[tuple(sample.labels.values())] = sample.value
    return found


def test_states_and_moves_are_counted_from_the_record(draft: Translation, alice: User, client: Client) -> None:
    services.publish(draft.pk, by=alice, seen=text_digest(draft))
    numbers = scrape(client)
    assert numbers["songngu_translations"][("published",)] == 1
    assert numbers["songngu_translations"][("failed",)] == 0
    assert numbers["songngu_moves_total"][("claim",)] == numbers["songngu_moves_total"][("publish",)] == 1
    assert numbers["songngu_publications_total"] == {("en", "reviewed"): 1, ("vi", "original"): 1}


def test_the_oldest_that_waits_has_an_age_and_an_empty_state_says_zero(queued: Translation, client: Client) -> None:
    Translation.objects.update(moved_at=timezone.now() - timedelta(hours=1))
    ages = scrape(client)["songngu_oldest_waiting_seconds"]
    assert 3600 <= ages[("queued",)] < 3700
    assert ages[("failed",)] == 0


def test_used_attempts_are_seen_while_it_waits_for_the_next(claimed: Job, client: Client) -> None:
    services.fail_attempt(claimed, "no memory")
    assert scrape(client)["songngu_queued_by_attempts"][("1",)] == 1


def test_signs_of_life_and_sources_in_trouble(source: Source, client: Client) -> None:
    Source.objects.update(failures=3)
    services.beat("worker@a", "worker", now=timezone.now() - timedelta(minutes=5))
    services.beat("scheduler@a", "scheduler")
    numbers = scrape(client)
    assert numbers["songngu_source_failures"] == {("bao-moi",): 3}
    assert numbers["songngu_process_last_seen_seconds"][("worker",)] >= 300
    assert numbers["songngu_processes"] == {("worker",): 0, ("scheduler",): 1}


def test_without_a_broker_there_are_no_bells_and_with_a_dead_one_it_is_down(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "songngu_broker_up" not in scrape(client)
    settings.BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(queue, "waiting", lambda name="": None)
    assert scrape(client)["songngu_broker_up"] == {(): 0}


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "10.1.2.3", "192.168.7.7", "fd00::7", "::ffff:10.0.0.1"])
def test_machines_nearby_may_ask(client: Client, peer: str) -> None:
    assert client.get("/metrics", REMOTE_ADDR=peer).status_code == 200


@pytest.mark.parametrize("peer", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "", "unix:"])
def test_others_may_not(client: Client, peer: str) -> None:
    answer = client.get("/metrics", REMOTE_ADDR=peer)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="metrics"')


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_proxy_nearby_is_not_who_asks(client: Client, header: str) -> None:
    assert client.get("/metrics", headers={header: "for=127.0.0.1"}).status_code == 401


def test_the_token_opens_from_anywhere(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = "open sesame"
    far = {"REMOTE_ADDR": "8.8.8.8", "HTTP_X_FORWARDED_FOR": "8.8.4.4"}
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer open sesame", **far).status_code == 200
    for wrong in ("Bearer open sesam", "Bearer ", "Basic open sesame", "open sesame"):
        assert client.get("/metrics", HTTP_AUTHORIZATION=wrong, **far).status_code == 401


def test_an_empty_token_opens_nothing(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer ", REMOTE_ADDR="8.8.8.8").status_code == 401


def test_no_session_is_begun(client: Client) -> None:
    assert not client.get("/metrics").cookies


@pytest.fixture
def known(client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, draft: Translation) -> set[str]:
    """Every name that a scrape can hold: with a broker, a disk and all kinds of process."""
    monkeypatch.setattr(queue, "waiting", lambda name="": 0)
    settings.BROKER_URL, settings.DATA_DIR = "redis://127.0.0.1:1/0", settings.BASE_DIR
    services.beat("worker@a", "worker")
    Source.objects.update(last_polled_at=timezone.now())
    Breaker.objects.create(name="engine:vi-en", opened_at=timezone.now(), open_until=timezone.now())
    return set(scrape(client))


def test_alerts_are_rules_that_say_what_to_do_about_numbers_that_exist(known: set[str]) -> None:
    groups = yaml.safe_load((DEPLOY / "alerts.yml").read_text(encoding="utf-8"))["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert len({rule["alert"] for rule in rules}) == len(rules) > 10
    for rule in rules:
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert set(rule["annotations"]) == {"summary", "description"}
        assert rule["labels"]["severity"] in ("page", "ticket")
        named = set(NAME.findall(rule["expr"]))
        assert named
        assert named <= known


def test_the_dashboard_shows_numbers_that_exist(known: set[str]) -> None:
    board = json.loads((DEPLOY / "grafana.json").read_text(encoding="utf-8"))
    queries = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    named = {name for query in queries for name in NAME.findall(query)}
    assert len(named) > 10
    assert named <= known
    places = [tuple(panel["gridPos"].values()) for panel in board["panels"]]
    assert len({panel["id"] for panel in board["panels"]}) == len(set(places)) == len(places)


def test_the_log_of_moves_is_continued_and_not_counted_anew(
    queued: Translation,
) -> None:
    old = timezone.now() - timedelta(hours=1)
    Move.objects.update(at=old)
    counted = metrics._Counted()
    now = timezone.now()
    assert counted.counts(now) == {"receive": 1}
    services.claim("worker-1")
    assert counted.counts(now) == {"receive": 1, "claim": 1}
    Move.objects.filter(name="receive").update(name="replay")  # below the mark: not looked at again
    assert counted.counts(now) == {"receive": 1, "claim": 1}
    later = now + timedelta(hours=1)
    assert counted.counts(later) == {"receive": 1, "claim": 1}
    assert counted.counts(later) == {"receive": 1, "claim": 1}


def test_another_database_is_counted_from_nothing(queued: Translation) -> None:
    counted = metrics._Counted()
    later = timezone.now() + timedelta(hours=1)
    assert counted.counts(later) == {"receive": 1}
    Move.objects.all().delete()
    assert counted.counts(later) == {}


def test_holds_breakers_dead_deliveries_and_memory(queued: Translation, client: Client) -> None:
    now = timezone.now()
    Hold.objects.create(kind="stage", name="poll", since=now - timedelta(hours=2))
    Breaker.objects.create(name="engine:vi-en", opened_at=now, open_until=now)
    services.beat("worker@vm:7", "worker", detail={"memory_mb": 400})
    numbers = scrape(client)
    assert numbers["songngu_holds"] == {("stage",): 1, ("source",): 0, ("worker",): 0}
    assert 7200 <= numbers["songngu_oldest_hold_seconds"][()] < 7300
    assert numbers["songngu_breaker_open"] == {("engine:vi-en",): 1}
    assert numbers["songngu_dead_deliveries"] == {(): 0}
    assert numbers["songngu_process_memory_bytes"] == {("worker@vm:7",): 400e6}
    assert numbers["songngu_database_size_bytes"][()] > 0
