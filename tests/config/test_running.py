"""`songngu run` itself, with the real broker, web, worker and scheduler."""

from __future__ import annotations

import os
import re
import signal
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from config.processes import tail
from proc import eventually
from running import Run

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and PR_SET_PDEATHSIG"),
]


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


def test_when_it_is_killed_nobody_is_left_and_it_starts_again_at_once(start: Callable[..., Run]) -> None:
    first = start()
    assert first.is_up(), first.told()
    # Celery's main process and one pool child; the child is not ours directly, so it is the one to look for.
    assert eventually(lambda: "ready." in tail(first.data / "logs" / "worker.log")), tail(
        first.data / "logs/worker.log"
    )
    assert len(first.by_argument("celery")) == 2
    before = set(first.everyone())
    first.process.kill()
    first.process.wait()
    second = start()
    assert second.is_up(), second.told()
    assert eventually(lambda: not before & set(second.everyone()))
    assert "songngu password" in second.told()


def test_a_killed_web_comes_back_and_without_a_broker_nobody_is_left_either(start: Callable[..., Run]) -> None:
    run = start(SONGNGU_BROKER="none")
    assert run.is_up(), run.told()
    before = set(run.by_argument("granian"))
    os.kill(min(before), signal.SIGKILL)
    assert eventually(lambda: len(run.by_argument("granian")) == 2 and not before & set(run.by_argument("granian")))
    assert "web was ended by SIGKILL; starting it again in 1 s" in run.told()
    run.process.kill()
    run.process.wait()
    assert eventually(lambda: not run.everyone()), run.everyone()


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
