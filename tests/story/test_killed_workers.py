"""Two hundred articles through the real service while its worker is killed five times and its broker comes back empty.

Nothing may be lost, nothing done twice, and the log must explain every state. On the embedded default, and on
PostgreSQL with a Redis of its own.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from config.processes import tail
from proc import eventually
from running import Run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(280),
    pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and PR_SET_PDEATHSIG"),
]

ARTICLES = int(os.environ.get("SONGNGU_STORY_ARTICLES", "200"))
KILLS = 5
PLACES = ("xã Tân Lập", "phường An Bình", "huyện Mường Khương", "thị trấn Sa Pa", "quận Hải An")
EVENTS = ("khánh thành trạm y tế", "mở lớp học nghề", "trồng rừng phòng hộ", "thông xe cầu dân sinh")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """So many short articles, no two alike."""
    place = tmp_path / "articles"
    place.mkdir()
    for number in range(ARTICLES):
        where, what = PLACES[number % len(PLACES)], EVENTS[number % len(EVENTS)]
        lead = f"Sáng nay, {where} {what} thứ {number + 1} trong năm, với sự tham gia của {number + 20} người dân."
        (place / f"tin-{number:03}.txt").write_text(
            f"{where.capitalize()} {what} thứ {number + 1}\n\nThứ Hai, 19/10/2026, 16:00 [GMT+7]\n    {lead}\n",
            encoding="utf-8",
        )
    return place


class Record:
    """Looks into the database from outside, as an operator with a console would."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __call__(self, query: str) -> list[tuple[Any, ...]]:
        with closing(self._connect()) as connection:
            return list(connection.execute(query).fetchall())

    def _connect(self) -> Any:
        if self._url.startswith("sqlite:///"):
            return sqlite3.connect(self._url.removeprefix("sqlite:///"), timeout=20)
        return psycopg.connect(self._url)

    def drafted(self) -> int:
        return int(self("SELECT count(*) FROM translations_move WHERE name = 'draft'")[0][0])


def kill_worker(run: Run) -> None:
    """Main process and children at once, as the kernel does when memory runs out."""
    for pid in run.by_argument("celery"):
        os.kill(pid, signal.SIGKILL)


def tell(run: Run, record: Record) -> str:
    states = record("SELECT state, count(*) FROM translations_translation GROUP BY state")
    return f"{states}\n{tail(run.data / 'logs' / 'worker.log')}\n{tail(run.data / 'logs' / 'scheduler.log')}"


def survive(run: Run, record: Record, folder: Path, empty_broker: Callable[[], None]) -> None:
    assert run.is_up(), run.told()
    songngu = [sys.executable, "-m", "config.cli"]
    subprocess.run([*songngu, "ingest", str(folder)], env=run.environment, check=True, stdout=subprocess.DEVNULL)
    for kill in range(1, KILLS + 1):
        mark = ARTICLES * kill // (KILLS + 2)
        assert eventually(lambda mark=mark: record.drafted() >= mark, seconds=90), tell(run, record)
        kill_worker(run)
        if kill == 3:
            empty_broker()
    done = "SELECT count(*) FROM translations_translation WHERE state = 'review'"
    assert eventually(lambda: record(done)[0][0] == ARTICLES, seconds=120), tell(run, record)
    judge(record)


def judge(record: Record) -> None:
    drafts = Counter(pk for (pk,) in record("SELECT translation_id FROM translations_move WHERE name = 'draft'"))
    assert len(drafts) == ARTICLES, "one was lost"
    assert set(drafts.values()) == {1}, "one was done twice"
    segments = record("SELECT translation_id, count(*) FROM translations_segment GROUP BY translation_id")
    assert {count for _, count in segments} == {2}, "a draft is not whole"
    moves = Counter(name for (name,) in record("SELECT name FROM translations_move"))
    assert moves["claim"] == moves["draft"] + moves["retry"], "the log does not explain the attempts"
    print(f"{ARTICLES} articles, {KILLS} kills, broker emptied once: {dict(moves)}")  # noqa: T201


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="ran in the first pass")
def test_the_embedded_default_loses_nothing(start: Callable[..., Run], folder: Path) -> None:
    run = start(SONGNGU_BROKER="valkey", SONGNGU_LEASE_SECONDS="3", SONGNGU_SWEEP_SECONDS="1")

    def empty_broker() -> None:
        for pid in run.by_argument("valkey-server"):
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(run.data / "broker" / "valkey" / "appendonlydir", ignore_errors=True)

    survive(run, Record(f"sqlite:///{run.data}/songngu.sqlite3"), folder, empty_broker)


@pytest.fixture
def postgres(tmp_path: Path) -> str:
    """The address of a new database on the server that tests/postgres.sh started."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        pytest.skip("runs in the second pass of `make test`, through tests/postgres.sh")
    name = f"story_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server.rpartition('/')[0]}/{name}"


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Starts a Redis that keeps nothing; called again, it kills that one and starts an empty one there."""
    program = shutil.which("redis-server")
    if not program:
        pytest.skip("redis-server is not installed")
    socket = tmp_path / "r.sock"
    servers: list[subprocess.Popen[bytes]] = []

    def begin() -> str:
        for server in servers:
            server.kill()
            server.wait()
        options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"]
        servers.append(subprocess.Popen([str(program), *options], cwd=tmp_path, stdout=subprocess.DEVNULL))
        return f"redis+socket://{socket}"

    yield begin
    for server in servers:
        server.kill()
        server.wait()


def test_postgresql_and_redis_lose_nothing(
    start: Callable[..., Run], folder: Path, redis: Callable[[], str], postgres: str
) -> None:
    run = start(REDIS_URL=redis(), DATABASE_URL=postgres, SONGNGU_LEASE_SECONDS="3", SONGNGU_SWEEP_SECONDS="1")
    survive(run, Record(postgres), folder, lambda: (redis(), None)[1])
