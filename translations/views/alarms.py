"""The sentences of `translations.alarms`, each with what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy

from translations.alarms import Alarm, Facts, alarms
from translations.views.spans import span

SENTENCES = {
    Alarm.NO_WORKER: gettext_lazy("No worker gives a sign of life%(worker)s. Look at its log and start one."),
    Alarm.ALL_DRAINED: gettext_lazy("Every worker is drained: nothing is translated. Resume one, or start another."),
    Alarm.NO_SCHEDULER: gettext_lazy("No scheduler gives a sign of life%(scheduler)s. Start one: songngu scheduler."),
    Alarm.NO_BROKER: gettext_lazy("The broker does not answer. Start it; it may come back empty, nothing is lost."),
    Alarm.DISK: gettext_lazy("%(free)s free where the data are. Make room, or nothing can be stored."),
    Alarm.BREAKER: gettext_lazy(
        "An engine has failed for every article for %(breaker)s. Its error is below: mend the cause, then Try now."
    ),
    Alarm.HELD: gettext_lazy("Something has been paused for %(hold)s. Resume it, if that was forgotten."),
    Alarm.LATE: gettext_lazy(
        "An article has waited %(late)s for a worker. Add workers, or see what they are busy with."
    ),
    Alarm.FAILED: gettext_lazy("Given up: %(failed)s. Mend the cause that is told below, then replay or cancel them."),
    Alarm.OVERDUE: gettext_lazy(
        "An embargo ended %(overdue)s ago and its text is not out. Look at the scheduler's log."
    ),
    Alarm.DEAD_DELIVERIES: gettext_lazy(
        "Deliveries that failed for good: %(dead)s. Ask the partner what is wrong, then replay or drop them."
    ),
    Alarm.SOURCES: gettext_lazy(
        "Sources that fail again and again: %(sources)s. See why below; correct the address, or pause."
    ),
}
#: Alarm → the part of the board that it is about.
PLACES = {
    Alarm.NO_WORKER: "processes",
    Alarm.ALL_DRAINED: "processes",
    Alarm.NO_SCHEDULER: "processes",
    Alarm.NO_BROKER: "machine",
    Alarm.DISK: "machine",
    Alarm.BREAKER: "breakers",
    Alarm.HELD: "holds",
    Alarm.LATE: "stages",
    Alarm.FAILED: "failed",
    Alarm.OVERDUE: "processes",
    Alarm.DEAD_DELIVERIES: "deliveries",
    Alarm.SOURCES: "sources",
}
_UNITS = ("B", "kB", "MB", "GB", "TB")


@dataclass(frozen=True, slots=True)
class Told:
    alarm: Alarm
    sentence: str
    place: str


def tell(facts: Facts) -> list[Told]:
    values = _values(facts)
    return [Told(alarm, str(SENTENCES[alarm]) % values, PLACES[alarm]) for alarm in alarms(facts)]


def _values(facts: Facts) -> dict[str, str | int]:
    return {
        "worker": _since(facts.worker_seen, facts.now),
        "scheduler": _since(facts.scheduler_seen, facts.now),
        "free": size(facts.free),
        "breaker": _span(min(facts.breakers, default=None), facts.now),
        "hold": _span(min(facts.holds, default=None), facts.now),
        "late": _span(facts.runnable_since, facts.now),
        "failed": facts.failed,
        "overdue": _span(facts.embargo_over, facts.now),
        "dead": facts.dead_deliveries,
        "sources": facts.sources,
    }


def _since(at: datetime | None, now: datetime) -> str:
    return f" ({span(now - at)})" if at else ""


def _span(at: datetime | None, now: datetime) -> str:
    return span(now - at) if at else ""


def size(count: float) -> str:
    """Bytes, as people say them."""
    for unit in _UNITS[:-1]:
        if count < 999.5:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:.1f} {_UNITS[-1]}"
