"""Whose a draft is: claims, assignments, due times, priorities, and who is looking at it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from translations import selectors
from translations.errors import ImpossibleMove
from translations.models import Notification, Presence, Translation, User
from translations.permissions import may_work
from translations.selectors import queue
from translations.selectors.queue import Wanted
from translations.services import auditing
from translations.states import State
from translations.types import Priority

#: A draft that has waited longer comes before riskier ones.
PATIENCE = timedelta(hours=4)
#: How long a draft is somebody's after the last sign that they are in it.
CLAIM = timedelta(minutes=10)
#: Three of the page's signs, which come every 20 seconds.
PRESENCE = timedelta(seconds=60)
#: Somebody who presses Next loses this many races before the queue is said to be empty.
_TRIES = 20
#: Those where a draft still is, or will be, somebody's to do.
_OPEN = frozenset({State.QUEUED, State.TRANSLATING, State.REVIEW, State.FAILED})


class NotForYou(ImpossibleMove):
    """Only an editor may do this."""


def is_late(moved_at: datetime, due_at: datetime | None, now: datetime) -> bool:
    """Has waited longer than patience, or past its due time."""
    return moved_at <= now - PATIENCE or (due_at is not None and due_at <= now)


def mark_late(now: datetime) -> int:
    """Puts forward what became late; returns how many. Two reads of an index that holds only what is in time.

    Taken back by `moving.move` when the draft leaves review or comes in afresh, and by a new due time.
    """
    in_time = Translation.objects.filter(state=State.REVIEW, late=False)
    waited = in_time.filter(moved_at__lte=now - PATIENCE).update(late=True)
    return waited + in_time.filter(due_at__lte=now).update(late=True)


def claim(translation_id: int, *, by: User, now: datetime | None = None) -> bool:
    """It is this person's for a while, unless it is another's; renews their own. One statement, so one winner."""
    now = now or timezone.now()
    free = Translation.objects.filter(queue.free(by, now), pk=translation_id, state=State.REVIEW)
    return free.update(claimed_by=by, claimed_until=now + CLAIM) == 1


def release(translation_id: int, *, by: User) -> bool:
    """Gives up one's own claim, and is no longer there."""
    Presence.objects.filter(translation=translation_id, person=by).delete()
    mine = Translation.objects.filter(pk=translation_id, claimed_by=by)
    return mine.update(claimed_by=None, claimed_until=None) == 1


def claim_next(wanted: Wanted, *, by: User, left: Collection[int] = (), now: datetime | None = None) -> int | None:
    """Claims the draft that this person should do next: theirs first, then nobody's. None when there is none.

    `left` are those that they have just had before them. Of two people who ask at once, each gets another draft.
    """
    now = now or timezone.now()
    for pool in _pools(replace(wanted, state=State.REVIEW.value), by, now):
        free = pool.filter(queue.free(by, now)).exclude(pk__in=left)
        for _ in range(_TRIES):
            best = free.values_list("pk", flat=True).first()
            if best is None:
                break
            if claim(best, by=by, now=now):
                return best
    return None


def _pools(wanted: Wanted, by: User, now: datetime) -> Iterator[QuerySet[Translation]]:
    """Somebody who asks for a named person's drafts knows what they do."""
    for assignee in (wanted.assignee,) if wanted.assignee else ("me", "nobody"):
        yield queue.found(replace(wanted, assignee=assignee), by, now=now)[1]


def be_here(translation_id: int, *, by: User, position: int | None = None, now: datetime | None = None) -> bool:
    """A sign from somebody's page: renews presence and claim. False when the claim is another's."""
    now = now or timezone.now()
    Presence.objects.update_or_create(
        translation_id=translation_id, person=by, defaults={"position": position, "until": now + PRESENCE}
    )
    return claim(translation_id, by=by, now=now)


@transaction.atomic
def assign(translation_id: int, *, to: User | None, by: User, now: datetime | None = None) -> None:
    """Gives the draft to a person, or to nobody. Anyone may take a free one and give back their own."""
    translation = _open(translation_id)
    if translation.assignee_id == (to.pk if to else None):
        return
    if not may_assign(translation, to, by):
        raise NotForYou("give a draft to somebody else, or take theirs", cure="Ask an editor.")
    if to and not (to.is_active and may_work(to.languages, translation.language)):
        raise ImpossibleMove(
            f"{to.get_username()} does not work into {translation.language}", cure="Choose somebody who does."
        )
    _write(translation, by, now, assignee=to)
    if to and to != by:
        Notification.objects.create(
            person=to, kind=Notification.Kind.ASSIGNED, translation=translation, by=by, at=now or timezone.now()
        )


def may_assign(translation: Translation, to: User | None, by: User) -> bool:
    if by.has_perm("translations.publish"):
        return True
    return (translation.assignee_id or by.pk) == by.pk and (to is None or to == by)


@transaction.atomic
def set_due(translation_id: int, *, due_at: datetime | None, by: User, now: datetime | None = None) -> None:
    """Until when it is wanted; None for no particular time."""
    _require_editor(by)
    now = now or timezone.now()
    translation = _open(translation_id)
    late = translation.state == State.REVIEW and is_late(translation.moved_at, due_at, now)
    _write(translation, by, now, due_at=due_at, late=late)


@transaction.atomic
def set_priority(translation_id: int, *, priority: Priority, by: User, now: datetime | None = None) -> None:
    _require_editor(by)
    _write(_open(translation_id), by, now, priority=priority)


def _require_editor(by: User) -> None:
    if not by.has_perm("translations.publish"):
        raise NotForYou("change what comes first", cure="Ask an editor.")


def _open(translation_id: int) -> Translation:
    translation = selectors.locked(translation_id)
    if translation.state not in _OPEN:
        raise ImpossibleMove(f"plan translation {translation.pk} in state {translation.state}", cure="Reopen it first.")
    return translation


def _write(translation: Translation, by: User, now: datetime | None, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(translation, name, value)
    translation.save(update_fields=list(fields))
    detail = {name: str(value) for name, value in fields.items() if name != "late"}
    auditing.record("plan", f"translation {translation.pk}", by=by, now=now, **detail)
