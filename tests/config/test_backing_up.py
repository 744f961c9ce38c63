"""Backup while others write, restore, and compare every table."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from config import preparing
from config.backups import Manifest, backup
from config.restoring import numbers, refuse_foreign, restore
from translations.errors import RefusedInput
from translations.models import Article, Translation

ON_SQLITE = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="has SQLite databases of its own; ran already")


def songngu(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "SONGNGU_DATA": str(data), "PYTHONPATH": str(settings.BASE_DIR), "REDIS_URL": ""}
    command = [sys.executable, "-m", "config.cli", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def content(data: Path) -> dict[str, list[Any]]:
    """Every row of every table."""
    with closing(sqlite3.connect(data / "songngu.sqlite3")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for (name,) in tables}


@contextmanager
def writing_pairs(data: Path) -> Iterator[None]:
    """Commits two rows at a time, as fast as it can: a copy that holds one without the other is not consistent."""
    stop, begun = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(data / "songngu.sqlite3", timeout=20, isolation_level=None)) as database:
            number = 0
            while not stop.is_set():
                database.execute("BEGIN IMMEDIATE")
                for side in "ab":
                    row = (f"{side}-{number}", "2020-01-01 00:00:00", "pair", "{}")
                    database.execute(
                        "INSERT INTO translations_pulse (name, seen_at, kind, detail) VALUES (?,?,?,?)", row
                    )
                database.execute("COMMIT")
                number += 1
                begun.set()

    thread = threading.Thread(target=write)
    thread.start()
    begun.wait(20)
    yield
    stop.set()
    thread.join()


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("newsroom")
    for command in (["prepare"], ["ingest", str(settings.BASE_DIR / "samples")]):
        done = songngu(data, *command)
        assert done.returncode == 0, done.stderr
    return data


@pytest.fixture(scope="module")
def kept(newsroom: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup that was made under writes."""
    file = tmp_path_factory.mktemp("backups") / "monday.songngu"
    with writing_pairs(newsroom):
        done = songngu(newsroom, "backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="module")
def first(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the backup was restored into nothing."""
    data = tmp_path_factory.mktemp("restored")
    done = songngu(data, "restore", str(kept))
    assert done.returncode == 0, done.stderr
    return data


@pytest.fixture
def restored(first: Path, tmp_path: Path) -> Path:
    """The same again, to be spoilt."""
    return shutil.copytree(first, tmp_path / "data")


def manifest_of(file: Path) -> dict[str, Any]:
    with tarfile.open(file) as tar:
        note = tar.extractfile("manifest.json")
        assert note
        found: dict[str, Any] = json.load(note)
        return found


@ON_SQLITE
@pytest.mark.slow
class TestOnSqlite:
    def test_what_was_backed_up_under_writes_comes_back_whole(self, newsroom: Path, kept: Path, first: Path) -> None:
        found, live = content(first), content(newsroom)
        pairs = [name for name in found["translations_pulse"] if "'pair'" in name]
        sides = [sum(f"('{side}-" in row for row in pairs) for side in "ab"]
        assert sides[0] == sides[1] > 0
        assert len(live["translations_pulse"]) > len(found["translations_pulse"])  # it was written on meanwhile
        assert len(found["translations_article"]) == 12
        for table in set(live) - {"translations_pulse"}:
            assert found[table] == live[table], table
        rows = {name: len(there) for name, there in found.items() if not name.startswith("sqlite_")}
        assert rows == manifest_of(kept)["rows"]

    def test_what_is_there_is_replaced_when_that_is_meant_and_kept_aside(self, kept: Path, restored: Path) -> None:
        before = content(restored)
        with closing(sqlite3.connect(restored / "songngu.sqlite3")) as database:
            database.execute("DELETE FROM translations_move")
            database.commit()
        refused = songngu(restored, "restore", str(kept))
        assert refused.returncode == 1
        assert "12 articles" in refused.stderr
        assert "--yes" in refused.stderr
        done = songngu(restored, "restore", str(kept), "--yes")
        assert done.returncode == 0, done.stderr
        assert content(restored) == before
        aside = restored / "songngu.sqlite3.before-restore"
        assert stat.S_IMODE(aside.stat().st_mode) == 0o600

    def test_a_backup_is_for_its_owners_eyes_and_never_overwritten(self, kept: Path) -> None:
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        with pytest.raises(RefusedInput, match="never overwritten"):
            backup(kept)
        assert [path.name for path in kept.parent.iterdir()] == [kept.name]

    def test_it_is_refused_while_a_process_lives(self, kept: Path, restored: Path) -> None:
        with closing(sqlite3.connect(restored / "songngu.sqlite3")) as database:
            database.execute("UPDATE translations_pulse SET seen_at = datetime('now') WHERE name = 'a-0'")
            database.commit()
        before = content(restored)
        refused = songngu(restored, "restore", str(kept), "--yes")
        assert refused.returncode == 1
        assert "a-0 gave a sign of life" in refused.stderr
        assert content(restored) == before

    def test_it_is_refused_while_a_run_holds_the_place(self, kept: Path, tmp_path: Path, settings: Any) -> None:
        settings.DATA_DIR = tmp_path
        preparing.make_directories(tmp_path)
        with preparing.lock(tmp_path), pytest.raises(preparing.AlreadyRunning):
            restore(kept, sure=True)

    def test_a_damaged_one_is_refused_before_anything_is_touched(
        self, kept: Path, tmp_path: Path, settings: Any
    ) -> None:
        settings.DATA_DIR = tmp_path / "data"
        damaged = tmp_path / "damaged"
        whole = bytearray(kept.read_bytes())
        whole[len(whole) // 2] ^= 0xFF
        damaged.write_bytes(whole)
        with pytest.raises(RefusedInput, match="damaged"):
            restore(damaged, sure=True)
        assert [path.name for path in settings.DATA_DIR.glob("songngu*")] == []


def manifest(**changes: Any) -> Manifest:
    fields: dict[str, Any] = {
        "format": 1,
        "version": settings.VERSION,
        "made_at": "2026-10-19T03:00:00+00:00",
        "engine": connection.vendor,
        "migrations": ["translations.0001_initial"],
        "rows": {},
        "sha256": "",
    }
    return Manifest(**{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"version": "99.0.0"}, "version 99.0.0, this is"),
        ({"migrations": ["translations.9999_later"]}, "has translations.9999_later"),
        ({"engine": "oracle"}, "the backup is of oracle"),
    ],
)
def test_what_this_version_cannot_hold_is_refused(changes: dict[str, Any], said: str) -> None:
    refuse_foreign(manifest())
    with pytest.raises(RefusedInput, match=said):
        refuse_foreign(manifest(**changes))


def test_versions_compare_by_number() -> None:
    assert numbers("0.10.0") > numbers("0.9.9")
    assert numbers("1.2.3rc1") == numbers("1.2.3")


@pytest.mark.parametrize("names", [[], ["manifest.json"], ["../../etc/passwd", "database"]])
def test_what_is_not_a_backup_is_refused(tmp_path: Path, settings: Any, names: list[str]) -> None:
    settings.DATA_DIR = tmp_path / "data"
    file = tmp_path / "foreign"
    with tarfile.open(file, "w") as tar:
        for name in names:
            tar.addfile(tarfile.TarInfo(name), io.BytesIO(b""))
    with pytest.raises(RefusedInput, match="not a backup"):
        restore(file, sure=True)


def test_a_backup_without_a_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match="not a directory"):
        backup(tmp_path / "nowhere" / "file")


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on PostgreSQL only: make test runs it there")
@pytest.mark.django_db(transaction=True)
def test_postgresql_comes_back_as_it_was(draft: Translation, tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path / "data"
    segments = list(draft.segments.values())
    made = backup(tmp_path / "file")
    assert made.rows["translations_segment"] == len(segments)
    draft.segments.all().delete()
    Article.objects.update(external_id="changed since")
    with pytest.raises(RefusedInput, match="--yes"):
        restore(tmp_path / "file", sure=False)
    restore(tmp_path / "file", sure=True)
    assert list(draft.segments.values()) == segments
    assert Article.objects.get().external_id == "cau-moi"
