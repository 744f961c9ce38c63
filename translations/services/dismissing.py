""" "Not an error": a person settles a flag, for this sentence and whenever it is judged again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from translations.errors import RefusedInput
from translations.memory import digest
from translations.models import Dismissal, Segment, Translation, User
from translations.selectors.flags import NEVER_DISMISSED
from translations.services.judging import JUDGED, bench, flag_of, notes_of, weigh_again
from translations.services.review import open_segment
from translations.types import Flag


@transaction.atomic
def dismiss(segment_id: int, *, code: str, about: str, by: User, now: datetime | None = None) -> Segment:
    """This flag is no error. It stays to be seen, and counts for nothing. Twice is harmless."""
    translation, segment = open_segment(segment_id)
    flag = flag_of(segment, code, about)
    if flag.code in NEVER_DISMISSED:
        raise RefusedInput(f"{code} is always an error", field="flag", cure="Write the sentence.")
    Dismissal.objects.get_or_create(
        **_key(translation, segment, flag), defaults={"by": by, "at": now or timezone.now()}
    )
    return _judged(translation, segment)


@transaction.atomic
def restore(segment_id: int, *, code: str, about: str) -> Segment:
    """Undoes `dismiss`, whoever did it: the flag counts again."""
    translation, segment = open_segment(segment_id)
    Dismissal.objects.filter(**_key(translation, segment, flag_of(segment, code, about))).delete()
    return _judged(translation, segment)


def _key(translation: Translation, segment: Segment, flag: Flag) -> dict[str, str | int]:
    return {
        "source_language": translation.article.language,
        "target_language": translation.language,
        "digest": digest(segment.source),
        "code": flag.code,
        "about": flag.about(segment.target),
    }


def _judged(translation: Translation, segment: Segment) -> Segment:
    """The sentence and its like in this draft (a caption often stands twice). Their words, and versions, stand."""
    found = bench(translation, [segment.source])
    for each in translation.segments.filter(source=segment.source):
        found.judge(each, notes_of(each))
        each.save(update_fields=JUDGED)
    weigh_again(translation)
    segment.refresh_from_db()
    return segment
