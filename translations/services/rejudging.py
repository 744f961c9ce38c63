"""Drafts in review are judged anew when the term base or the checks have changed: an approved term must not come too
late for what already waits. A few drafts at each turn of the scheduler, so that a large import costs nobody a pause.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from translations import selectors
from translations.models import Segment, Translation
from translations.selectors.terms import judged_by
from translations.services.judging import JUDGED, WEIGHT, bench, notes_of, weigh
from translations.states import State

#: Drafts a turn: a fifth of a second, at twenty sentences each.
AT_ONCE = 20


def rejudge_stale(*, limit: int = AT_ONCE) -> int:
    """Judges some drafts anew, the most urgent first; returns how many. Texts and versions stay as they are."""
    wanted = judged_by()
    stale = Translation.objects.filter(Q(judged__lt=wanted) | Q(judged__gt=wanted), state=State.REVIEW)
    found = stale.order_by("priority", "-late", "-risk", "moved_at").values_list("pk", flat=True)[:limit]
    return sum(_rejudge(pk, wanted) for pk in found)


@transaction.atomic
def _rejudge(translation_id: int, wanted: str) -> bool:
    translation = selectors.locked(translation_id)
    if translation.state != State.REVIEW:
        return False
    segments = list(translation.segments.order_by("position"))
    judges = bench(translation, [segment.source for segment in segments])
    changed = []
    for segment in segments:
        before = segment.flags, segment.risk
        judges.judge(segment, notes_of(segment))
        if (segment.flags, segment.risk) != before:
            changed.append(segment)
    Segment.objects.bulk_update(changed, JUDGED)
    weigh(translation, segments)
    translation.judged = wanted
    translation.save(update_fields=[*WEIGHT, "judged"])
    return True
