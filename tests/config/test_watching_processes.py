"""Processes are started again, stopped in order, and never left behind. Small stand-ins for the real ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.processes import Child, Command, Crew, describe, pause, rotate, tail
from proc import eventually, processes_with

#: Sleeps until SIGTERM, then notes its name in the file STOPPED.
POLITE = """
import os, signal, sys
signal.signal(signal.SIGTERM, lambda *_: (open(os.environ["STOPPED"], "a").write(sys.argv[1] + " "), sys.exit(0)))
print("ready", flush=True)
while True: signal.pause()
"""
STUBBORN = """
import signal, subprocess, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen(["sleep", "1000"])
print("ready", flush=True)
while True: signal.pause()
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and PR_SET_PDEATHSIG")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "STOPPED": str(tmp_path / "stopped"), "MARK": str(tmp_path)}


@pytest.fixture
def crew(tmp_path: Path, said: list[str]) -> Iterator[Crew]:
    crew = Crew(logs=tmp_path, say=said.append)
    yield crew
    crew.stop(hurry=lambda: True)


def python(name: str, code: str, *, grace: float = 10.0) -> Command:
    return Command(name=name, argv=[sys.executable, "-c", code, name], grace=grace)


def ready(child: Child) -> bool:
    return eventually(lambda: "ready" in tail(child.log))


@pytest.mark.parametrize(("failures", "seconds"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 30), (60, 30)])
def test_the_pause_before_a_new_start_doubles_up_to_half_a_minute(failures: int, seconds: float) -> None:
    assert pause(failures) == seconds


@pytest.mark.parametrize(
    ("status", "words"),
    [(1, "ended with status 1"), (-9, "was ended by SIGKILL"), (-63, "was ended by signal 63")],
)
def test_a_status_is_told_in_words(status: int, words: str) -> None:
    assert describe(status) == words


def test_a_process_that_dies_is_started_again_after_its_pause(
    crew: Crew, said: list[str], environment: dict[str, str]
) -> None:
    child = crew.start(python("web", POLITE), environment)
    first = child.pid
    assert first
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: (crew.watch(100.0), child.pid is None)[1])
    assert said[0].startswith("web was ended by SIGKILL; starting it again in 1 s")
    crew.watch(100.5)
    assert child.pid is None
    crew.watch(101.0)
    assert child.pid not in (None, first)


def test_failures_in_a_row_are_counted_and_forgotten_after_a_steady_minute(environment: dict[str, str]) -> None:
    child = Child(python("web", POLITE), env=environment, logs=None)
    now = time.monotonic()
    child._started = now
    assert [child.postpone(now + 1), child.postpone(now + 2)] == [1, 2]
    assert child.postpone(now + 61) == 1


def test_they_stop_in_the_opposite_order_of_their_start(
    crew: Crew, environment: dict[str, str], tmp_path: Path
) -> None:
    children = [crew.start(python(name, POLITE), environment) for name in ("broker", "web", "worker", "scheduler")]
    assert all(ready(child) for child in children)
    crew.stop()
    assert (tmp_path / "stopped").read_text().split() == ["scheduler", "worker", "web", "broker"]


@linux
@pytest.mark.parametrize(("grace", "hurry"), [(0.05, False), (60, True)])
def test_whoever_does_not_stop_in_time_is_killed_with_all_it_started(
    crew: Crew, environment: dict[str, str], tmp_path: Path, grace: float, hurry: bool
) -> None:
    assert ready(crew.start(python("worker", STUBBORN, grace=grace), environment))
    crew.stop(hurry=lambda: hurry)
    assert eventually(lambda: not processes_with(f"MARK={tmp_path}"))


@linux
def test_what_a_dead_process_had_started_is_gone_before_it_starts_again(
    crew: Crew, environment: dict[str, str], tmp_path: Path
) -> None:
    child = crew.start(python("web", STUBBORN), environment)
    assert ready(child)
    assert child.pid
    os.kill(child.pid, signal.SIGKILL)
    assert eventually(lambda: child.ended() is not None)
    assert eventually(lambda: not processes_with(f"MARK={tmp_path}"))


@linux
def test_children_stop_when_their_parent_is_killed(environment: dict[str, str], tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from config.processes import Command, Crew\n"
        "crew = Crew(logs=Path(os.environ['MARK']), say=print)\n"
        f"for name in ('web', 'worker'): crew.start(Command(name=name, argv=[sys.executable, '-c', {POLITE!r}, name]),"
        " os.environ)\n"
        "signal.pause()"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment)
    assert all(eventually(lambda log=tmp_path / f"{name}.log": "ready" in tail(log)) for name in ("web", "worker"))
    parent.kill()
    parent.wait()
    assert eventually(lambda: not processes_with(f"MARK={tmp_path}"))
    assert sorted((tmp_path / "stopped").read_text().split()) == ["web", "worker"]


def test_a_large_log_is_put_aside_and_the_oldest_is_dropped(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    for text in ("first", "second", "third", "fourth"):
        log.write_text(text)
        rotate(log, limit=3, kept=2)
    assert sorted((path.name, path.read_text()) for path in tmp_path.iterdir()) == [
        ("web.log.1", "fourth"),
        ("web.log.2", "third"),
    ]


def test_a_small_log_stays(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("line\n")
    rotate(log)
    assert [path.name for path in tmp_path.iterdir()] == ["web.log"]
