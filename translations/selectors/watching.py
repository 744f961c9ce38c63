"""Reads for whoever watches: depth and age of every stage, workers, sources, partners, the machine."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet

from translations import queue
from translations.alarms import SOURCE_FAILURES, Facts
from translations.lateness import Broker, silent
from translations.models import Delivery, Hold, Partner, PendingRelease, Pulse, Source, Subscription, Translation
from translations.selectors.board import failures, last_seen
from translations.selectors.flow import at_work
from translations.selectors.operating import holds, open_breakers, runnable
from translations.states import State

#: A process that was last seen longer ago is history.
GONE = timedelta(days=1)
_ON_THEIR_WAY = Q(state__in=(Delivery.State.QUEUED, Delivery.State.SENDING))


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of an article's path. A stage that can be told to wait has the name that `operating.STAGES` gives it."""

    name: str
    depth: int
    #: Since when the oldest one waits.
    oldest: datetime | None
    hold: Hold | None = None


def stages(now: datetime, holding: list[Hold]) -> list[Stage]:
    polls = Source.objects.filter(next_poll_at__lte=now, enabled=True, kind=Source.Kind.PULL)
    queued = Translation.objects.filter(state__in=(State.QUEUED, State.TRANSLATING))
    review = Translation.objects.filter(state=State.REVIEW)
    sending = Delivery.objects.filter(_ON_THEIR_WAY, created_at__lte=now)
    return [
        _stage("poll", polls, "next_poll_at", holding),
        _stage("translate", queued, "moved_at", holding),
        _stage("review", review, "moved_at", holding),
        _stage("publish", PendingRelease.objects.all(), "decided_at", holding),
        _stage("deliver", sending, "created_at", holding),
    ]


def _stage(name: str, waiting: QuerySet[Any], since: str, holding: list[Hold]) -> Stage:
    found = waiting.order_by().aggregate(depth=Count("pk"), oldest=Min(since))
    hold = next((each for each in holding if each.kind == Hold.Kind.STAGE and each.name == name), None)
    return Stage(name, found["depth"], found["oldest"], hold)


@dataclass(slots=True)
class Worker:
    """A process as its own pulse, its children's, and the jobs that they hold tell of it."""

    name: str
    kind: str
    seen_at: datetime
    memory_mb: int = 0
    draining: bool = False
    #: Language pair → signature of the packages that are loaded for it.
    routes: dict[str, str] = field(default_factory=dict)
    jobs: list[Translation] = field(default_factory=list)


def workers(now: datetime) -> list[Worker]:
    """Workers and schedulers of the last day, the liveliest first."""
    rows = list(Pulse.objects.filter(seen_at__gt=now - GONE).order_by("-seen_at")[:200])
    children = {row.name: row.detail for row in rows if row.kind == "child"}
    held: dict[str, list[Translation]] = {}
    for job in at_work()[:100]:
        held.setdefault(job.lease_holder, []).append(job)
    return [_worker(row, children, held) for row in rows if row.kind != "child"][:30]


def _worker(row: Pulse, children: dict[str, Any], held: dict[str, list[Translation]]) -> Worker:
    detail = row.detail
    _, _, address = row.name.partition("@")
    host, _, _ = address.rpartition(":")
    found = Worker(row.name, row.kind, row.seen_at, int(detail.get("memory_mb") or 0), bool(detail.get("draining")))
    found.routes = dict(detail.get("routes") or {})
    found.jobs = list(held.get(address, ()))
    for number in detail.get("children") or ():
        found.routes |= children.get(f"{row.name}/{number}", {}).get("routes") or {}
        found.jobs += held.get(f"{host}:{number}", ())
    return found


def signatures(now: datetime) -> dict[tuple[str, str], str]:
    """Language pair → what makes its drafts at present, as the worker that was seen last says."""
    rows = Pulse.objects.filter(seen_at__gt=now - GONE, kind__in=("worker", "child")).order_by("seen_at")
    told: dict[str, str] = {}
    for detail in rows.values_list("detail", flat=True):
        told |= detail.get("routes") or {}
    pairs = Translation.objects.exclude(signature="").order_by().values_list("article__language", "language").distinct()
    return {(a, b): told[f"{a}-{b}"] for a, b in pairs if f"{a}-{b}" in told}


def dead_deliveries() -> QuerySet[Delivery]:
    """Those that somebody can do something about: whoever ended a subscription misses nothing."""
    found = Delivery.objects.filter(state=Delivery.State.DEAD, action=Delivery.Action.SEND)
    return found.filter(subscription__state=Subscription.State.ACTIVE)


def paused_addresses(now: datetime) -> QuerySet[Subscription]:
    """Addresses that are left alone because they failed."""
    found = Subscription.objects.filter(state=Subscription.State.ACTIVE, paused_until__gt=now)
    return found.select_related("partner").order_by("paused_until")


def watched_partners() -> list[tuple[Partner, datetime | None, int]]:
    """Each with when any of its credentials was last used, and how many deliveries to it failed for good."""
    used = dict(Partner.objects.values_list("pk").annotate(Max("credentials__last_used_at")))
    dead = dict(dead_deliveries().order_by().values_list("subscription__partner").annotate(Count("pk")))
    rows = Partner.objects.filter(enabled=True).order_by("name")
    return [(row, used.get(row.pk), dead.get(row.pk, 0)) for row in rows]


def disk() -> tuple[int, int]:
    """Free and all bytes where the data are; zeros where there is no such place yet."""
    if not settings.DATA_DIR.exists():
        return 0, 0
    found = shutil.disk_usage(settings.DATA_DIR)
    return found.free, found.total


def database() -> tuple[str, int]:
    """Its kind and its size in bytes."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            size = 1
            for pragma in ("page_count", "page_size"):
                cursor.execute(f"PRAGMA {pragma}")
                size *= cursor.fetchone()[0]
            return "SQLite", size
        cursor.execute("SELECT pg_database_size(current_database())")
        return "PostgreSQL", int(cursor.fetchone()[0])


def broker() -> Broker:
    if not queue.has_broker():
        return Broker.NONE
    return Broker.SILENT if queue.waiting() is None else Broker.ANSWERS


def alarm_facts(now: datetime) -> Facts:
    free, size = disk()
    alive = [each for each in workers(now) if each.kind == "worker" and not silent(each.seen_at, now)]
    over = PendingRelease.objects.filter(release_at__lte=now).aggregate(at=Min("release_at"))["at"]
    return Facts(
        now=now,
        worker_seen=last_seen("worker"),
        scheduler_seen=last_seen("scheduler"),
        broker=broker(),
        alive=len(alive),
        drained=sum(each.draining for each in alive),
        free=free,
        size=size,
        breakers=tuple(row.opened_at or now for row in open_breakers()),
        holds=tuple(hold.since for hold in holds()),
        runnable_since=runnable(now).aggregate(at=Min("not_before"))["at"],
        failed=failures().count(),
        embargo_over=over,
        dead_deliveries=dead_deliveries().count(),
        sources=Source.objects.filter(enabled=True, failures__gte=SOURCE_FAILURES).count(),
    )
