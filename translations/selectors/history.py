"""Reads for "why is this article late?": the facts that decide, and every step so far."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from django.db.models import Q, QuerySet

from translations import queue
from translations.breaking import engine_name
from translations.lateness import Broker, Facts, Kind, Step, Waiting, silent
from translations.models import Delivery, Hold, PendingRelease, Publication, Subscription, Translation
from translations.selectors.board import last_seen
from translations.selectors.operating import DELIVER, TRANSLATE, held, holds, open_breakers, runnable
from translations.selectors.watching import workers
from translations.states import State

#: Of each kind: the newest moves, and those deliveries that are in trouble before all others.
MOVES_SHOWN, DELIVERIES_SHOWN = 500, 100
_RANKS = {Kind.NEWSROOM: 0, Kind.REVISION: 1, Kind.PUBLICATION: 3, Kind.DELIVERY: 4}
_UNDONE = (Delivery.State.QUEUED, Delivery.State.SENDING)


def facts(translation: Translation, now: datetime) -> Facts:
    bells = queue.waiting()
    sent = _deliveries(translation)
    return Facts(
        now=now,
        state=State(translation.state),
        since=translation.moved_at,
        not_before=translation.not_before,
        lease_until=translation.lease_until,
        ahead=_ahead(translation, now),
        worker_seen=last_seen("worker"),
        scheduler_seen=last_seen("scheduler"),
        broker=_broker(bells),
        bells=bells or 0,
        published=_publications(translation).exists(),
        undelivered=sent.filter(state__in=_UNDONE).count(),
        dead_deliveries=sent.filter(state=Delivery.State.DEAD, subscription__state=Subscription.State.ACTIVE).count(),
        drained=_drained(now),
        hold=_held(
            Q(kind=Hold.Kind.STAGE, name=TRANSLATE) | Q(kind=Hold.Kind.SOURCE, name=translation.article.source.slug)
        ),
        deliveries_held=_held(Q(kind=Hold.Kind.STAGE, name=DELIVER)),
        breaker=_breaker(translation, now),
        release_at=_release(translation),
    )


def _drained(now: datetime) -> bool:
    alive = {each.name for each in workers(now) if each.kind == "worker" and not silent(each.seen_at, now)}
    return bool(alive) and alive <= held().workers


def _held(which: Q) -> Waiting | None:
    hold = holds().filter(which).first()
    if hold is None:
        return None
    who = hold.by.get_username() if hold.by else ""
    return Waiting(name=f"{hold.kind} {hold.name}", since=hold.since, by=who, reason=hold.reason)


def _breaker(translation: Translation, now: datetime) -> Waiting | None:
    """Also while somebody else is let through to try it: this one waits for the outcome."""
    name = engine_name(translation.article.language, translation.language)
    row = open_breakers().filter(name=name).first()
    if row is None:
        return None
    return Waiting(name=name, since=row.opened_at or now, reason=row.last_error, until=row.open_until)


def _release(translation: Translation) -> datetime | None:
    pending = PendingRelease.objects.filter(article=translation.article_id, language=translation.language)
    return pending.values_list("release_at", flat=True).first()


def _broker(bells: int | None) -> Broker:
    if not queue.has_broker():
        return Broker.NONE
    return Broker.SILENT if bells is None else Broker.ANSWERS


def _ahead(translation: Translation, now: datetime) -> int:
    """In the order of services.jobs.claim."""
    if translation.state != State.QUEUED:
        return 0
    sooner = Q(priority__lt=translation.priority) | Q(
        priority=translation.priority, created_at__lt=translation.created_at
    )
    return runnable(now).filter(sooner).count()


def _publications(translation: Translation) -> QuerySet[Publication]:
    return Publication.objects.filter(article=translation.article_id, language=translation.language)


def _deliveries(translation: Translation) -> QuerySet[Delivery]:
    return Delivery.objects.filter(action=Delivery.Action.SEND, publication__in=_publications(translation))


def steps(translation: Translation) -> list[Step]:
    """Everything that happened, oldest first."""
    found = [*_received(translation), *_moves(translation), *_edits(translation)]
    found += [*_published(translation), *_sent(translation)]
    # A publication's time is in whole seconds: within one, what follows from what decides.
    return sorted(found, key=lambda step: (step.at.replace(microsecond=0), _RANKS.get(step.kind, 2), step.at))


def _received(translation: Translation) -> Iterator[Step]:
    for revision in translation.article.revisions.defer("blocks").order_by("number"):
        if revision.published_at < revision.received_at:
            yield Step(at=revision.published_at, kind=Kind.NEWSROOM)
        yield Step(at=revision.received_at, kind=Kind.REVISION, count=revision.number)


def _moves(translation: Translation) -> Iterator[Step]:
    before: datetime | None = None
    newest = translation.moves.select_related("by").order_by("-id")[:MOVES_SHOWN]
    for move in reversed(newest):
        yield Step(
            at=move.at,
            kind=Kind.MOVE,
            name=move.name,
            to=move.to_state,
            who=move.by.get_username() if move.by else "",
            detail=move.said,
            waited=move.at - before if before else None,
            waited_in=move.from_state,
        )
        before = move.at


def _edits(translation: Translation) -> Iterator[Step]:
    """One step for as many edits as a person made in a row."""
    rows = translation.edits.order_by("id").values_list("by__username", "at")
    for who, group in groupby(rows, key=lambda row: row[0]):
        times = [at for _, at in group]
        yield Step(at=times[-1], kind=Kind.EDITS, who=who, count=len(times))


def _published(translation: Translation) -> Iterator[Step]:
    for publication in _publications(translation).select_related("by").defer("content").order_by("number"):
        yield Step(
            at=publication.updated_at,
            kind=Kind.PUBLICATION,
            name="retracted" if publication.retracted else publication.tier,
            who=publication.by.get_username() if publication.by else "",
            detail=publication.correction,
            count=publication.number,
        )


def _sent(translation: Translation) -> Iterator[Step]:
    rows = _deliveries(translation).select_related("subscription__partner").order_by("state", "-id")
    for row in rows[:DELIVERIES_SHOWN]:  # "dead" sorts first
        partner = row.subscription.partner
        yield Step(
            at=row.finished_at or row.created_at,
            kind=Kind.DELIVERY,
            name=row.state,
            to=partner.name if partner else row.subscription.host,
            detail=" · ".join(filter(None, [f"HTTP {row.status}" if row.status else "", row.last_error])),
            waited=row.finished_at - row.created_at if row.finished_at else None,
            count=row.attempts,
        )
