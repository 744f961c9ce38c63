"""`songngu run` itself, with the real broker, web, worker and scheduler."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from proc import eventually, processes_in, processes_with

from config.processes import tail

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and PR_SET_PDEATHSIG"),
]


@dataclass
class Run:
    """One `songngu run` in its own data directory."""

    data: Path
    port: int
    process: subprocess.Popen[bytes]
    output: Path

    def told(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def is_up(self) -> bool:
        return eventually(lambda: "Ctrl-C stops it" in self.told() or self.process.poll() is not None) and (
            self.process.poll() is None
        )

    def everyone(self) -> list[int]:
        return processes_with(f"SONGNGU_DATA={self.data}") + processes_in(self.data)

    def by_argument(self, word: str) -> list[int]:
        lines = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in self.everyone()}
        return sorted(pid for pid, line in lines.items() if word.encode() in line)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    runs: list[Run] = []

    def begin(**environ: str) -> Run:
        data, port, output = tmp_path / "data", free_port(), tmp_path / f"output-{len(runs)}"
        kept = {name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "DATABASE_URL")}
        env = {**kept, "SONGNGU_DATA": str(data), "PORT": str(port), "SONGNGU_WORKERS": "1", **environ}
        with output.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "config.cli", "run"], env=env, stdout=file, stderr=file, process_group=0
            )
        runs.append(Run(data, port, process, output))
        return runs[-1]

    yield begin
    for run in runs:
        for pid in run.everyone():
            os.kill(pid, signal.SIGKILL)
        run.process.wait()


def test_it_starts_everything_tells_where_and_stops_on_request(start: Callable[..., Run]) -> None:
    run = start()
    assert run.is_up(), run.told()
    assert re.search(rf"http://127.0.0.1:{run.port}/  user admin, password \S{{16}} \(shown only now\)", run.told())
    assert urllib.request.urlopen(f"http://127.0.0.1:{run.port}/healthz").status == 200
    for word in ("-server", "granian", "celery", "scheduler"):
        assert run.by_argument(word), word
    run.process.send_signal(signal.SIGINT)
    assert run.process.wait(timeout=40) == 0
    assert run.everyone() == []
    assert not (run.data / "run" / "broker-url").exists()


@pytest.mark.parametrize("broker", ["", "none"])
def test_nobody_is_left_when_it_is_killed(start: Callable[..., Run], broker: str) -> None:
    run = start(SONGNGU_BROKER=broker)
    assert run.is_up(), run.told()
    if not broker:
        # Celery's main process and one pool child; the child is nobody's direct concern, so it is the one to look for.
        assert eventually(lambda: "ready." in tail(run.data / "logs" / "worker.log")), tail(
            run.data / "logs/worker.log"
        )
        assert len(run.by_argument("celery")) == 2
    run.process.kill()
    run.process.wait()
    assert eventually(lambda: not run.everyone()), run.everyone()


def test_it_starts_again_at_once_after_it_was_killed(start: Callable[..., Run]) -> None:
    first = start()
    assert first.is_up(), first.told()
    first.process.kill()
    first.process.wait()
    second = start()
    assert second.is_up(), second.told()
    assert "songngu password" in second.told()


def test_a_killed_web_comes_back(start: Callable[..., Run]) -> None:
    run = start(SONGNGU_BROKER="none")
    assert run.is_up(), run.told()
    before = run.by_argument("granian")
    os.kill(before[0], signal.SIGKILL)
    assert eventually(
        lambda: len(run.by_argument("granian")) == 2 and not set(run.by_argument("granian")) & set(before)
    )
    assert "web was ended by SIGKILL; starting it again in 1 s" in run.told()


def test_a_broker_that_cannot_start_is_done_without(start: Callable[..., Run], tmp_path: Path) -> None:
    broken = tmp_path / "bin" / "redis-server"
    broken.parent.mkdir()
    broken.write_text("#!/bin/sh\necho no such luck\nexit 1\n")
    broken.chmod(0o755)
    run = start(PATH=f"{broken.parent}:{os.environ['PATH']}")
    assert run.is_up(), run.told()
    assert "no such luck" in run.told()
    assert "Going on without a broker" in run.told()
    assert run.by_argument("--poll")


def test_a_web_that_never_starts_is_told_with_its_last_words(start: Callable[..., Run]) -> None:
    run = start(SONGNGU_BROKER="none", GRANIAN_LOG_LEVEL="nonsense")
    assert run.process.wait(timeout=60) == 1
    assert "The web process does not answer" in run.told()
    assert "nonsense" in run.told()
    assert run.everyone() == []
