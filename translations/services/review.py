"""What a person does to a draft."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from translations import inline, queue, selectors
from translations.errors import ImpossibleMove, RefusedInput, StaleVersion
from translations.models import Edit, Segment, Translation, User
from translations.services import embargo
from translations.services.judging import WEIGHT, judge, marks_of, notes_of, weigh
from translations.services.moving import move
from translations.states import State

MAX_TARGET = 20_000  # characters


@transaction.atomic
def edit_segment(
    segment_id: int, *, target: str, version: int, accept: bool, by: User, now: datetime | None = None
) -> Segment:
    """Saves a person's words for one segment and checks them again.

    `version` is what that person's page showed: if someone else was faster, StaleVersion and nothing is written.
    Saving what is already there changes nothing.
    """
    now = now or timezone.now()
    target = " ".join(target.replace("\x00", "").split())
    if len(target) > MAX_TARGET:
        raise RefusedInput(f"{len(target)} characters", field="target", cure=f"Keep it under {MAX_TARGET}.")
    # The translation's lock first, always: publishing takes the same one, so no edit slips in under it.
    translation = selectors.locked(Segment.objects.values_list("translation_id", flat=True).get(pk=segment_id))
    if translation.state != State.REVIEW:
        raise ImpossibleMove(f"edit translation {translation.pk} in state {translation.state}", cure="Reopen it first.")
    segment = translation.segments.get(pk=segment_id)
    if (segment.target, segment.accepted) == (target, accept):
        return segment
    if segment.version != version:
        raise StaleVersion(f"segment {segment.position + 1}", cure="Look at both texts and choose.")
    _write(translation, segment, target, accept, by, now)
    _weigh(translation)
    return segment


def _write(translation: Translation, segment: Segment, target: str, accept: bool, by: User, now: datetime) -> None:
    Edit.objects.create(
        translation=translation,
        segment=segment,
        revision=translation.revision,
        source=segment.source,
        before=segment.target,
        after=target,
        accepted=accept,
        by=by,
        at=now,
    )
    notes = notes_of(segment) if segment.target == target else ()
    followed = inline.followed(marks_of(segment), segment.source, segment.target, target)
    segment.marks = [mark.to_json() for mark in followed]
    segment.target, segment.accepted, segment.version = target, accept, segment.version + 1
    languages = translation.article.language, translation.language
    judge(segment, languages, terms=selectors.matches(segment.source, *languages), notes=notes)
    segment.save(update_fields=["target", "accepted", "version", "flags", "marks", "risk"])


def _weigh(translation: Translation) -> None:
    weigh(translation, translation.segments.all())
    translation.save(update_fields=WEIGHT)


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
    for segment in clean:
        _write(translation, segment, segment.target, True, by, now)
    _weigh(translation)
    return len(clean)


@transaction.atomic
def reject(translation_id: int, *, by: User, reason: str, now: datetime | None = None) -> None:
    """Declines the draft. What was published before stands; what an embargo holds does not go out."""
    if not reason.strip():
        raise RefusedInput("no reason given", field="reason", cure="Say why, so that someone can act on it.")
    translation = selectors.locked(translation_id)
    move(translation, "reject", now=now or timezone.now(), by=by, reason=reason.strip())
    embargo.cancel(translation.article_id, translation.language)


@transaction.atomic
def reopen(translation_id: int, *, by: User, now: datetime | None = None) -> None:
    """Brings a published or rejected translation back to the desk; what is published stands meanwhile.

    What an embargo holds goes back too: nobody has seen it yet, and the editor wants it otherwise.
    """
    translation = selectors.locked(translation_id)
    move(translation, "reopen", now=now or timezone.now(), by=by)
    embargo.cancel(translation.article_id, translation.language)


@transaction.atomic
def retranslate(translation_id: int, *, by: User, now: datetime | None = None) -> None:
    """Asks the machine for a fresh draft; sentences that a person accepted are kept."""
    now = now or timezone.now()
    move(selectors.locked(translation_id), "retranslate", now=now, by=by, attempts=0, not_before=now)
    queue.ring_after_commit()
