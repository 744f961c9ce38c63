"""What operators tell to wait, and to go on: a stage, a source, a worker. Audited, whoever does it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from translations import queue
from translations.errors import ImpossibleMove, NotFound, RefusedInput
from translations.models import Delivery, Hold, Pulse, Source, Subscription, User
from translations.selectors.operating import DELIVER, POLL, STAGES, TRANSLATE
from translations.services import auditing, deliveries, sources

logger = logging.getLogger(__name__)

MAX_REASON = 300  # characters
_TASKS = {TRANSLATE: queue.TRANSLATE, POLL: queue.POLL, DELIVER: queue.DELIVER}


@transaction.atomic
def pause(
    kind: Hold.Kind, name: str, *, by: User | None, actor: str = "", reason: str = "", now: datetime | None = None
) -> Hold:
    """Tells it to wait. What is under way is finished; pausing twice keeps the first time and takes the new reason."""
    now = now or timezone.now()
    _require(kind, name)
    reason = " ".join(reason.split())
    if len(reason) > MAX_REASON:
        raise RefusedInput(f"a reason of {len(reason)} characters", cure=f"Keep it under {MAX_REASON}.")
    hold, made = Hold.objects.get_or_create(kind=kind, name=name, defaults={"since": now, "by": by, "reason": reason})
    if not made and reason:
        hold.reason = reason
        hold.save(update_fields=["reason"])
    verb = "drain" if kind == Hold.Kind.WORKER else "pause"
    auditing.record(verb, f"{kind} {name}", by=by, actor=actor, now=now, reason=reason)
    logger.info("%s %s is told to wait", kind, name)
    return hold


@transaction.atomic
def resume(kind: Hold.Kind, name: str, *, by: User | None, actor: str = "", now: datetime | None = None) -> None:
    """Lets it go on, at once. NotFound when nothing held it."""
    removed, _ = Hold.objects.filter(kind=kind, name=name).delete()
    if not removed:
        raise NotFound(f"{kind} {name!r} is not paused", cure="See: songngu status")
    auditing.record("resume", f"{kind} {name}", by=by, actor=actor, now=now)
    logger.info("%s %s goes on", kind, name)
    for task in [_TASKS[name]] if kind == Hold.Kind.STAGE else _TASKS.values():
        queue.ring_after_commit(task)


def _require(kind: Hold.Kind, name: str) -> None:
    if kind == Hold.Kind.STAGE and name not in STAGES:
        raise RefusedInput(f"stage {name[:50]!r}", cure=f"Use {', '.join(STAGES)}.")
    if kind == Hold.Kind.SOURCE and not Source.objects.filter(slug=name).exists():
        raise NotFound(f"source {name[:50]!r}", cure="See: songngu sources list")
    if kind == Hold.Kind.WORKER and not Pulse.objects.filter(kind="worker", name=name).exists():
        raise NotFound(f"worker {name[:100]!r}", cure="Its name is in songngu status, such as worker@host:123.")


@transaction.atomic
def try_address(subscription_id: int, *, by: User | None, actor: str = "", now: datetime | None = None) -> None:
    """An address that failed is told again at once, whatever pause its failures earned it."""
    now = now or timezone.now()
    subscription = Subscription.objects.filter(pk=subscription_id, state=Subscription.State.ACTIVE).first()
    if subscription is None:
        raise NotFound(f"subscription {subscription_id}", cure="See: songngu partners list")
    Subscription.objects.filter(pk=subscription_id).update(paused_until=None)
    waiting = Delivery.objects.filter(subscription=subscription_id, state=Delivery.State.QUEUED, attempts__gt=0)
    waiting.filter(not_before__gt=now).update(not_before=now)
    auditing.record(
        "try now", f"address {subscription.host}", by=by, actor=actor, now=now, subscription=subscription_id
    )
    queue.ring_after_commit(queue.DELIVER)


def replay_deliveries(ids: Sequence[int], *, by: User | None, actor: str = "", now: datetime | None = None) -> int:
    """Tries failed deliveries again; returns how many. What cannot be replayed any more is passed by."""
    done = []
    for number in ids:
        try:
            deliveries.replay(number, now=now)
            done.append(number)
        except (ImpossibleMove, NotFound) as error:
            logger.warning("%s", error)
    _told_of("replay", done, by, actor, now)
    return len(done)


@transaction.atomic
def drop_deliveries(ids: Sequence[int], *, by: User | None, actor: str = "", now: datetime | None = None) -> int:
    """They will never be made: the partner knows, or does not want them."""
    dead = Delivery.objects.filter(pk__in=ids, state=Delivery.State.DEAD)
    done = list(dead.values_list("pk", flat=True))
    dead.update(state=Delivery.State.DROPPED)
    _told_of("drop", done, by, actor, now)
    return len(done)


def _told_of(action: str, done: list[int], by: User | None, actor: str, now: datetime | None) -> None:
    if done:
        on = f"delivery {done[0]}" if len(done) == 1 else f"{len(done)} deliveries"
        auditing.record(action, on, by=by, actor=actor, now=now, ids=done[:1000])


def poll_now(slug: str, *, by: User | None, actor: str = "") -> None:
    """Whatever pause its failures earned it."""
    source = Source.objects.filter(slug=slug, kind=Source.Kind.PULL).first()
    if source is None:
        raise NotFound(f"source {slug[:50]!r}", cure="See: songngu sources list")
    sources.poll_soon(source)
    auditing.record("poll now", f"source {slug}", by=by, actor=actor)
