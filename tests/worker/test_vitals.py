"""What a worker tells of itself, and that it stops taking when it is drained."""

from __future__ import annotations

import os

import pytest

from translations import services
from translations.models import Hold, Pulse, Translation, User
from translations.services import operating
from translations.states import State
from worker import jobs, tasks, vitals
from writing import drafted

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_after_a_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vitals, "_MAIN", os.getpid())
    monkeypatch.setattr(vitals, "_last", float("-inf"))
    monkeypatch.setattr(vitals, "_routes", {})


def test_a_pulse_carries_memory_and_what_made_the_last_drafts(queued: Translation) -> None:
    assert jobs.run_one(drafted)
    pulse = Pulse.objects.get()
    assert (pulse.name, pulse.kind) == (vitals.name(), "worker")
    assert 20 < pulse.detail["memory_mb"] < 10_000
    assert pulse.detail["routes"]["vi-en"].startswith("stand-in|1|checks")
    assert pulse.detail["draining"] is False


def test_it_is_silent_for_a_while_unless_there_is_news() -> None:
    assert vitals.beat()
    assert not vitals.beat()
    vitals.drafted("vi-en", "a|1")
    assert Pulse.objects.get().detail["routes"] == {"vi-en": "a|1"}
    vitals.drafted("vi-en", "a|1")
    assert not vitals.beat()


def test_a_child_has_a_pulse_below_its_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vitals, "_MAIN", 1)
    vitals.beat()
    pulse = Pulse.objects.get()
    assert (pulse.name, pulse.kind) == (f"{vitals.name()}/{os.getpid()}", "child")


def test_a_drained_worker_takes_nothing_and_says_so(queued: Translation, olga: User) -> None:
    vitals.beat()
    operating.pause(Hold.Kind.WORKER, vitals.name(), by=olga)
    assert [tasks.translate(), tasks.poll(), tasks.deliver()] == [False, False, False]
    vitals.beat(at_once=True)
    assert Pulse.objects.get().detail["draining"] is True
    queued.refresh_from_db()
    assert queued.state == State.QUEUED
    assert services.claim("another worker") is not None


class Consumer:
    """Celery's, as far as we use it."""

    def __init__(self) -> None:
        from config.celery import app

        self.app = app
        self.listens_to = set(app.conf.task_queues)

    def add_task_queue(self, name: str) -> None:
        self.listens_to.add(name)

    def cancel_task_queue(self, name: str) -> None:
        self.listens_to.remove(name)


@pytest.mark.django_db(transaction=True)  # its timer closes connections that are too old
def test_its_bells_are_left_to_others_until_it_goes_on(olga: User, monkeypatch: pytest.MonkeyPatch) -> None:
    main, consumer = tasks._Main(), Consumer()
    everything = set(consumer.listens_to)
    main.ready(consumer)
    operating.pause(Hold.Kind.WORKER, vitals.name(), by=olga)
    for expected in (set(), set(), everything, everything):
        monkeypatch.setattr(vitals, "_last", float("-inf"))
        if expected and not consumer.listens_to:
            operating.resume(Hold.Kind.WORKER, vitals.name(), by=olga)
        main.turn()
        assert consumer.listens_to == expected


def test_memory_of_what_is_gone_is_nothing() -> None:
    assert vitals.memory(2**22 + 1) == 0
    assert vitals.memory(os.getpid()) > 0
    assert vitals.children() == sorted(vitals.children())
