"""What an operator does to translations, one or many: replay, cancel, re-prioritise, translate anew.

Each translation is changed in a transaction of its own, so that one that cannot be changed stops no other; the whole
is one row of the audit trail, and every move has its row in the translation's own log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from translations import queue, selectors
from translations.errors import ImpossibleMove, SongnguError
from translations.models import Translation, User
from translations.selectors.choosing import Choice, chosen, states_of
from translations.services import auditing, jobs, review
from translations.services.moving import move
from translations.states import MOVES, State
from translations.types import Priority

#: So many numbers are kept in a row of the audit trail.
NAMED = 1000
#: A priority says something only while somebody is still to act.
_OPEN = frozenset({State.QUEUED, State.TRANSLATING, State.REVIEW, State.FAILED})
_NO_LEASE: dict[str, Any] = {"lease_token": "", "lease_until": None, "lease_holder": ""}


@transaction.atomic
def cancel(translation_id: int, *, by: User | None, reason: str = "", now: datetime | None = None) -> None:
    """Stops it before there is a draft. A worker that is at it loses its lease, and its result is dropped."""
    translation = selectors.locked(translation_id)
    move(translation, "cancel", now=now or timezone.now(), by=by, reason=reason.strip(), **_NO_LEASE)


@transaction.atomic
def prioritise(translation_id: int, priority: Priority) -> None:
    """Its place in the queue of workers, and on the desk."""
    translation = selectors.locked(translation_id)
    if translation.state not in _OPEN:
        raise ImpossibleMove(
            f"re-prioritise translation {translation.pk} in state {translation.state}",
            cure=f"Possible only from: {', '.join(sorted(_OPEN))}.",
        )
    Translation.objects.filter(pk=translation.pk).update(priority=priority)
    if translation.state == State.QUEUED:
        queue.ring_after_commit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done: replay, cancel, prioritise or retranslate."""

    action: str
    reason: str = ""
    #: Of prioritise.
    priority: Priority = Priority.NORMAL
    #: Of retranslate: published ones too. Their publications stand until a person approves the new draft.
    reopen: bool = False

    @property
    def states(self) -> frozenset[State]:
        """In which it can be done."""
        if self.action == "prioritise":
            return _OPEN
        reopened = MOVES["reopen"].sources if self.action == "retranslate" and self.reopen else frozenset()
        return MOVES[self.action].sources | reopened


@dataclass(frozen=True, slots=True)
class Plan:
    """What an order would do."""

    count: int
    #: State → how many of those that were chosen are left alone.
    skipped: dict[str, int]
    #: A few of those that would be changed, the oldest first.
    some: list[Translation]


@dataclass(slots=True)
class Done:
    done: list[int] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    #: What could not be changed after all, and why.
    failed: dict[int, SongnguError] = field(default_factory=dict)


def plan(order: Order, choice: Choice, *, show: int = 20, now: datetime | None = None) -> Plan:
    found = chosen(choice, now or timezone.now())
    able = found.filter(state__in=order.states)
    some = able.select_related("article__source", "revision").defer("revision__blocks").order_by("pk")[:show]
    return Plan(able.count(), states_of(found.exclude(state__in=order.states)), list(some))


def carry_out(order: Order, choice: Choice, *, by: User | None, actor: str = "", now: datetime | None = None) -> Done:
    """Does it, to whatever is chosen at this moment."""
    now = now or timezone.now()
    found = chosen(choice, now)
    able = list(found.filter(state__in=order.states).order_by("pk").values_list("pk", flat=True))
    result = Done(skipped=states_of(found.exclude(state__in=order.states)))
    for translation_id in able:
        try:
            _ACTIONS[order.action](order, translation_id, by)
            result.done.append(translation_id)
        except SongnguError as error:
            result.failed[translation_id] = error
    if result.done:
        _record(order, choice, result.done, by, actor, now)
    return result


def _record(order: Order, choice: Choice, done: list[int], by: User | None, actor: str, now: datetime) -> None:
    on = f"translation {done[0]}" if len(done) == 1 else f"{len(done)} translations"
    detail: dict[str, Any] = {"ids": done[:NAMED], **choice.told()}
    if order.action == "prioritise":
        detail["priority"] = order.priority.name.lower()
    if order.reason:
        detail["reason"] = order.reason
    auditing.record(order.action, on, by=by, actor=actor, now=now, **detail)


def _cancel(order: Order, translation_id: int, by: User | None) -> None:
    cancel(translation_id, by=by, reason=order.reason)


def _prioritise(order: Order, translation_id: int, by: User | None) -> None:
    prioritise(translation_id, order.priority)


def _replay(order: Order, translation_id: int, by: User | None) -> None:
    jobs.replay(translation_id, by=by)


@transaction.atomic
def _retranslate(order: Order, translation_id: int, by: User | None) -> None:
    if order.reopen and selectors.locked(translation_id).state == State.PUBLISHED:
        review.reopen(translation_id, by=by)
    review.retranslate(translation_id, by=by)


_ACTIONS: dict[str, Callable[[Order, int, User | None], None]] = {
    "replay": _replay,
    "cancel": _cancel,
    "prioritise": _prioritise,
    "retranslate": _retranslate,
}
