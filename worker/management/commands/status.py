"""`songngu status`."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from translations import queue, selectors
from translations.selectors import watching
from translations.selectors.operating import holds, open_breakers
from translations.selectors.watching import Worker, alarm_facts
from translations.views import alarms
from worker.management.base import SongnguCommand


class Command(SongnguCommand):
    help = "Says what waits, since when, who works, what is paused, and what needs somebody."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        facts = gathered(now)
        self.stdout.write(
            json.dumps(facts, indent=2, default=_plain) if options["json"] else "\n".join(lines(facts, now))
        )


def gathered(now: datetime) -> dict[str, Any]:
    holding = list(holds())
    free, size = watching.disk()
    kind, stored = watching.database()
    return {
        "alarms": [each.sentence for each in alarms.tell(alarm_facts(now))],
        "states": selectors.counts_by_state(),
        "oldest": selectors.oldest_waiting(),
        "stages": {each.name: {"depth": each.depth, "oldest": each.oldest} for each in watching.stages(now, holding)},
        "seen": {kind: selectors.last_seen(kind) for kind in ("worker", "scheduler")},
        "processes": [_process(each) for each in watching.workers(now)],
        "holds": [{"kind": h.kind, "name": h.name, "since": h.since, "reason": h.reason} for h in holding],
        "breakers": [
            {"name": row.name, "since": row.opened_at, "until": row.open_until, "error": row.last_error}
            for row in open_breakers()
        ],
        "failed_deliveries": watching.dead_deliveries().count(),
        "bells": queue.waiting(),
        "broker": watching.broker(),
        "database": {"kind": kind, "bytes": stored},
        "disk": {"free": free, "size": size},
    }


def _process(each: Worker) -> dict[str, Any]:
    return {
        "name": each.name,
        "seen": each.seen_at,
        "memory_mb": each.memory_mb,
        "draining": each.draining,
        "packages": each.routes,
        "busy_with": [{"translation": job.pk, "since": job.moved_at} for job in each.jobs],
    }


def lines(facts: dict[str, Any], now: datetime) -> list[str]:
    found = [f"! {sentence}" for sentence in facts["alarms"]] or ["All is well: nothing needs you."]
    for state, count in facts["states"].items():
        since = facts["oldest"].get(state)
        waits = f"  oldest waits {_span((now - since).total_seconds())}" if since else ""
        found.append(f"{state:<12}{count:>6}{waits}")
    found += [f"{kind:<12}{_seen(at, now)}" for kind, at in facts["seen"].items()]
    for each in facts["processes"]:
        busy = ", ".join(f"{b['translation']} for {_ago(b['since'], now)}" for b in each["busy_with"]) or "idle"
        drain = "  draining" if each["draining"] else ""
        found.append(f"  {each['name']}  {each['memory_mb']} MB  {_seen(each['seen'], now)}  {busy}{drain}")
        found += [f"      {pair}: {signature}" for pair, signature in each["packages"].items()]
    for each in facts["holds"]:
        found.append(f"paused      {each['kind']} {each['name']} for {_ago(each['since'], now)}  {each['reason']}")
    found += [f"breaker     {each['name']}  {each['error']}" for each in facts["breakers"]]
    found.append(f"deliveries  {facts['failed_deliveries']} failed for good")
    disk, database = facts["disk"], facts["database"]
    found.append(f"disk        {alarms.size(disk['free'])} of {alarms.size(disk['size'])} free")
    found.append(f"database    {database['kind']}, {alarms.size(database['bytes'])}; broker: {facts['broker']}")
    return found


def _seen(at: datetime | None, now: datetime) -> str:
    return f"seen {_ago(at, now)} ago" if at else "never seen: start it"


def _ago(at: datetime, now: datetime) -> str:
    return _span((now - at).total_seconds())


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _span(seconds: float) -> str:
    """A span of time as people say it: 42 s, 3 min, 5 h, 2 d."""
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
