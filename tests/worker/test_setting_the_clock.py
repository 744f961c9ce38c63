"""The wall clock of a running service is put back by an hour, and on again by two: work goes on within seconds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from worker.loop import Watch
from workshop import Workshop, opened

LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)


def test_a_clock_that_is_set_is_noticed_once_and_one_that_runs_a_little_fast_is_not() -> None:
    wall, counted = [1000.0], [50.0]
    watch = Watch(lambda: wall[0], lambda: counted[0])
    wall[0], counted[0] = 1005.01, 55.0
    assert watch.jump() is None
    wall[0], counted[0] = 1010.0 - 3600, 60.0
    jump = watch.jump()
    assert jump is not None
    assert round(jump.total_seconds()) == -3600
    assert watch.jump() is None


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    if LIBRARY is None:
        pytest.skip("faketime is not installed: no clock was set")
    (tmp_path / "clock").write_text("+0")
    faked = {
        "LD_PRELOAD": str(LIBRARY),
        "FAKETIME_TIMESTAMP_FILE": str(tmp_path / "clock"),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    with opened(tmp_path, SONGNGU_SWEEP_SECONDS="1", SONGNGU_LEASE_SECONDS="20") as shop:
        shop.environment |= faked
        yield shop


@pytest.mark.slow
@pytest.mark.timeout(240)
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="looks into SQLite")
def test_an_hour_back_and_two_on_hold_nothing_up_and_kill_nobody(shop: Workshop, tmp_path: Path) -> None:
    shop.schedule()
    shop.hand_in("A cầu mới")
    (tmp_path / "clock").write_text("-3600")
    # Its not_before is an hour ahead now: without the scheduler's eye for the clock, it would wait that long.
    shop.work("polling", "import threading; threading.Event().wait(6)")
    shop.reach(("translating", 1))
    (tmp_path / "clock").write_text("+3600")
    shop.reach(("review", 1))
    moves = [name for (name,) in shop.ask("SELECT name FROM translations_move ORDER BY id")]
    assert moves == ["receive", "claim", "draft"], "nobody was taken for dead"
