"""Reads for operators: what waits, since when, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.db.models import Max, QuerySet

from translations.models import Pulse, Translation
from translations.selectors.operating import runnable
from translations.states import State

#: In these something waits for somebody.
WAITING = (State.QUEUED, State.TRANSLATING, State.REVIEW, State.FAILED)


def counts_by_state(*, languages: Sequence[str] = (), most: int | None = None) -> dict[str, int]:
    """Every state, zero included; counted no further than `most`. One query, and no table but its indexes."""
    inside = f" AND language IN ({', '.join(['%s'] * len(languages))})" if languages else ""
    limit = f" LIMIT {most}" if most else ""
    # The states are ours and stand in the text: SQLite finds an index of one state by its name alone.
    query = " UNION ALL ".join(
        f"SELECT '{state}', COUNT(*) FROM"  # noqa: S608
        f" (SELECT 1 FROM translations_translation WHERE state = '{state}'{inside}{limit}) AS counted"
        for state in State
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*languages] * len(State))
        return dict(cursor.fetchall())


def oldest_waiting() -> dict[str, datetime]:
    """Since when the oldest one waits, for each state in which something waits for somebody."""
    found = ((state, Translation.objects.filter(state=state).order_by("moved_at", "pk")) for state in WAITING)
    first = ((state.value, rows.values_list("moved_at", flat=True).first()) for state, rows in found)
    return {state: moved for state, moved in first if moved is not None}


def runnable_count(now: datetime) -> int:
    """Translations that a worker could take at once."""
    return runnable(now).count()


def failures() -> QuerySet[Translation]:
    """The dead letters, newest first, each with its last error."""
    return (
        Translation.objects.filter(state=State.FAILED)
        .select_related("article__source", "revision")
        .order_by("-moved_at")
    )


def last_seen(kind: str) -> datetime | None:
    """When any process of this kind last gave a sign of life."""
    seen: datetime | None = Pulse.objects.filter(kind=kind).aggregate(seen=Max("seen_at"))["seen"]
    return seen


def retrying() -> QuerySet[Translation]:
    """Queued again after a failure, soonest first."""
    failed_before = Translation.objects.filter(state=State.QUEUED).exclude(last_error="")
    return failed_before.select_related("article__source", "revision").order_by("not_before")
