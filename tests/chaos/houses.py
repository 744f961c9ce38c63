"""Where the service lives while it is beaten: all embedded, or with a Redis and a PostgreSQL of its own.

A house knows which process is which, keeps `songngu run` up as systemd would, and leaves nothing behind.
"""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg

from proc import eventually, processes_in, processes_with
from running import free_port

#: Short, so that a beating of minutes sees as many expired leases as one of hours would.
QUICK = {"SONGNGU_LEASE_SECONDS": "5", "SONGNGU_SWEEP_SECONDS": "1", "SONGNGU_WORKERS": "2"}
ROOT = Path(__file__).resolve().parents[2]


class House:
    """One installation in a directory of its own."""

    name = "embedded: Valkey and SQLite"

    def __init__(self, place: Path) -> None:
        self.place, self.data, self.port = place, place / "data", free_port()
        kept = {name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "DATABASE_URL")}
        own = {"SONGNGU_DATA": str(self.data), "PORT": str(self.port), "SONGNGU_PRIVATE_HOSTS": "127.0.0.1"}
        self.environment = {**kept, **QUICK, **own, "SONGNGU_BROKER": "valkey"}
        self.url = f"http://127.0.0.1:{self.port}"
        self.supervisor: subprocess.Popen[bytes] | None = None
        self.starts = 0

    # ── Up and down ──
    def open(self) -> None:
        self.keep_up()
        eventually(lambda: "Ctrl-C stops it" in self.told() or self.has_ended(), seconds=90)
        if self.has_ended():
            raise RuntimeError(f"the service did not start:\n{self.told()}")

    def has_ended(self) -> bool:
        return self.supervisor is None or self.supervisor.poll() is not None

    def keep_up(self) -> None:
        """Starts `songngu run` again when it has ended. Call it often."""
        if not self.has_ended():
            return
        with (self.place / "output").open("ab") as file:
            command = [sys.executable, "-m", "config.cli", "run"]
            self.supervisor = subprocess.Popen(
                command, env=self.environment, cwd=ROOT, stdout=file, stderr=file, process_group=0
            )
        self.starts += 1

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def told(self) -> str:
        output = self.place / "output"
        return output.read_text(encoding="utf-8") if output.exists() else ""

    def songngu(self, *words: str) -> str:
        command = [sys.executable, "-m", "config.cli", *words]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True)
        return done.stdout

    def close(self) -> None:
        for pid in self.everyone():
            strike(pid, signal.SIGKILL)
        if self.supervisor is not None:
            self.supervisor.wait()

    # ── Who is who ──
    def everyone(self) -> list[int]:
        return processes_with(f"SONGNGU_DATA={self.data}") + processes_in(self.data)

    def find(self, word: str) -> list[int]:
        return [pid for pid in self.everyone() if word in command_line(pid)]

    def workers(self) -> list[int]:
        return self.find("config.celery")

    def worker_children(self) -> list[int]:
        found = set(self.workers())
        return [pid for pid in found if parent(pid) in found]

    def worker_mains(self) -> list[int]:
        return sorted(set(self.workers()) - set(self.worker_children()))

    def webs(self) -> list[int]:
        return self.find("granian")

    def schedulers(self) -> list[int]:
        return self.find("config.cli scheduler")

    def brokers(self) -> list[int]:
        return self.find("valkey-server")

    # ── What this house's own parts can suffer ──
    def empty_broker(self) -> str:
        """Killed, and its files are gone: the supervisor starts an empty one."""
        for pid in self.brokers():
            strike(pid, signal.SIGKILL)
        shutil.rmtree(self.data / "broker" / "valkey" / "appendonlydir", ignore_errors=True)
        return "broker killed, its files removed"

    def kill_broker(self) -> str:
        for pid in self.brokers():
            strike(pid, signal.SIGKILL)
        return "broker killed"

    def hurt_database(self, seconds: float) -> str:
        """Somebody else holds SQLite's write lock."""
        with closing(sqlite3.connect(self.data / "songngu.sqlite3", timeout=20, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            other.execute("ROLLBACK")
        return f"database locked by another for {seconds:.1f} s"

    @contextmanager
    def record(self) -> Iterator[Any]:
        """A connection that an operator's console would have."""
        with closing(sqlite3.connect(self.data / "songngu.sqlite3", timeout=20)) as connection:
            yield connection


class Servers(House):
    """With PostgreSQL and Redis as production has them. PostgreSQL refuses to run as root, so it runs as postgres."""

    name = "servers: Redis and PostgreSQL"

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.cluster = Path(f"/tmp/songngu-chaos-pg-{os.getpid()}")
        self.redis: subprocess.Popen[bytes] | None = None
        where = str(self.cluster).replace("/", "%2F")
        self.environment |= {
            "DATABASE_URL": f"postgres://songngu@{where}/postgres",
            "REDIS_URL": f"redis+socket://{place}/r.sock",
        }
        self.environment.pop("SONGNGU_BROKER")

    def open(self) -> None:
        self.cluster.mkdir(mode=0o700)
        if os.getuid() == 0:
            shutil.chown(self.cluster, "postgres")
        self._postgres("initdb", "-U", "songngu", "--auth=trust", "--no-sync", "--encoding=UTF8")
        self._control("start")
        self._start_redis()
        super().open()

    def _postgres(self, program: str, *words: str) -> None:
        lower = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
        command = [*lower, str(postgres_programs() / program), "-D", str(self.cluster / "data"), *words]
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        subprocess.run(command, env=environment, cwd="/", check=True, stdout=subprocess.DEVNULL)

    def _control(self, action: str) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.cluster} -c fsync=off"
        self._postgres("pg_ctl", "-s", "-w", "-m", "immediate", "-l", str(self.cluster / "log"), "-o", options, action)

    def _start_redis(self) -> None:
        options = ["--port", "0", "--unixsocket", str(self.place / "r.sock"), "--save", "", "--appendonly", "no"]
        self.redis = subprocess.Popen(
            [str(shutil.which("redis-server")), *options], cwd=self.place, stdout=subprocess.DEVNULL
        )

    def close(self) -> None:
        super().close()
        if self.redis is not None:
            self.redis.kill()
            self.redis.wait()
        if self.cluster.exists():
            self._control("stop")
            shutil.rmtree(self.cluster, ignore_errors=True)

    def brokers(self) -> list[int]:
        return [self.redis.pid] if self.redis is not None and self.redis.poll() is None else []

    def kill_broker(self) -> str:
        """This Redis keeps nothing: killed is emptied."""
        assert self.redis is not None
        self.redis.kill()
        self.redis.wait()
        time.sleep(1)
        self._start_redis()
        return "broker killed, back empty after 1 s"

    empty_broker = kill_broker

    def hurt_database(self, seconds: float) -> str:
        """By turns: one backend is killed, which makes the server drop all and recover; or the server is restarted."""
        if seconds < 4:
            with self.record() as connection:
                found = connection.execute(
                    "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                ).fetchall()
            if found:
                strike(int(found[0][0]), signal.SIGKILL)
                return "a database backend killed: the server drops all and recovers"
        self._control("restart")
        return "database server stopped at once and restarted"

    @contextmanager
    def record(self) -> Iterator[Any]:
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            yield connection


def postgres_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return found[-1] if found else Path("/nonexistent")


def missing(kind: type[House]) -> str:
    """What this machine lacks for that house; empty when nothing."""
    if kind is Servers and not (postgres_programs() / "initdb").exists():
        return "PostgreSQL is not installed"
    return "" if kind is not Servers or shutil.which("redis-server") else "redis-server is not installed"


def strike(pid: int, number: signal.Signals) -> bool:
    """False when it had ended before."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


def parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


HOUSES: Sequence[type[House]] = (House, Servers)
