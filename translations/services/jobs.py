"""The job side of a translation: claim, lease, finish, fail, replay. docs/decisions.md, "The row is the queue"."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from translations import checks, inline, memory, queue, selectors
from translations.breaking import ASIDE, engine_name
from translations.errors import EngineError, LeaseLost, StaleVersion
from translations.glossary import Glossary
from translations.models import Segment, Translation, User
from translations.selectors.dismissals import Dismissed, dismissed
from translations.selectors.operating import runnable
from translations.services import breaking
from translations.services.judging import WEIGHT, judge, marks_of, weigh
from translations.services.moving import move
from translations.services.publish import may_go_out_unreviewed, publish_machine
from translations.services.searching import index_draft
from translations.states import State
from translations.types import Draft, DraftSegment, Job, Mark, Origin

#: How often a claim looks again when others were let through a breaker before it.
_TRIES = 3
_NO_LEASE: dict[str, Any] = {"lease_token": "", "lease_until": None, "lease_holder": ""}


def claim(holder: str, *, now: datetime | None = None) -> Job | None:
    """Takes the most urgent runnable translation, or None when there is none. One winner; counts the attempt.

    The row is locked while it is taken: SKIP LOCKED on PostgreSQL, the immediate transaction on SQLite. What is held,
    and what a breaker keeps back, is not there.
    """
    now = now or timezone.now()
    for _ in range(_TRIES):
        with transaction.atomic():
            waiting = runnable(now).select_for_update(skip_locked=True, of=("self",))
            translation = waiting.select_related("article").order_by("priority", "created_at").first()
            if translation is None:
                return None
            if not breaking.let_through(_breaker(translation), translation.pk, now=now):
                continue  # another worker tries this language pair first
            _take(translation, holder, now)
        return selectors.job(translation)
    return None


def _take(translation: Translation, holder: str, now: datetime) -> None:
    move(
        translation,
        "claim",
        now=now,
        reason=f"attempt {translation.attempts + 1} by {holder}",
        lease_token=secrets.token_hex(16),
        lease_holder=holder,
        lease_until=now + timedelta(seconds=settings.LEASE_SECONDS),
        attempts=translation.attempts + 1,
    )


def _breaker(translation: Translation) -> str:
    return engine_name(translation.article.language, translation.language)


def extend_lease(job: Job, *, now: datetime | None = None) -> bool:
    """The worker is alive; False when the job is no longer its own."""
    now = now or timezone.now()
    until = now + timedelta(seconds=settings.LEASE_SECONDS)
    held = Translation.objects.filter(pk=job.translation_id, lease_token=job.token, state=State.TRANSLATING)
    return held.update(lease_until=until) == 1


@transaction.atomic
def store_draft(job: Job, draft: Draft, *, now: datetime | None = None) -> None:
    """Keeps the machine's draft, checked, for a person to review. LeaseLost when the job went to someone else."""
    now = now or timezone.now()
    translation = _held(job)
    _require_whole(job, draft)
    before = list(translation.segments.order_by("position"))
    translation.segments.all().delete()
    terms = Glossary(job.terms)  # those that the engine was told of, though the term base may have changed since
    settled = dismissed((job.source_language, job.target_language), (made.source for made in draft.segments))
    placed = {(each.source, each.target): marks_of(each) for each in before if each.accepted}
    segments = [
        _segment(job, translation, position, made, terms, settled, placed.get((made.source, made.target), ()))
        for position, made in enumerate(draft.segments)
    ]
    _note_changes(before, segments)
    Segment.objects.bulk_create(segments)
    weigh(translation, segments)
    signature = f"{draft.signature}|{checks.VERSION}"
    outcome = {"signature": signature, "judged": job.judged, "last_error": ""} | _NO_LEASE | _weight(translation)
    move(translation, "draft", now=now, **outcome)
    breaking.succeeded(_breaker(translation))
    index_draft(translation)
    if may_go_out_unreviewed(translation):
        publish_machine(translation, now=now)


def _require_whole(job: Job, draft: Draft) -> None:
    """Never half an article: the segments say, in their sources, every word that the passages do."""
    said: dict[int, list[str]] = defaultdict(list)
    for segment in draft.segments:
        said[segment.block].append(segment.source)
    for passage in job.passages:
        if "".join(passage.text.split()) != "".join("".join(said[passage.block]).split()):
            raise EngineError(f"its draft lacks a part of passage {passage.block}", cure="It is tried again.")


