"""What a person does to a draft."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from translations import inline, queue, rejections, selectors
from translations.errors import ImpossibleMove, RefusedInput, StaleVersion
from translations.models import Edit, Notification, Segment, Translation, User
from translations.services import embargo
from translations.services.judging import JUDGED, Bench, bench, marks_of, notes_of, weigh_again
from translations.services.moving import move
from translations.states import State

MAX_TARGET = 20_000  # characters
#: Longer stays in one sentence are a page left open.
MAX_SECONDS = 3600.0


@transaction.atomic
def edit_segment(
    segment_id: int,
    *,
    target: str,
    version: int,
    accept: bool,
    by: User,
    seconds: float | None = None,
    how: str = "",
    now: datetime | None = None,
) -> Segment:
    """Saves a person's words for one segment and checks them again.

    `version` is what that person's page showed: if someone else was faster, StaleVersion and nothing is written.
    Saving what is already there changes nothing. `seconds` that they were in it since it was last saved, and `how` they
    did it when not by typing, are kept with the edit.
    """
    target = cleaned(target)
    translation, segment = open_segment(segment_id)
    if (segment.target, segment.accepted) == (target, accept):
        return segment
    require_version(segment, version)
    found = bench(translation, [segment.source])
    log = entry(translation, segment, by=by, now=now, seconds=seconds, how=how)
    _write(segment, target, accept, log, found)
    weigh_again(translation)
    return segment


def cleaned(target: str) -> str:
    target = " ".join(target.replace("\x00", "").split())
    if len(target) > MAX_TARGET:
        raise RefusedInput(f"{len(target)} characters", field="target", cure=f"Keep it under {MAX_TARGET}.")
    return target


def open_segment(segment_id: int) -> tuple[Translation, Segment]:
    """A segment that may be changed, and its translation, locked.

    The translation's lock first, always: publishing takes the same one, so no edit slips in under it.
    """
    translation_id = Segment.objects.filter(pk=segment_id).values_list("translation_id", flat=True).first()
    if translation_id is None:
        raise StaleVersion("this sentence is gone", cure="Load the page again.")
    translation = selectors.locked(translation_id)
    if translation.state != State.REVIEW:
        raise ImpossibleMove(f"edit translation {translation.pk} in state {translation.state}", cure="Reopen it first.")
    segment = translation.segments.filter(pk=segment_id).first()
    if segment is None:  # merged or drafted anew while we waited for the lock
        raise StaleVersion("this sentence is gone", cure="Load the page again.")
    return translation, segment


def require_version(segment: Segment, version: int) -> None:
    if segment.version != version:
        raise StaleVersion(f"segment {segment.position + 1}", cure="Look at both texts and choose.")


def entry(
    translation: Translation,
    segment: Segment,
    *,
    by: User,
    now: datetime | None = None,
    seconds: float | None = None,
    how: str = "",
) -> Edit:
    """The log's row for what is about to be done to `segment`; still to be completed and saved."""
    return Edit(
        translation=translation,
        segment=segment,
        revision=translation.revision,
        source=segment.source,
        before=segment.target,
        by=by,
        at=now or timezone.now(),
        seconds=None if seconds is None else min(max(seconds, 0.0), MAX_SECONDS),
        how=how,
    )


def _write(segment: Segment, target: str, accept: bool, log: Edit, found: Bench) -> None:
    log.after, log.accepted = target, accept
    log.save()
    notes = notes_of(segment) if segment.target == target else ()
    followed = inline.followed(marks_of(segment), segment.source, segment.target, target)
    segment.marks = [mark.to_json() for mark in followed]
    segment.target, segment.accepted, segment.version = target, accept, segment.version + 1
    found.judge(segment, notes)
    segment.save(update_fields=["target", "accepted", "version", "marks", *JUDGED])


@transaction.atomic
def accept_all(translation_id: int, *, seen: str, by: User, now: datetime | None = None) -> int:
    """Accepts every segment that is not doubtful, as it was read; returns how many."""
    now = now or timezone.now()
    translation = selectors.locked(translation_id)
    if translation.state != State.REVIEW:
        raise ImpossibleMove(f"edit translation {translation.pk} in state {translation.state}", cure="Reopen it first.")
    if seen != selectors.text_digest(translation):
        raise StaleVersion(f"the text of translation {translation_id}", cure="Read it once more.")
    clean = [
        segment
        for segment in translation.segments.filter(accepted=False)
        if segment.target and not selectors.is_doubtful(segment.flags)
    ]
    found = bench(translation, (segment.source for segment in clean))
    for segment in clean:
        log = entry(translation, segment, by=by, now=now, how="accept-all")
        _write(segment, segment.target, True, log, found)
    weigh_again(translation)
    return len(clean)


@transaction.atomic
def reject(translation_id: int, *, by: User, reason: str, why: str = "", now: datetime | None = None) -> None:
    """Declines the draft. What was published before stands; what an embargo holds does not go out.

    `why` is a code of `rejections.REASONS`; most of them need no further words. Whoever worked on the draft is told.
    """
    reason = " ".join(reason.split())
    if why and why not in rejections.REASONS:
        raise RefusedInput("no such reason", field="why", cure="Choose one of the list.")
    if not reason and why in ("", rejections.OTHER):
        raise RefusedInput("no reason given", field="reason", cure="Say why, so that someone can act on it.")
    now, said = now or timezone.now(), rejections.written(why, reason)
    translation = selectors.locked(translation_id)
    move(translation, "reject", now=now, by=by, reason=said)
    embargo.cancel(translation.article_id, translation.language)
    _tell(translation, said, by=by, now=now)


def _tell(translation: Translation, reason: str, *, by: User, now: datetime) -> None:
    """Those who edited it, in this revision of the article, and whoever it was given to."""
    edited = translation.edits.filter(revision=translation.revision_id).order_by()
    people = {*edited.values_list("by_id", flat=True).distinct(), translation.assignee_id} - {by.pk, None}
    Notification.objects.bulk_create(
        Notification(
            person_id=each, kind=Notification.Kind.REJECTED, translation=translation, by=by, text=reason, at=now
        )
        for each in sorted(filter(None, people))
    )


@transaction.atomic
def reopen(translation_id: int, *, by: User | None, now: datetime | None = None) -> None:
    """Brings a published or rejected translation back to the desk; what is published stands meanwhile.

    What an embargo holds goes back too: nobody has seen it yet, and the editor wants it otherwise.
    """
    translation = selectors.locked(translation_id)
    move(translation, "reopen", now=now or timezone.now(), by=by)
    embargo.cancel(translation.article_id, translation.language)


@transaction.atomic
def retranslate(translation_id: int, *, by: User | None, now: datetime | None = None) -> None:
    """Asks the machine for a fresh draft; sentences that a person accepted are kept."""
    now = now or timezone.now()
    move(selectors.locked(translation_id), "retranslate", now=now, by=by, attempts=0, not_before=now)
    queue.ring_after_commit()
