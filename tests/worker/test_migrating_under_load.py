"""A migration that only adds runs while workers work: no job fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from proc import eventually
from workshop import Workshop, opened

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(240),
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="looks into SQLite"),
]
#: An app of the test's own with one migration: an index on the busiest table.
MIGRATION = """
from django.db import migrations, models

class Migration(migrations.Migration):
    initial = True
    dependencies = [("translations", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE INDEX later ON translations_move (reason, at)", "DROP INDEX later"),
        migrations.RunSQL("ALTER TABLE translations_translation ADD COLUMN later integer DEFAULT 0 NOT NULL"),
    ]
"""
ARTICLES = 30


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    app = tmp_path / "later"
    (app / "migrations").mkdir(parents=True)
    for file in (app / "__init__.py", app / "migrations" / "__init__.py"):
        file.touch()
    (app / "migrations" / "0001_initial.py").write_text(MIGRATION)
    (tmp_path / "with_later.py").write_text(
        "from config.settings import *\nINSTALLED_APPS = [*INSTALLED_APPS, 'later']\n"
    )
    with opened(tmp_path) as shop:
        yield shop


def test_no_job_fails_while_tables_change(shop: Workshop, tmp_path: Path) -> None:
    workers = [shop.work("polling", "time.sleep(0.05)") for _ in range(2)]
    shop.hand_in(*(f"Bài {number}" for number in range(ARTICLES)))
    drafted = "SELECT count(*) FROM translations_translation WHERE state = 'review'"
    assert eventually(lambda: shop.ask(drafted)[0][0] >= 3, seconds=60), shop.told()
    where = os.pathsep.join([str(tmp_path), shop.environment["PYTHONPATH"]])
    shop.songngu("migrate", "later", "-v", "0", DJANGO_SETTINGS_MODULE="with_later", PYTHONPATH=where)
    assert shop.ask("SELECT count(*) FROM sqlite_master WHERE name = 'later'") == [(1,)]
    shop.reach(*[("review", 1)] * ARTICLES)
    assert [worker.poll() for worker in workers] == [None, None]
    assert {name for (name,) in shop.ask("SELECT name FROM translations_move")} == {"receive", "claim", "draft"}
