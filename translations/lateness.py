"""What an article waits for, decided from facts: why is it late, and who has to act?

Pure: the facts are read by `selectors.history`, the sentences said by `views.late`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from translations.states import State

#: A process that says nothing for this long counts as gone.
SILENCE = timedelta(seconds=60)


class Cause(StrEnum):
    """What an article waits for. Each has a sentence in `views.late.SENTENCES`."""

    DRAINED = "drained"
    HELD = "held"
    BROKEN = "broken"
    PAUSE = "pause"
    NO_WORKER = "no worker"
    SILENT_WORKER = "silent worker"
    SILENT_BROKER = "silent broker"
    SILENT_RINGER = "silent ringer"
    TURN = "turn"
    NEXT = "next"
    AT_WORK = "at work"
    LOST_WORKER = "lost worker"
    LOST_AND_NO_SCHEDULER = "lost and no scheduler"
    REVIEWER = "reviewer"
    CORRECTION = "correction"
    GAVE_UP = "gave up"
    DECLINED = "declined"
    STOPPED = "stopped"
    TAKEN_BACK = "taken back"
    TELLING = "telling"
    UNTOLD = "untold"
    EMBARGO = "embargo"
    EMBARGO_OVER = "embargo over"
    SILENCED = "silenced"
    NOTHING = "nothing"


#: Those for which an operator has to do something; the others resolve themselves, or wait for an editor.
TO_ACT_ON = frozenset(
    {
        Cause.NO_WORKER,
        Cause.SILENT_WORKER,
        Cause.SILENT_BROKER,
        Cause.SILENT_RINGER,
        Cause.LOST_AND_NO_SCHEDULER,
        Cause.GAVE_UP,
        Cause.UNTOLD,
        Cause.DRAINED,
        Cause.BROKEN,
        Cause.EMBARGO_OVER,
    }
)


#: Nothing happens to it by itself.
_AT_REST = {
    State.FAILED: Cause.GAVE_UP,
    State.REJECTED: Cause.DECLINED,
    State.CANCELLED: Cause.STOPPED,
    State.WITHDRAWN: Cause.TAKEN_BACK,
}


class Broker(StrEnum):
    #: There is none: workers look at the table once a second.
    NONE = "none"
    ANSWERS = "answers"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Told to wait: by whom, since when, why; or an open breaker, until when and its error."""

    name: str
    since: datetime
    by: str = ""
    reason: str = ""
    until: datetime | None = None

    @property
    def kind(self) -> str:
        """Of a hold: stage or source."""
        return self.name.partition(" ")[0]

    @property
    def thing(self) -> str:
        return self.name.partition(" ")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    now: datetime
    state: State
    #: When it came into this state.
    since: datetime
    not_before: datetime
    lease_until: datetime | None = None
    #: Runnable ones that a worker takes before this one.
    ahead: int = 0
    #: The last sign of life of any; None when there never was one.
    worker_seen: datetime | None = None
    scheduler_seen: datetime | None = None
    broker: Broker = Broker.NONE
    #: Calls in the broker's queue that no worker has answered.
    bells: int = 0
    #: An earlier text stands in the feed.
    published: bool = False
    #: Deliveries of what was published: still on their way, and given up.
    undelivered: int = 0
    dead_deliveries: int = 0
    #: Every worker that lives was told to take nothing more.
    drained: bool = False
    #: What holds its stage or its source, what holds deliveries, the open breaker of its language pair.
    hold: Waiting | None = None
    deliveries_held: Waiting | None = None
    breaker: Waiting | None = None
    #: What was decided waits for this time, unseen.
    release_at: datetime | None = None


def cause(facts: Facts) -> Cause:
    """The first thing that is in the way, the one that stops all others first."""
    match facts.state:
        case State.QUEUED:
            return _queued(facts)
        case State.TRANSLATING:
            return _translating(facts)
        case State.PUBLISHED:
            return _published(facts)
        case State.REVIEW:
            return Cause.CORRECTION if facts.published else Cause.REVIEWER
        case _:
            return _AT_REST[facts.state]


def _queued(facts: Facts) -> Cause:
    if facts.worker_seen is None:
        return Cause.NO_WORKER
    if silent(facts.worker_seen, facts.now):
        return Cause.SILENT_WORKER
    if facts.hold:
        return Cause.HELD
    if facts.drained:
        return Cause.DRAINED
    if facts.breaker:
        return Cause.BROKEN
    if facts.not_before > facts.now:
        return Cause.PAUSE
    return _runnable(facts)


def _runnable(facts: Facts) -> Cause:
    # Workers that listen to a broker hear nothing while it is away, or while nobody rings for what was forgotten.
    if facts.broker is Broker.SILENT:
        return Cause.SILENT_BROKER
    unheard = facts.broker is Broker.ANSWERS and not facts.bells and facts.now - facts.since > SILENCE
    if unheard and silent(facts.scheduler_seen, facts.now):
        return Cause.SILENT_RINGER
    return Cause.TURN if facts.ahead else Cause.NEXT


def _translating(facts: Facts) -> Cause:
    if facts.lease_until is None or facts.lease_until > facts.now:
        return Cause.AT_WORK
    return Cause.LOST_AND_NO_SCHEDULER if silent(facts.scheduler_seen, facts.now) else Cause.LOST_WORKER


def _published(facts: Facts) -> Cause:
    if facts.release_at is not None:
        over = facts.now - facts.release_at > SILENCE
        return Cause.EMBARGO_OVER if over else Cause.EMBARGO
    if facts.dead_deliveries:
        return Cause.UNTOLD
    if facts.undelivered and facts.deliveries_held:
        return Cause.SILENCED
    return Cause.TELLING if facts.undelivered else Cause.NOTHING


def silent(seen: datetime | None, now: datetime) -> bool:
    return seen is None or now - seen > SILENCE


class Kind(StrEnum):
    """What a step on the way was. Moves have the names of `states.MOVES`."""

    NEWSROOM = "newsroom"
    REVISION = "revision"
    MOVE = "move"
    EDITS = "edits"
    PUBLICATION = "publication"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of an article's history."""

    at: datetime
    kind: Kind
    #: A move's name; a delivery's state; else empty.
    name: str = ""
    #: Where it went: a state, or an address. Empty when that says nothing.
    to: str = ""
    who: str = ""
    #: In full: reasons and errors are what this is read for.
    detail: str = ""
    #: Moves only: how long it was in the state that this ended, and which that was.
    waited: timedelta | None = None
    waited_in: str = ""
    #: Several of the same.
    count: int = 1
