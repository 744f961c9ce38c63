"""The service in numbers, for Prometheus: read from the record at every scrape, so a restart forgets nothing.

Names follow Prometheus' conventions: a prefix, base units, `_total` for what only grows. Counters count rows that are
never deleted. A scrape costs one read a family; a process passes over the log of moves once, and then continues.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Min
from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from translations import queue, selectors
from translations.lateness import SILENCE
from translations.models import Delivery, Hold, Move, Publication, Pulse, Source, Translation
from translations.selectors import watching
from translations.selectors.operating import holds, open_breakers
from translations.states import MOVES, State

_DELIVERY = Delivery.State


class Record(Collector):
    """Every number that the record knows."""

    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        for read in _FAMILIES:
            yield from read(now)


def gauge(name: str, meaning: str, label: str, values: Iterable[tuple[str, float]]) -> Metric:
    family = GaugeMetricFamily(f"songngu_{name}", meaning, labels=[label])
    for key, value in values:
        family.add_metric([key], value)
    return family


def _version(now: datetime) -> Iterator[Metric]:
    yield InfoMetricFamily("songngu", "What runs here.", value={"version": settings.VERSION})


def _translations(now: datetime) -> Iterator[Metric]:
    counts = selectors.counts_by_state()
    yield gauge("translations", "Translations in each state.", "state", counts.items())
    oldest = selectors.oldest_waiting()
    # A state in which nothing waits says 0, so that an alert on it resolves.
    ages = [(state.value, _age(oldest.get(state.value), now)) for state in selectors.WAITING]
    yield gauge("oldest_waiting_seconds", "Age of the oldest translation in each state that waits.", "state", ages)
    yield GaugeMetricFamily(
        "songngu_runnable_translations",
        "Translations that a worker could take at once.",
        value=selectors.runnable_count(now),
    )


def _attempts(now: datetime) -> Iterator[Metric]:
    queued = Translation.objects.filter(state=State.QUEUED).order_by()
    tried = dict(queued.values_list("attempts").annotate(Count("pk")))
    values = [(str(number), tried.get(number, 0)) for number in range(settings.MAX_ATTEMPTS)]
    yield gauge("queued_by_attempts", "Queued translations by the attempts that they have used.", "attempts", values)


def _moves(now: datetime) -> Iterator[Metric]:
    made = _COUNTED.counts(now)
    family = CounterMetricFamily("songngu_moves", "Changes of state, by name; a claim is an attempt.", labels=["name"])
    for name in MOVES:
        family.add_metric([name], made.get(name, 0))
    yield family


class _Counted:
    """The log of moves, counted once: later scrapes count only what came since.

    Rows are never deleted, and none gets a number long after its time; so what is older than SETTLED is added up and
    kept, and the rest is counted by the index on name and time. A new process, or another database, begins anew.
    """

    SETTLED = timedelta(minutes=10)

    def __init__(self) -> None:
        self._mark: tuple[int, datetime] | None = None
        self._kept: Counter[str] = Counter()
        self._lock = threading.Lock()

    def counts(self, now: datetime) -> Counter[str]:
        with self._lock:
            self._settle(now)
            return self._kept + self._between(self._mark[0] if self._mark else 0)

    def _settle(self, now: datetime) -> None:
        if self._mark and not Move.objects.filter(pk=self._mark[0], at=self._mark[1]).exists():
            self._mark, self._kept = None, Counter()
        after = self._mark[0] if self._mark else 0
        settled = Move.objects.filter(pk__gt=after, at__lt=now - self.SETTLED)
        newest = settled.order_by("-pk").values_list("pk", "at").first()
        if newest:
            self._kept += self._between(after, newest[0])
            self._mark = newest

    @staticmethod
    def _between(after: int, last: int | None = None) -> Counter[str]:
        """Few rows are counted here: the database would pass over a whole index to group them."""
        rows = Move.objects.filter(pk__gt=after) if last is None else Move.objects.filter(pk__gt=after, pk__lte=last)
        if after:
            return Counter(rows.order_by().values_list("name", flat=True).iterator(chunk_size=5000))
        return Counter(dict(rows.order_by().values_list("name").annotate(Count("pk"))))


_COUNTED = _Counted()


def _publications(now: datetime) -> Iterator[Metric]:
    family = CounterMetricFamily(
        "songngu_publications", "Publications, corrections and retractions included.", labels=["language", "tier"]
    )
    for language, tier, count in (
        Publication.objects.order_by("language", "tier").values_list("language", "tier").annotate(Count("pk"))
    ):
        family.add_metric([language, tier], count)
    yield family


def _deliveries(now: datetime) -> Iterator[Metric]:
    counts = dict(Delivery.objects.order_by().values_list("state").annotate(Count("pk")))
    values = [(state.value, counts.get(state.value, 0)) for state in _DELIVERY]
    yield gauge(
        "deliveries",
        "Deliveries to partners in each state; finished ones for a month.",
        "state",
        values,
    )
    waiting = Delivery.objects.filter(state__in=(_DELIVERY.QUEUED, _DELIVERY.SENDING), created_at__lte=now)
    oldest = waiting.aggregate(oldest=Min("created_at"))["oldest"]
    yield GaugeMetricFamily(
        "songngu_oldest_delivery_seconds", "Age of the oldest delivery on its way.", value=_age(oldest, now)
    )


def _bells(now: datetime) -> Iterator[Metric]:
    """Nothing at all where there is no broker."""
    if not queue.has_broker():
        return
    names = {"translations": "", "deliveries": queue.DELIVERIES}
    found = {key: queue.waiting(name) for key, name in names.items()}
    up = all(count is not None for count in found.values())
    yield GaugeMetricFamily("songngu_broker_up", "1 while the broker answers.", value=float(up))
    known = [(key, float(count)) for key, count in found.items() if count is not None]
    yield gauge("bells_waiting", "Calls to work in the broker that no worker has answered.", "queue", known)


def _processes(now: datetime) -> Iterator[Metric]:
    kinds = ("worker", "scheduler")
    seen = dict(Pulse.objects.order_by().values_list("kind").annotate(Max("seen_at")))
    alive = dict(Pulse.objects.filter(seen_at__gt=now - SILENCE).order_by().values_list("kind").annotate(Count("pk")))
    ages = [(kind, _age(seen[kind], now)) for kind in kinds if kind in seen]
    yield gauge("process_last_seen_seconds", "Time since any process of a kind gave a sign of life.", "kind", ages)
    living = [(kind, alive.get(kind, 0)) for kind in kinds]
    yield gauge("processes", "Processes of a kind that gave a sign of life in the last minute.", "kind", living)


def _sources(now: datetime) -> Iterator[Metric]:
    rows = list(Source.objects.filter(enabled=True).order_by("slug").only("slug", "failures", "last_polled_at"))
    failures = [(source.slug, source.failures) for source in rows]
    yield gauge("source_failures", "Polls of a source that failed since the last good one.", "source", failures)
    polled = [(source.slug, source.last_polled_at.timestamp()) for source in rows if source.last_polled_at]
    yield gauge("source_last_poll_timestamp_seconds", "When a source was last polled.", "source", polled)


def _disk(now: datetime) -> Iterator[Metric]:
    free, size = watching.disk()
    if size:
        yield GaugeMetricFamily("songngu_disk_free_bytes", "Free space where SONGNGU_DATA is.", value=free)
        yield GaugeMetricFamily("songngu_disk_size_bytes", "The size of the disk where SONGNGU_DATA is.", value=size)
    _, stored = watching.database()
    yield GaugeMetricFamily("songngu_database_size_bytes", "The size of the database.", value=stored)


def _operators(now: datetime) -> Iterator[Metric]:
    """What was told to wait, and what is left alone because it failed."""
    holding = list(holds())
    kinds = [(kind.value, sum(hold.kind == kind for hold in holding)) for kind in Hold.Kind]
    yield gauge("holds", "Stages, sources and workers that were told to wait.", "kind", kinds)
    oldest = min((hold.since for hold in holding), default=None)
    yield GaugeMetricFamily("songngu_oldest_hold_seconds", "Age of the oldest hold.", value=_age(oldest, now))
    broken = [(row.name, 1.0) for row in open_breakers()]
    yield gauge("breaker_open", "1 for each circuit breaker of an engine that is open.", "name", broken)
    dead = watching.dead_deliveries().count()
    meaning = "Deliveries that failed for good and wait for an operator."
    yield GaugeMetricFamily("songngu_dead_deliveries", meaning, value=dead)
    workers = [(each.name, each.memory_mb * 1e6) for each in watching.workers(now) if now - each.seen_at < SILENCE]
    yield gauge("process_memory_bytes", "Memory of a process with its children, by their last pulse.", "name", workers)


def _age(since: datetime | None, now: datetime) -> float:
    return max((now - since).total_seconds(), 0.0) if since else 0.0


_FAMILIES: tuple[Callable[[datetime], Iterator[Metric]], ...] = (
    _version,
    _translations,
    _attempts,
    _moves,
    _publications,
    _deliveries,
    _bells,
    _processes,
    _sources,
    _disk,
    _operators,
)
