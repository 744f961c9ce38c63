"""A worker that is told to stop gives back what it cannot finish, and another takes it at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from delivering import subscribe

from translations.models import Delivery, Publication
from translations.services import deliveries
from worker import stopping
from workshop import Workshop, opened


@pytest.fixture(autouse=True)
def _goes_on() -> Iterator[None]:
    yield
    stopping.forget()


def test_nobody_asked() -> None:
    assert not stopping.asked()
    assert not stopping.overdue()


def test_what_is_in_hand_gets_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    stopping.ask()
    assert stopping.asked()
    assert not stopping.overdue()
    monkeypatch.setattr(stopping, "PATIENCE", -1.0)
    assert stopping.overdue()


def test_a_child_hears_what_the_main_process_was_told() -> None:
    child = os.fork()
    if not child:
        stopping.ask()
        os._exit(0)
    os.waitpid(child, 0)
    assert stopping.asked()


@pytest.mark.django_db
def test_a_delivery_without_an_answer_goes_back_and_the_attempt_counts(
    ours: None, publish: Callable[[], Publication]
) -> None:
    subscribe("http://127.0.0.1:1/ping")
    parcel = deliveries.claim()
    assert parcel is not None
    deliveries.hand_back(parcel)
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.lease_token) == ("queued", 1, "")
    assert "stopped" in row.last_error


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    with opened(tmp_path) as shop:
        shop.hand_in("Thông xe cầu mới")
        yield shop


#: Deaf to signals, as C++ code is.
DEAF = "signal.pthread_sigmask(signal.SIG_BLOCK, {{signal.SIGTERM, signal.SIGQUIT}}); time.sleep({seconds})"


@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="looks into SQLite")
@pytest.mark.parametrize("kind", ["celery", "polling"])
def test_a_job_that_cannot_be_finished_is_handed_back_and_taken_at_once(kind: str, shop: Workshop) -> None:
    worker = shop.work(kind, DEAF.format(seconds=120))
    shop.reach(("translating", 1))
    worker.send_signal(signal.SIGTERM)
    # The lease is 30 s: well before it runs out the job is free again, and the attempt forgotten.
    shop.reach(("queued", 0), seconds=15)
    assert worker.wait(30) == 0, shop.told()
    other = shop.work(kind)
    shop.reach(("review", 1))
    other.send_signal(signal.SIGTERM)
    assert other.wait(30) == 0
    moves = [name for (name,) in shop.ask("SELECT name FROM translations_move ORDER BY id")]
    assert moves == ["receive", "claim", "retry", "claim", "draft"]


@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="looks into SQLite")
@pytest.mark.parametrize("kind", ["celery", "polling"])
def test_a_job_that_is_nearly_done_is_finished(kind: str, shop: Workshop) -> None:
    worker = shop.work(kind, DEAF.format(seconds=1.5))
    shop.reach(("translating", 1))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0, shop.told()
    assert shop.rows() == [("review", 1)]
