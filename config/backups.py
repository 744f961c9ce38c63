"""A backup: one file, a tar of a manifest and a copy of the database, made while everything runs.

Consistent: SQLite copies all pages in one read transaction (WAL: nobody waits), PostgreSQL dumps the snapshot whose
rows are counted. It holds everything that counts, secrets included, and is readable by its owner alone. Plain tar: the
copy has to be read back whole anyway, and whoever keeps backups compresses them.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from translations.errors import RefusedInput, SongnguError

FORMAT = 1
MANIFEST, COPY = "manifest.json", "database"


class BackupFailed(SongnguError):
    """The backup could not be made."""


class NoSuchTool(SongnguError):
    """A program of PostgreSQL's is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself: enough to refuse it before anything is touched, and to check it afterwards."""

    format: int
    version: str
    made_at: str
    #: "sqlite" or "postgresql": a copy can only be restored into its own kind.
    engine: str
    #: "app.name" of every migration that was applied.
    migrations: list[str]
    #: Table → number of rows.
    rows: dict[str, int]
    #: Hex SHA-256 of the copy.
    sha256: str


def backup(file: Path) -> Manifest:
    """Writes `file`, which must not exist, or nothing at all."""
    if file.exists():
        raise RefusedInput(f"{file} exists", cure="Choose another name: a backup is never overwritten.")
    if not file.parent.is_dir():
        raise RefusedInput(f"{file.parent} is not a directory", cure="Make it first.")
    with tempfile.TemporaryDirectory(prefix=".songngu-backup-", dir=file.parent) as place:
        copy = Path(place) / COPY
        rows, migrations = _copy_sqlite(copy) if connection.vendor == "sqlite" else _dump_postgresql(copy)
        manifest = Manifest(
            format=FORMAT,
            version=settings.VERSION,
            made_at=timezone.now().isoformat(timespec="seconds"),
            engine=connection.vendor,
            migrations=migrations,
            rows=rows,
            sha256=digest(copy),
        )
        packed = Path(place) / "packed.tar"
        _pack(packed, manifest, copy)
        packed.replace(file)
    return manifest


def _copy_sqlite(copy: Path) -> tuple[dict[str, int], list[str]]:
    path = Path(str(connection.settings_dict["NAME"]))
    if not path.is_file():
        raise BackupFailed(f"there is no database at {path}", cure="Check SONGNGU_DATA.")
    with closing(sqlite3.connect(path, timeout=20)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        names = [f"{app}.{name}" for app, name in target.execute("SELECT app, name FROM django_migrations ORDER BY id")]
        return count_sqlite(target), names


def count_sqlite(database: sqlite3.Connection) -> dict[str, int]:
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    # Names come from the catalogue itself.
    return {
        name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in sorted(tables.fetchall())
    }


def _dump_postgresql(copy: Path) -> tuple[dict[str, int], list[str]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        run_postgresql("pg_dump", "--format=custom", *PLAIN, f"--snapshot={snapshot}", f"--file={copy}")
        return count_rows(), sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


#: Who owns what is the target's business.
PLAIN = ("--no-owner", "--no-privileges", "--schema=public")


def count_rows() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            found[name] = cursor.fetchone()[0]
    return found


def run_postgresql(program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs on our database. The password goes by the environment, which is ours alone."""
    if shutil.which(program) is None:
        raise NoSuchTool(program, cure="Install PostgreSQL's client programs (Debian: postgresql-client).")
    given = connection.settings_dict
    where = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    env = {**os.environ, **{name: str(given[key]) for name, key in where.items() if given.get(key)}}
    done = subprocess.run([program, *arguments], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupFailed(f"{program}: {done.stderr.strip()}")


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(packed: Path, manifest: Manifest, copy: Path) -> None:
    note = packed.with_name(MANIFEST)
    note.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    with open(packed, "xb", opener=_for_us_alone) as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            tar.add(note, MANIFEST)
            tar.add(copy, COPY)
        file.flush()
        os.fsync(file.fileno())


def _for_us_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


@contextmanager
def opened(file: Path, place: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest, and the copy unpacked into `place` and checked against it. Only these two names are ever read."""
    try:
        with tarfile.open(file, mode="r:") as tar:
            note = tar.extractfile(MANIFEST)
            packed = tar.extractfile(COPY)
            if note is None or packed is None:
                raise KeyError("not a plain file")
            manifest = _manifest(note.read(10_000_000))
            copy = place / COPY
            with open(copy, "xb", opener=_for_us_alone) as unpacked:
                shutil.copyfileobj(packed, unpacked, 1 << 20)
    except (tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise RefusedInput(f"{file} is not a backup of songngu", cure=f"It could not be read: {error}") from error
    except OSError as error:
        raise RefusedInput(f"{file}: {error.strerror}", cure="Name a readable file.") from error
    if digest(copy) != manifest.sha256:
        raise RefusedInput(f"{file} is damaged: its checksum is another", cure="Use another backup.")
    yield manifest, copy


def _manifest(text: bytes) -> Manifest:
    data = json.loads(text)
    if data.get("format") != FORMAT:
        raise ValueError(f"its format is {data.get('format')!r}, this version reads {FORMAT}")
    return Manifest(**data)
