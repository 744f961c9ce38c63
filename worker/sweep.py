"""What the scheduler does at every turn: frees silent workers' jobs, ends embargoes, and rings for whatever nobody was
rung for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from translations import queue, selectors, services
from translations.selectors.deliveries import due_deliveries
from translations.services import assigning, deliveries, hub, mailing, rejudging, tidying

#: One bell wakes a worker that sends until nothing is due.
MOST_DELIVERY_RINGS = 4
#: More bells than this in the queue wake nobody sooner; they only have to be answered.
MOST_RINGS = 500


@dataclass(frozen=True, slots=True)
class Swept:
    released: int
    rung: int


def deficit(runnable: int, waiting: int) -> int:
    """How many bells are missing. Ringing for every stale row instead sent three times as many messages as jobs."""
    return max(0, min(runnable, MOST_RINGS) - waiting)


def sweep(now: datetime) -> Swept:
    released = services.release_expired(now=now) + deliveries.release_expired(now=now)
    services.release_due(now=now)
    hub.end_leases(now=now)
    assigning.mark_late(now)
    rejudging.rejudge_stale()
    mailing.send_due(now=now)
    tidying.tidy_daily(now=now)
    waiting = queue.waiting()
    if waiting is None:
        return Swept(released, 0)
    due = selectors.due_sources(now)
    translations = deficit(selectors.runnable_count(now), waiting)
    polls = deficit(due, waiting)
    queue.ring(queue.TRANSLATE, translations)
    queue.ring(queue.POLL, polls)
    return Swept(released, translations + polls + _ring_for_deliveries(now))


def _ring_for_deliveries(now: datetime) -> int:
    """Their bells hang in a queue of their own, so they are counted against that."""
    due = min(due_deliveries(now), MOST_DELIVERY_RINGS)
    waiting = queue.waiting(queue.DELIVERIES) if due else None
    missing = 0 if waiting is None else deficit(due, waiting)
    queue.ring(queue.DELIVER, missing)
    return missing
