"""Fills the tables of benchmarks.jobs: a waiting and a drafted translation, made by the services, are copied in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

#: Above the rows that the services made.
BASE = 1000


def make_originals() -> None:
    """Translation 1 waits, translation 2 is in review."""
    from django.utils import timezone

    from benchmarks._worker import drafted
    from translations import services
    from translations.models import Source
    from translations.types import Block, BlockKind, IncomingArticle
    from worker import jobs

    source = services.create_source(slug="bench", name="Bench", kind=Source.Kind.PUSH)
    text = "Sáng nay cầu mới bắc qua sông được thông xe trong niềm vui của người dân hai bên bờ."
    blocks = (Block(kind=BlockKind.PARAGRAPH, text=text), Block(kind=BlockKind.PARAGRAPH, text=text))
    for name in ("drafted", "waiting"):
        story = IncomingArticle(
            external_id=name, language="vi", title=f"Thông xe cầu mới {name}", blocks=blocks, published=timezone.now()
        )
        services.receive_article(source, story)
        if name == "drafted":
            jobs.run_one(drafted)


def copy(begin: int, end: int) -> None:
    """Copies number `begin` to `end` - 1 of all that belongs to a translation; every second one waits."""
    from django.db import connection, transaction

    lite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF" if lite else "SET session_replication_role = replica")
        with transaction.atomic():
            for statement in _statements(begin, end, lite=lite):
                cursor.execute(statement)
        if not lite:
            _advance(cursor)
        cursor.execute("ANALYZE" if lite else "VACUUM ANALYZE")
    connection.close()


def put_back() -> None:
    """What the last round drafted waits again: every round finds the same half waiting."""
    from django.db import connection
    from django.db.models import F

    from translations.models import Translation

    mine = Translation.objects.annotate(odd=F("id") % 2).filter(pk__gt=BASE, state="review", odd=1)
    mine.update(state="queued", attempts=0)
    connection.close()


def _statements(begin: int, end: int, *, lite: bool) -> Sequence[str]:
    from translations.models import Article, Move, Revision, Segment, Translation

    own = f"{BASE} + n"
    uuid = "printf('%032x', n)" if lite else "lpad(to_hex(n), 32, '0')::uuid"
    at = "datetime(t.created_at, '+' || n || ' seconds')" if lite else "t.created_at + n * interval '1 second'"
    article = {"id": own, "uuid": uuid, "external_id": "'bench-' || n", "current_id": own}
    revision = {"id": own, "article_id": own}
    translation = {"id": own, "article_id": own, "revision_id": own, "created_at": at}
    return [
        _copied(Article, "id", article, begin, end, lite=lite),
        _copied(Revision, "article_id", revision, begin, end, lite=lite),
        _copied(Translation, "article_id", translation, begin, end, lite=lite),
        _copied(Segment, "translation_id", {"translation_id": own}, begin, end, lite=lite),
        _copied(Move, "translation_id", {"translation_id": own}, begin, end, lite=lite),
    ]


def _copied(model: Any, by: str, changed: Mapping[str, str], begin: int, end: int, *, lite: bool) -> str:
    names = [field.column for field in model._meta.local_fields if field.column != "id" or "id" in changed]
    values = [changed.get(name, f't."{name}"') for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    series = f"WITH RECURSIVE numbers(n) AS (SELECT {begin} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {end}) "
    numbers = "numbers" if lite else f"generate_series({begin}, {end - 1}) AS numbers(n)"
    table = model._meta.db_table
    return (
        f"INSERT INTO {table} ({quoted}) {series if lite else ''}SELECT {', '.join(values)} "
        f"FROM {numbers}, {table} t WHERE t.{by} = 1 + n % 2"
    )


def _advance(cursor: Any) -> None:
    for name in ("article", "revision", "translation"):
        table = f"translations_{name}"
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
