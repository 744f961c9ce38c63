"""The disk is full: a clear error, nothing half written, and it goes on as soon as there is room."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from workshop import Workshop, opened

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="SQLite's own business"),
]
MEGABYTES = 12


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of our own."""
    place = tmp_path / "d"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=700", "songngu-test", str(place)]
    if os.getuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk: what a full one does was not tried")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path) -> Path:
    """Takes all that is left; remove what it returns to make room."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
    return ballast


def test_a_full_disk_is_said_so_and_nothing_is_half_there(disk: Path) -> None:
    with opened(disk) as shop:
        shop.hand_in("A cầu mới")
        worker = shop.work("polling", "time.sleep(0.01)")
        shop.reach(("review", 1))
        before = counts(shop)
        ballast = fill(disk)
        refused = handed_in(shop, disk)
        assert refused.returncode, "it cannot have been stored"
        assert "disk" in refused.stderr.lower(), refused.stderr
        assert "Traceback" not in refused.stderr
        assert worker.poll() is None, "a worker waits for room"
        ballast.unlink()
        assert counts(shop) == before
        assert sound(disk)
        assert handed_in(shop, disk).returncode == 0
        shop.reach(*[("review", 1)] * 41, seconds=90)


def handed_in(shop: Workshop, disk: Path) -> subprocess.CompletedProcess[str]:
    """So many articles that they need room, from a place that is not full."""
    folder = disk.parent / "more"
    folder.mkdir(exist_ok=True)
    for number in range(40):
        text = f"Bài {number}\n\n" + f"Sáng nay cầu thứ {number} bắc qua sông được thông xe.\n\n" * 60
        (folder / f"bai-{number}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "config.cli", "ingest", str(folder)]
    return subprocess.run(command, env=shop.environment, cwd="/", capture_output=True, text=True)


def counts(shop: Workshop) -> list[tuple[int, ...]]:
    tables = ("article", "revision", "translation", "move", "segment", "publication", "entry")
    return [shop.ask(f"SELECT count(*) FROM translations_{table}")[0] for table in tables]


def sound(disk: Path) -> bool:
    with closing(sqlite3.connect(disk / "songngu.sqlite3")) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
