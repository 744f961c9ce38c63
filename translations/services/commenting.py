"""What people say to each other about a draft, and whom that is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from translations import selectors
from translations.errors import NotFound, RefusedInput
from translations.models import Comment, Notification, Segment, Translation, User
from translations.permissions import may_work

MAX_TEXT = 4000  # characters
#: Names as accounts have them; an address such as a@b.example mentions nobody.
_MENTION = re.compile(r"(?<![\w@.])@([\w.+-]{1,150})")
_MOST_MENTIONS = 20


@transaction.atomic
def comment(
    translation_id: int, text: str, *, by: User, segment_id: int | None = None, now: datetime | None = None
) -> Comment:
    """Says something about a draft, or a segment of it, and tells those who are named in it (`@name`) and those who
    spoke before. In any state: a rejected draft is worth talking about.
    """
    now, text = now or timezone.now(), text.replace("\x00", "").strip()
    if not text:
        raise RefusedInput("nothing was said", field="text", cure="Write something.")
    if len(text) > MAX_TEXT:
        raise RefusedInput(f"{len(text)} characters", field="text", cure=f"Keep it under {MAX_TEXT}.")
    translation = selectors.locked(translation_id)
    segment = _segment(translation, segment_id)
    said = Comment.objects.create(
        translation=translation, segment=segment, quoted=segment.source if segment else "", text=text, by=by, at=now
    )
    mentioned = named_in(text, translation.language)
    spoke = User.objects.filter(pk__in=translation.comments.values("by"), is_active=True)
    tell(Notification.Kind.MENTION, mentioned, said, now=now)
    tell(Notification.Kind.REPLY, set(spoke) - set(mentioned), said, now=now)
    return said


def _segment(translation: Translation, segment_id: int | None) -> Segment | None:
    if segment_id is None:
        return None
    found = translation.segments.filter(pk=segment_id).first()
    if found is None:
        raise NotFound(f"segment {segment_id}", cure="It was drafted anew; load the draft again.")
    return found


def named_in(text: str, language: str) -> list[User]:
    """The people whose names stand in `text`, each once; a full stop behind a name does not hide it."""
    names = [match[1] for match in _MENTION.finditer(text)][:_MOST_MENTIONS]
    wanted = {name for each in names for name in (each, each.rstrip(".+-"))}
    found = User.objects.filter(username__in=wanted, is_active=True).order_by("pk")
    return [person for person in found if may_work(person.languages, language)]


def tell(kind: str, people: Iterable[User], said: Comment, *, now: datetime) -> None:
    """One notice for each of `people`, save the one who said it."""
    Notification.objects.bulk_create(
        Notification(person=each, kind=kind, translation=said.translation, comment=said, by=said.by, at=now)
        for each in people
        if each.pk != said.by_id
    )


@transaction.atomic
def resolve(comment_id: int, *, by: User, now: datetime | None = None) -> Comment:
    """Settles a comment, or takes it up again; the one who does it is noted."""
    found = Comment.objects.select_for_update(of=("self",)).filter(pk=comment_id).first()
    if found is None:
        raise NotFound(f"comment {comment_id}", cure="Load the draft again.")
    settled = found.resolved_at is None
    found.resolved_by, found.resolved_at = (by, now or timezone.now()) if settled else (None, None)
    found.save(update_fields=["resolved_by", "resolved_at"])
    return found


def read_notices(person: User, *, only: int | None = None, now: datetime | None = None) -> int:
    """Marks this person's notices as read: one, or all. How many there were."""
    unread = Notification.objects.filter(person=person, read_at__isnull=True)
    return (unread.filter(pk=only) if only else unread).update(read_at=now or timezone.now())
