"""The same decision about many drafts: told beforehand, then carried out one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from translations import selectors
from translations.errors import ImpossibleMove, RefusedInput, SongnguError, StaleVersion
from translations.models import Translation, User
from translations.permissions import may_work
from translations.services import assigning
from translations.services.assigning import NotForYou
from translations.services.publish import publish, replaces_reviewed
from translations.services.review import reject
from translations.states import State
from translations.types import Priority

#: Drafts that one order may name.
MOST = 500
PUBLISH, REJECT, ASSIGN, PRIORITY, DUE = ACTIONS = "publish", "reject", "assign", "priority", "due"
#: Those that let a text out, or stop it.
_DECISIONS = (PUBLISH, REJECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One of the names above, and what it needs."""

    action: str
    reason: str = ""
    to: User | None = None
    priority: Priority = Priority.NORMAL
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One draft of an order: what is known of it beforehand, or what came of it."""

    translation: Translation
    #: `text_digest` of what there was to read when it was planned.
    seen: str
    #: Why not; None when it will be done, or was.
    error: SongnguError | None = None


def plan(order: Order, ids: Iterable[int], *, by: User, now: datetime | None = None) -> list[Step]:
    """What would happen to each, in the order given. Changes nothing; some milliseconds a draft."""
    now = now or timezone.now()
    found = Translation.objects.select_related("article__source", "revision", "claimed_by").in_bulk(list(ids)[:MOST])
    return [_planned(order, found[pk], by, now) for pk in found]


def _planned(order: Order, translation: Translation, by: User, now: datetime) -> Step:
    seen = selectors.text_digest(translation)
    try:
        require(order, translation, by=by, now=now)
    except SongnguError as error:
        return Step(translation, seen, error)
    return Step(translation, seen)


def carry_out(order: Order, seen: Mapping[int, str], *, by: User, now: datetime | None = None) -> list[Step]:
    """Does it, each draft in a transaction of its own: one that cannot be done holds up no other."""
    return [_done(order, pk, digest, by, now or timezone.now()) for pk, digest in list(seen.items())[:MOST]]


def _done(order: Order, translation_id: int, seen: str, by: User, now: datetime) -> Step:
    translation = Translation.objects.select_related("article__source", "revision").get(pk=translation_id)
    try:
        with transaction.atomic():
            locked = selectors.locked(translation_id)
            require(order, locked, by=by, now=now)
            if order.action in _DECISIONS and seen != selectors.text_digest(locked):
                raise StaleVersion("its text", cure="Look at it again.")
            _act(order, translation_id, seen, by, now)
    except SongnguError as error:
        return Step(translation, seen, error)
    return Step(translation, seen)


def _act(order: Order, translation_id: int, seen: str, by: User, now: datetime) -> None:
    if order.action == PUBLISH:
        publish(translation_id, by=by, seen=seen, now=now)
    elif order.action == REJECT:
        reject(translation_id, by=by, reason=order.reason, now=now)
    elif order.action == ASSIGN:
        assigning.assign(translation_id, to=order.to, by=by, now=now)
    elif order.action == PRIORITY:
        assigning.set_priority(translation_id, priority=order.priority, by=by, now=now)
    else:
        assigning.set_due(translation_id, due_at=order.due_at, by=by, now=now)


def require(order: Order, translation: Translation, *, by: User, now: datetime) -> None:
    """Raises what speaks against it. Nobody's doubtful sentence goes out because it was one of many."""
    if not may_work(by.languages, translation.language):
        raise NotForYou("you do not work in this language", cure="Ask an administrator if you should.")
    if order.action == ASSIGN and not assigning.may_assign(translation, order.to, by):
        raise NotForYou("it is somebody else's, or would be", cure="Ask an editor.")
    if order.action != ASSIGN and not by.has_perm("translations.publish"):
        raise NotForYou(cure="Ask an editor.")
    if order.action in _DECISIONS:
        _require_reviewable(translation, by, now)
    if order.action == PUBLISH:
        _require_clean(translation)
    if order.action == REJECT and not order.reason.strip():
        raise RefusedInput("no reason given", field="reason", cure="Say why, so that someone can act on it.")


def _require_reviewable(translation: Translation, by: User, now: datetime) -> None:
    if translation.state != State.REVIEW:
        raise ImpossibleMove("it is not in review", cure="Look at it again.")
    until = translation.claimed_until
    if until and until > now and translation.claimed_by_id not in (None, by.pk):
        raise ImpossibleMove("somebody has it open", cure="Ask them, or wait until they are done.")


def _require_clean(translation: Translation) -> None:
    if translation.doubts:
        raise RefusedInput("it has doubtful sentences", cure="Look at them on its own page.")
    if translation.segments.filter(target="").exists():
        raise RefusedInput("it has sentences without a translation", cure="Translate them on its own page.")
    if replaces_reviewed(translation):
        raise RefusedInput("it replaces a published text", cure="Publish it on its own page, and say what changed.")
