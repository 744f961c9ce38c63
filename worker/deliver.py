"""Tells partners' addresses what was published: takes what is due, several at a time, until nothing is.

One slow address holds one of the lines and nobody else: lines are threads that only wait for a network; the record is
read and written by the thread that called. A host gets two lines at most.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from translations import correlation, queue
from translations.errors import LeaseLost
from translations.models import Delivery
from translations.outbox import Outcome, Parcel, Verdict
from translations.selectors.deliveries import letter, subject
from translations.services import deliveries, hub
from worker import outgoing, parcels, stopping
from worker.outgoing import Answered
from worker.parcels import Message

logger = logging.getLogger(__name__)

LINES = 16
LINES_A_HOST = 2
#: After so many seconds no more are taken: the process has articles to translate as well. While it waits for a slow
#: address it can do nothing else, so until then the others still get theirs.
TURN_SECONDS, LONGEST_SECONDS = 20.0, 60.0
#: How often the table is looked at while lines wait for slow addresses. Seconds.
LOOK_SECONDS = 0.5

Send = Callable[[Message], Answered]


@dataclass(frozen=True, slots=True)
class _Line:
    parcel: Parcel
    message: Message
    #: The correlation of what it tells.
    about: str


def send(message: Message) -> Answered:
    return outgoing.send(message.method, message.url, body=message.body, headers=message.headers)


def run(*, send: Send = send, now: Callable[[], datetime] = timezone.now) -> int:
    """Sends what is due; returns how many attempts were made. Whatever an address does, the others get theirs."""
    made = 0
    begun = time.monotonic()
    under_way: dict[Future[Answered], _Line] = {}
    pool = ThreadPoolExecutor(LINES, thread_name_prefix="deliver")
    try:
        while not stopping.overdue():
            open_ = time.monotonic() - begun < (LONGEST_SECONDS if under_way else TURN_SECONDS)
            while (
                open_
                and not stopping.asked()
                and len(under_way) < LINES
                and (parcel := deliveries.claim(busy=_busy(under_way), now=now()))
            ):
                made += 1
                if line := _line(parcel, now()):
                    under_way[pool.submit(_sent, line, send)] = line
            if not under_way:
                break
            done, _ = wait(under_way, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
            for future in done:
                _settle(under_way.pop(future), future, now())
    finally:
        pool.shutdown(wait=False)  # a line that is still out is not waited for: it has its own time limit
    for line in under_way.values():
        deliveries.hand_back(line.parcel, now=now())
    if made and time.monotonic() - begun >= TURN_SECONDS:
        queue.ring(queue.DELIVER)  # there may be more
    return made


def _sent(line: _Line, send: Send) -> Answered:
    """In a thread of the pool."""
    with correlation.working_on(line.about, "deliver", attempt=line.parcel.attempt, host=line.parcel.host):
        answered = send(line.message)
        correlation.note(**{"http.response.status_code": answered.status})
        return answered


def _busy(under_way: dict[Future[Answered], _Line]) -> list[str]:
    hosts = Counter(line.parcel.host for line in under_way.values())
    return [host for host, lines in hosts.items() if lines >= LINES_A_HOST]


def _line(parcel: Parcel, now: datetime) -> _Line | None:
    """What to send; None when there is nothing, which is then written down."""
    about = f"{subject(parcel.delivery_id)}/delivery-{parcel.delivery_id}.{parcel.attempt}"
    with correlation.working_on(about):
        try:
            found = letter(parcel.delivery_id)
            message = parcels.message(found, parcel, now) if found else None
        except Exception as error:  # one publication that cannot be put into words must not stop the others
            logger.exception("delivery %s", parcel.delivery_id)
            _record(parcel, parcels.failed(error), now)
            return None
        if message is None:
            _record(parcel, Outcome(verdict=Verdict.DROPPED, error="there is nothing to tell any more"), now)
            return None
    return _Line(parcel, message, about)


def _settle(line: _Line, future: Future[Answered], now: datetime) -> None:
    with correlation.working_on(line.about):
        try:
            outcome = parcels.outcome(line.message, future.result(), now)
        except Exception as error:
            outcome = parcels.failed(error)
        if outcome.verdict is Verdict.DONE:
            logger.info("delivery %s made to %s", line.parcel.delivery_id, line.parcel.host)
        else:
            logger.warning("delivery %s, attempt %s: %s", line.parcel.delivery_id, line.parcel.attempt, outcome.error)
        _record(line.parcel, outcome, now)


def _record(parcel: Parcel, outcome: Outcome, now: datetime) -> None:
    try:
        if parcel.action == Delivery.Action.VERIFY and outcome.verdict is Verdict.DONE:
            hub.confirm(parcel, status=outcome.status or 0, now=now)
        else:
            deliveries.record(parcel, outcome, now=now)
    except LeaseLost as error:
        logger.warning("%s", error)
