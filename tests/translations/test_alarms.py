"""Red only when somebody should act, and every red says what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from translations.alarms import Alarm, Facts, alarms
from translations.lateness import Broker
from translations.views.alarms import PLACES, SENTENCES, size, tell

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
AGO, LONG = NOW - timedelta(seconds=5), NOW - timedelta(hours=2)
WELL = Facts(
    now=NOW, worker_seen=AGO, scheduler_seen=AGO, broker=Broker.ANSWERS, alive=2, free=10**11, size=10**12, holds=(AGO,)
)


def test_all_is_well_while_a_hold_is_young_and_one_of_two_workers_is_drained() -> None:
    assert alarms(replace(WELL, drained=1)) == []


@pytest.mark.parametrize(
    ("changes", "alarm"),
    [
        ({"worker_seen": None}, Alarm.NO_WORKER),
        ({"worker_seen": LONG}, Alarm.NO_WORKER),
        ({"drained": 2}, Alarm.ALL_DRAINED),
        ({"scheduler_seen": LONG}, Alarm.NO_SCHEDULER),
        ({"broker": Broker.SILENT}, Alarm.NO_BROKER),
        ({"free": 9 * 10**8}, Alarm.DISK),
        ({"free": 4 * 10**10}, Alarm.DISK),  # 4%
        ({"breakers": (AGO,)}, Alarm.BREAKER),
        ({"holds": (AGO, LONG)}, Alarm.HELD),
        ({"runnable_since": LONG}, Alarm.LATE),
        ({"failed": 1}, Alarm.FAILED),
        ({"embargo_over": LONG}, Alarm.OVERDUE),
        ({"dead_deliveries": 1}, Alarm.DEAD_DELIVERIES),
        ({"sources": 1}, Alarm.SOURCES),
    ],
)
def test_what_needs_somebody(changes: dict[str, object], alarm: Alarm) -> None:
    facts = replace(WELL, **changes)  # type: ignore[arg-type]
    assert alarms(facts) == [alarm]
    (told,) = tell(facts)
    assert any(
        verb in told.sentence for verb in ("tart", "Resume", "Make room", "mend", "Mend", "Add", "Look", "Ask", "See")
    )
    assert "%(" not in told.sentence


@pytest.mark.parametrize("changes", [{"runnable_since": AGO}, {"embargo_over": AGO}, {"free": 0, "size": 0}])
def test_what_mends_itself_is_not_red(changes: dict[str, object]) -> None:
    assert alarms(replace(WELL, **changes)) == []  # type: ignore[arg-type]


def test_every_alarm_has_its_sentence_and_its_place() -> None:
    assert set(SENTENCES) == set(PLACES) == set(Alarm)


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 B"), (999, "999 B"), (999_999, "1 MB"), (1_530_000_000, "1.53 GB"), (5e15, "5000.0 TB")]
)
def test_sizes_are_said_as_people_do(count: float, words: str) -> None:
    assert size(count) == words