def _segment(
    job: Job,
    translation: Translation,
    position: int,
    made: DraftSegment,
    terms: Glossary,
    settled: Dismissed,
    placed: Sequence[Mark],
) -> Segment:
    """`placed` are the marks of the same words where a person accepted them before: they stay where they were."""
    origin = Origin.APPROVED if made.approved and made.origin is Origin.MACHINE else made.origin
    segment = Segment(
        translation=translation,
        position=position,
        block=made.block,
        kind=made.kind,
        source=made.source,
        machine=made.target if origin is Origin.MACHINE else "",
        target=made.target,
        score=made.score,
        origin=origin,
        marks=[mark.to_json() for mark in inline.kept(made.marks, placed, made.target)],
        accepted=made.approved,
    )
    languages = job.source_language, job.target_language
    told = terms.find(made.source)
    judge(segment, languages, terms=told, settled=settled, notes=made.notes)
    if made.origin is Origin.CONTEXT and selectors.is_doubtful(segment.flags):
        segment.accepted = False  # approved in another article, perhaps before a term was: a person looks
        judge(segment, languages, terms=told, settled=settled, notes=made.notes)
    return segment


def _note_changes(before: Sequence[Segment], after: Sequence[Segment]) -> None:
    """So that the reviewer sees what a correction changed. What nobody has approved yet stays noted."""
    noted = {segment.source: segment.earlier_source for segment in before if not segment.accepted}
    changed = memory.earlier([segment.source for segment in before], [segment.source for segment in after])
    for segment, was in zip(after, changed, strict=True):
        segment.earlier_source = was or noted.get(segment.source, "")


def _weight(translation: Translation) -> dict[str, Any]:
    return {name: getattr(translation, name) for name in WEIGHT}


@transaction.atomic
def fail_attempt(
    job: Job, error: str, *, retryable: bool = True, engine: bool = False, now: datetime | None = None
) -> None:
    """The attempt failed: try again later, or give up when it cannot help or was the last one.

    `engine`: its engine said so. When that fails for other articles as well, it is not this one's fault: the attempt
    does not count, and it waits until the breaker lets it through.
    """
    now = now or timezone.now()
    translation = _held(job)
    name = _breaker(translation)
    until = breaking.failed(name, translation.pk, error, now=now) if engine else None
    if not engine:
        breaking.undecided(name, translation.pk, now=now)
    attempts, again = translation.attempts, now + timedelta(seconds=min(5 * 2 ** (translation.attempts - 1), 300))
    if until is not None:
        attempts, again = attempts - 1, until + ASIDE
    elif not retryable or attempts >= settings.MAX_ATTEMPTS:
        move(translation, "give up", now=now, reason=error, last_error=error, **_NO_LEASE)
        return
    written: dict[str, Any] = {"last_error": error, "attempts": attempts, "not_before": again, **_NO_LEASE}
    move(translation, "retry", now=now, reason=error, **written)


@transaction.atomic
def hand_back(job: Job, *, now: datetime | None = None) -> None:
    """The worker is told to stop: the job goes back, and the attempt does not count."""
    now = now or timezone.now()
    translation = _held(job)
    breaking.undecided(_breaker(translation), translation.pk, now=now)
    attempts = translation.attempts - 1
    move(translation, "retry", now=now, reason="handed back: the worker is stopping", attempts=attempts, **_NO_LEASE)
    queue.ring_after_commit()


def release_expired(*, now: datetime | None = None) -> int:
    """Puts back every job whose worker has fallen silent; returns how many. The dead letter after the last attempt."""
    now = now or timezone.now()
    silent = Translation.objects.filter(state=State.TRANSLATING, lease_until__lt=now)
    expired = silent.select_related("article")
    released = 0
    for translation in expired:
        error = (
            f"worker {translation.lease_holder} fell silent on attempt {translation.attempts}: "
            "it was killed, or the engine hung"
        )
        name = "retry" if translation.attempts < settings.MAX_ATTEMPTS else "give up"
        try:
            move(translation, name, now=now, reason=error, last_error=error, not_before=now, **_NO_LEASE)
        except StaleVersion:
            continue  # it finished after all, or another sweeper was first
        breaking.undecided(_breaker(translation), translation.pk, now=now)
        released += 1
    return released


@transaction.atomic
def replay(translation_id: int, *, by: User | None, now: datetime | None = None) -> None:
    """Tries a dead letter again, from the first attempt."""
    now = now or timezone.now()
    translation = selectors.locked(translation_id)
    move(translation, "replay", now=now, by=by, attempts=0, not_before=now, last_error="")
    queue.ring_after_commit()


def _held(job: Job) -> Translation:
    translation = (
        Translation.objects.select_for_update(of=("self",))
        .select_related("article__source", "revision")
        .filter(pk=job.translation_id, lease_token=job.token, state=State.TRANSLATING)
        .first()
    )
    if translation is None:
        raise LeaseLost(f"translation {job.translation_id}")
    return translation
