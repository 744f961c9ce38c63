"""Puts a backup in the place of the database: all of it or nothing, and only while nobody works with it."""

from __future__ import annotations

import re
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from config import preparing
from config.backups import PLAIN, BackupFailed, Manifest, count_rows, count_sqlite, opened, run_postgresql
from translations import selectors
from translations.errors import RefusedInput, SongnguError
from translations.lateness import SILENCE
from translations.models import Article, Pulse

_ASIDE = "songngu_before_restore"


class StillRunning(SongnguError):
    """Processes work with this database."""


def restore(file: Path, *, sure: bool) -> Manifest:
    """`sure` allows articles that are there to be replaced. Leaves the tables of this version, migrated if need be."""
    preparing.make_directories(settings.DATA_DIR)
    with preparing.lock(settings.DATA_DIR, seconds=0), tempfile.TemporaryDirectory(dir=settings.DATA_DIR) as place:
        with opened(file, Path(place)) as (manifest, copy):
            refuse_foreign(manifest)
            _refuse_in_use(sure=sure)
            connections.close_all()
            if connection.vendor == "sqlite":
                _replace_sqlite(copy, manifest)
            else:
                _replace_postgresql(copy, manifest)
        if known_migrations() - set(manifest.migrations):
            call_command("migrate", verbosity=0, interactive=False)
    return manifest


def refuse_foreign(manifest: Manifest) -> None:
    """A backup of another kind of database, or of a version that knows more than this one."""
    if manifest.engine != connection.vendor:
        raise RefusedInput(
            f"the backup is of {manifest.engine}, DATABASE_URL names {connection.vendor}",
            cure="Restore it into the same kind of database.",
        )
    unknown = [name for name in manifest.migrations if name not in known_migrations()]
    if numbers(manifest.version) > numbers(settings.VERSION) or unknown:
        told = f" and has {unknown[0]}" if unknown else ""
        raise RefusedInput(
            f"the backup was made by version {manifest.version}{told}, this is {settings.VERSION}",
            cure="Install that version or a newer one, then restore.",
        )


def known_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)[:3]))


def _refuse_in_use(*, sure: bool) -> None:
    tables = connection.introspection.table_names()
    if Pulse._meta.db_table in tables:
        alive = Pulse.objects.filter(seen_at__gt=timezone.now() - SILENCE).values_list("name", flat=True)
        if alive:
            raise StillRunning(
                f"{', '.join(alive)} gave a sign of life in the last minute",
                cure="Stop workers, scheduler and web, wait a minute, then restore.",
            )
    if Article._meta.db_table in tables and not sure:
        articles, states = Article.objects.count(), selectors.counts_by_state()
        if articles:
            raise RefusedInput(
                f"{articles} articles ({states['published']} published translations) would be replaced",
                cure="Say --yes if that is meant.",
            )


def _replace_sqlite(copy: Path, manifest: Manifest) -> None:
    """Through SQLite's own backup, so that even a forgotten reader sees the old text or the new one."""
    path = Path(str(connection.settings_dict["NAME"]))
    with closing(sqlite3.connect(copy)) as source:
        _check_sqlite(source, manifest)
        with closing(sqlite3.connect(path, timeout=20)) as live:
            if path.stat().st_size:
                with closing(sqlite3.connect(path.with_name(f"{path.name}.before-restore"))) as aside:
                    live.backup(aside)
            source.backup(live)
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _check_sqlite(source: sqlite3.Connection, manifest: Manifest) -> None:
    try:
        (verdict,) = source.execute("PRAGMA integrity_check(1)").fetchone()
        counts = count_sqlite(source)
    except sqlite3.DatabaseError as error:
        raise RefusedInput(f"the copy in the backup cannot be read: {error}", cure="Use another backup.") from error
    if verdict != "ok" or counts != manifest.rows:
        raise RefusedInput(f"the copy in the backup is damaged: {verdict}", cure="Use another backup.")


def _replace_postgresql(copy: Path, manifest: Manifest) -> None:
    """The present tables are set aside while the copy is read in, and thrown away once its rows are all there."""
    _execute(f"ALTER SCHEMA public RENAME TO {_ASIDE}", "CREATE SCHEMA public")
    try:
        run_postgresql("pg_restore", *PLAIN, "--single-transaction", "--exit-on-error", "--dbname", _name(), str(copy))
        counts = count_rows()
        if counts != manifest.rows:
            raise BackupFailed("the rows that came back are not those that were counted", cure="Use another backup.")
    except BaseException:
        connection.close()
        _execute("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {_ASIDE} RENAME TO public")
        raise
    _execute(f"DROP SCHEMA {_ASIDE} CASCADE")


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _name() -> str:
    return str(connection.settings_dict["NAME"])
