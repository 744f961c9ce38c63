"""What should wake somebody: decided from facts, the worst first. Pure: sentences are `views.alarms`'.

Red means that a person has to act; what mends itself, or waits for an editor, is no alarm.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from translations.lateness import Broker, silent

#: A hold of this age was probably forgotten.
FORGOTTEN = timedelta(hours=1)
#: So long may an article wait for a worker while there is one.
LATE = timedelta(minutes=15)
#: An embargo ends at a turn of the scheduler.
OVERDUE = timedelta(minutes=2)
#: Polls in a row.
SOURCE_FAILURES = 5
#: Free space below either is too little: bytes, and a part of all.
LEAST_BYTES, LEAST_PART = 1_000_000_000, 0.05


class Alarm(StrEnum):
    NO_WORKER = "no worker"
    ALL_DRAINED = "all drained"
    NO_SCHEDULER = "no scheduler"
    NO_BROKER = "no broker"
    DISK = "disk"
    BREAKER = "breaker"
    HELD = "held"
    LATE = "late"
    FAILED = "failed"
    OVERDUE = "overdue"
    DEAD_DELIVERIES = "dead deliveries"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    now: datetime
    worker_seen: datetime | None = None
    scheduler_seen: datetime | None = None
    broker: Broker = Broker.NONE
    #: Workers that gave a sign of life, and how many of those are drained.
    alive: int = 0
    drained: int = 0
    #: Bytes; 0 of 0 when unknown.
    free: int = 0
    size: int = 0
    #: Since when, each: open breakers; holds.
    breakers: tuple[datetime, ...] = ()
    holds: tuple[datetime, ...] = ()
    #: Since when the oldest translation that a worker could take waits.
    runnable_since: datetime | None = None
    failed: int = 0
    #: When the earliest embargo that was not ended should have been.
    embargo_over: datetime | None = None
    dead_deliveries: int = 0
    #: Sources that failed so often that it will not pass by itself.
    sources: int = 0


def alarms(facts: Facts) -> list[Alarm]:
    return [alarm for alarm in Alarm if _CHECKS[alarm](facts)]


def disk_is_low(free: int, size: int) -> bool:
    return size > 0 and (free < LEAST_BYTES or free < LEAST_PART * size)


def forgotten(since: datetime, now: datetime) -> bool:
    return now - since > FORGOTTEN


def _older(since: datetime | None, age: timedelta, now: datetime) -> bool:
    return since is not None and now - since > age


_CHECKS: dict[Alarm, Callable[[Facts], bool]] = {
    Alarm.NO_WORKER: lambda facts: silent(facts.worker_seen, facts.now),
    Alarm.ALL_DRAINED: lambda facts: 0 < facts.alive == facts.drained,
    Alarm.NO_SCHEDULER: lambda facts: silent(facts.scheduler_seen, facts.now),
    Alarm.NO_BROKER: lambda facts: facts.broker is Broker.SILENT,
    Alarm.DISK: lambda facts: disk_is_low(facts.free, facts.size),
    Alarm.BREAKER: lambda facts: bool(facts.breakers),
    Alarm.HELD: lambda facts: any(forgotten(since, facts.now) for since in facts.holds),
    Alarm.LATE: lambda facts: _older(facts.runnable_since, LATE, facts.now),
    Alarm.FAILED: lambda facts: facts.failed > 0,
    Alarm.OVERDUE: lambda facts: _older(facts.embargo_over, OVERDUE, facts.now),
    Alarm.DEAD_DELIVERIES: lambda facts: facts.dead_deliveries > 0,
    Alarm.SOURCES: lambda facts: facts.sources > 0,
}
