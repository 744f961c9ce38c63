"""A feed with as many articles as wanted, made in the database itself: a million in about a minute on SQLite.

The newest 200 are of a real length, the rest short: nothing that is measured may look at the rest.
"""

from __future__ import annotations

import json
import random
import uuid
from html import escape
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from feeds.models import Feed, Item
from translations import services
from translations.models import Article, Entry, Publication, Revision, Source

LANGUAGE, CATEGORY = "vi", "kinh-te"
_SENTENCES = sorted(
    line.split("\t")[0].replace("'", "")
    for file in (Path(__file__).parents[1] / "models" / "vi-en" / "data").glob("press_*.tsv")
    for line in file.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
_NEWEST = 200
#: Numbers from `low` to `high`, as a table.
_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT %s UNION ALL SELECT i + 1 FROM n WHERE i < %s) "


def paragraphs(number: int) -> list[str]:
    """Some 6 KB of press text, another one for each number."""
    chosen = random.Random(number).sample(_SENTENCES, 48)
    return [" ".join(chosen[start : start + 8]) for start in range(0, 48, 8)]


def source() -> Source:
    return Source.objects.filter(slug="bench").first() or services.create_source(
        slug="bench", name="Báo Thử", kind=Source.Kind.PUSH
    )


def grow(total: int) -> None:
    """Up to `total` articles, and the database at rest again: what was just written must not slow what is measured."""
    with transaction.atomic():  # so that rows may point at rows that come later
        _grow(total)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _grow(total: int) -> None:
    """Row numbers are the articles' numbers."""
    low, owner, now = (
        (Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1,
        source(),
        timezone.now(),
    )
    if low > total:
        return
    long = "".join(f"<p>{escape(part)}</p>" for part in paragraphs(total))
    text = f"CASE WHEN i > {total - _NEWEST} THEN '{long}' ELSE '<p>Ngắn.</p>' END"
    # An offset from a random start keeps uuids unique without a function that SQLite has not.
    start = uuid.uuid4().hex[:16]
    name = f"'{start}' || printf('%%016x', i)"
    same = {"language": LANGUAGE, "received_at": now, "published_at": now, "updated_at": now}
    _fill(
        Article,
        low,
        total,
        {"id": "i", "uuid": name, "external_id": "'bench-' || i", "current_id": "i"},
        {**same, "source": owner.pk},
    )
    _fill(
        Revision,
        low,
        total,
        {"id": "i", "article_id": "i", "title": "'Bài số ' || i"},
        {
            **same,
            "number": 1,
            "digest": "",
            "url": "https://bao-thu.example/",
            "blocks": json.dumps([]),
            "categories": json.dumps(["Kinh tế"]),
            "media": json.dumps([]),
        },
    )
    _fill(
        Publication,
        low,
        total,
        {"id": "i", "article_id": "i", "revision_id": "i", "title": "'Bài số ' || i", "content": text},
        {
            **same,
            "number": 1,
            "tier": "original",
        },
    )
    _fill(Entry, low, total, {"id": "i", "article_id": "i", "publication_id": "i"}, same)
    for category in ("", CATEGORY):
        feed, _ = Feed.objects.get_or_create(language=LANGUAGE, category=category, defaults={"changed_at": now})
        first = feed.size + 1
        _fill(Item, low, total, {"publication_id": "i", "position": f"i - {low} + {first}"}, {"feed": feed.pk})
        Feed.objects.filter(pk=feed.pk).update(
            size=feed.size + total - low + 1, version=feed.version + 1, changed_at=now
        )


def _fill(model: type[models.Model], low: int, high: int, expressions: dict[str, str], values: dict[str, Any]) -> None:
    """One INSERT … SELECT: `expressions` are SQL over the number `i`, `values` constants; the rest are defaults."""
    columns, selected, parameters = [], [], []
    for field in model._meta.concrete_fields:
        if field.primary_key and field.column not in expressions:
            continue
        columns.append(f'"{field.column}"')
        if field.column in expressions:
            selected.append(expressions[field.column])
        else:
            given = values.get(field.name, field.get_default())
            raw = isinstance(field, models.JSONField | models.ForeignKey)
            parameters.append(
                given if raw and isinstance(given, str | int) else field.get_db_prep_save(given, connection)
            )
            selected.append("%s")
    sql = f"{_NUMBERS} SELECT {', '.join(selected)} FROM n"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) {sql}", [low, high, *parameters])
