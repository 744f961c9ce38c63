"""The rows of the operators' board, as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from translations import queue
from translations.alarms import SOURCE_FAILURES, disk_is_low, forgotten
from translations.lateness import Broker, silent
from translations.models import Breaker, Delivery, Hold, Partner, Source, Subscription
from translations.selectors import watching
from translations.selectors.operating import STAGES
from translations.selectors.watching import Stage, Worker
from translations.views.alarms import size
from translations.views.spans import span

STAGE_LABELS = {
    "poll": gettext_lazy("Ingest"),
    "translate": gettext_lazy("Translate"),
    "review": gettext_lazy("Review"),
    "publish": gettext_lazy("Publish (embargoes)"),
    "deliver": gettext_lazy("Deliver"),
}
KIND_LABELS = {
    Hold.Kind.STAGE: gettext_lazy("stage"),
    Hold.Kind.SOURCE: gettext_lazy("source"),
    Hold.Kind.WORKER: gettext_lazy("worker"),
}
MOST = 100


@dataclass(frozen=True, slots=True)
class StageRow:
    stage: Stage
    label: str
    oldest: str
    can_wait: bool


def stages(now: datetime, holding: list[Hold]) -> list[StageRow]:
    return [
        StageRow(
            stage,
            str(STAGE_LABELS[stage.name]),
            span(now - stage.oldest) if stage.oldest and stage.depth else "",
            stage.name in STAGES,
        )
        for stage in watching.stages(now, holding)
    ]


@dataclass(frozen=True, slots=True)
class HoldRow:
    hold: Hold
    label: str
    what: str
    age: str
    forgotten: bool


def holds(now: datetime, holding: list[Hold]) -> list[HoldRow]:
    names = dict(Source.objects.values_list("slug", "name"))
    return [
        HoldRow(
            hold,
            str(KIND_LABELS[Hold.Kind(hold.kind)]),
            _what(hold, names),
            span(now - hold.since),
            forgotten(hold.since, now),
        )
        for hold in holding
    ]


def _what(hold: Hold, names: dict[str, str]) -> str:
    if hold.kind == Hold.Kind.STAGE:
        return str(STAGE_LABELS.get(hold.name, hold.name))
    return names.get(hold.name, hold.name) if hold.kind == Hold.Kind.SOURCE else hold.name


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that failed so often that it is left alone for a while: an engine, an address, a source."""

    kind: str
    #: What the form sends.
    name: str
    what: str
    error: str
    #: Until it is tried again by itself.
    again: str
    red: bool


def troubles(now: datetime, breakers: list[Breaker]) -> list[Trouble]:
    """All circuit breakers in one list, engines first: they stop the most."""
    engines = [_engine(row, now) for row in breakers]
    addresses = [_address(row, now) for row in watching.paused_addresses(now)[:MOST]]
    failing = Source.objects.filter(enabled=True, failures__gt=0).order_by("-failures", "name")[:MOST]
    return [*engines, *addresses, *(_source(row, now) for row in failing)]


def _engine(row: Breaker, now: datetime) -> Trouble:
    again = span(row.open_until - now) if row.open_until and row.open_until > now else _("now")
    return Trouble("engine", row.name, row.name, row.last_error, again, red=True)


def _address(row: Subscription, now: datetime) -> Trouble:
    failed = ngettext("%(n)s failure in a row", "%(n)s failures in a row", row.failures) % {"n": row.failures}
    newest = row.deliveries.exclude(last_error="").order_by("-id").values_list("last_error", flat=True).first()
    again = span(row.paused_until - now) if row.paused_until else ""
    what = row.partner.name if row.partner else row.host
    return Trouble("address", str(row.pk), what, f"{failed}. {newest or ''}".strip(), again, red=False)


def _source(row: Source, now: datetime) -> Trouble:
    again = span(row.next_poll_at - now) if row.next_poll_at else ""
    return Trouble("source", row.slug, row.name, row.last_error, again, red=row.failures >= SOURCE_FAILURES)


@dataclass(frozen=True, slots=True)
class Dead:
    """Deliveries to one address that failed for good."""

    address: int
    who: str
    contact: str
    count: int
    error: str


def dead() -> list[Dead]:
    rows = watching.dead_deliveries().order_by().values("subscription").annotate(count=Count("pk"), newest=Max("pk"))
    counts = {row["newest"]: row["count"] for row in rows.order_by("-count")[:MOST]}
    newest = Delivery.objects.filter(pk__in=counts).select_related("subscription__partner")
    return [_dead(row, counts[row.pk]) for row in sorted(newest, key=lambda row: -counts[row.pk])]


def _dead(row: Delivery, count: int) -> Dead:
    partner = row.subscription.partner
    who = partner.name if partner else row.subscription.host
    return Dead(row.subscription_id, who, partner.contact if partner else "", count, row.last_error)


@dataclass(frozen=True, slots=True)
class Process:
    worker: Worker
    ago: str
    silent: bool
    #: (translation, how long it has been at it)
    jobs: list[tuple[object, str]]
    held: bool


def processes(now: datetime, holding: list[Hold]) -> list[Process]:
    drained = {hold.name for hold in holding if hold.kind == Hold.Kind.WORKER}
    return [
        Process(
            each,
            span(now - each.seen_at),
            silent(each.seen_at, now),
            [(job, span(now - job.moved_at)) for job in each.jobs],
            each.name in drained,
        )
        for each in watching.workers(now)
    ]


@dataclass(frozen=True, slots=True)
class SourceRow:
    source: Source
    polled: str
    next: str
    held: bool
    red: bool


def sources(now: datetime, holding: list[Hold]) -> list[SourceRow]:
    held = {hold.name for hold in holding if hold.kind == Hold.Kind.SOURCE}
    rows = Source.objects.filter(enabled=True).order_by("-failures", "name")[:MOST]
    return [
        SourceRow(
            row,
            span(now - row.last_polled_at) if row.last_polled_at else "",
            span(row.next_poll_at - now) if row.next_poll_at and row.kind == Source.Kind.PULL else "",
            row.slug in held,
            row.failures >= SOURCE_FAILURES,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    partner: Partner
    polled: str
    dead: int


def partners(now: datetime) -> list[PartnerRow]:
    rows = watching.watched_partners()[:MOST]
    return [PartnerRow(row, span(now - polled) if polled else "", dead) for row, polled, dead in rows]


@dataclass(frozen=True, slots=True)
class Machine:
    free: str
    size: str
    disk_low: bool
    database: str
    database_size: str
    broker: Broker
    bells: int | None


def machine() -> Machine:
    free, whole = watching.disk()
    kind, stored = watching.database()
    return Machine(
        size(free), size(whole), disk_is_low(free, whole), kind, size(stored), watching.broker(), queue.waiting()
    )
