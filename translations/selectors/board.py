"""Reads for operators: what waits, since when, and why."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Max, Min, QuerySet

from translations.models import Pulse, Translation
from translations.selectors.operating import runnable
from translations.states import State

#: In these something waits for somebody.
WAITING = (State.QUEUED, State.TRANSLATING, State.REVIEW, State.FAILED)


def counts_by_state() -> dict[str, int]:
    """Every state, zero included."""
    found = dict(Translation.objects.order_by().values_list("state").annotate(count=Count("pk")))
    return {state.value: found.get(state.value, 0) for state in State}


def oldest_waiting() -> dict[str, datetime]:
    """Since when the oldest one waits, for each state in which something waits for somebody."""
    rows = Translation.objects.filter(state__in=WAITING).order_by().values_list("state").annotate(Min("moved_at"))
    return dict(rows)


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


def pulses() -> QuerySet[Pulse]:
    """The processes that were ever seen, the liveliest first."""
    return Pulse.objects.order_by("-seen_at")[:20]
