"""Everything that was written for a sentence: by the machine, and by whom since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from translations.memory import Change, difference
from translations.models import Edit, Segment

#: Of the newest. A sentence with more of them is a page that saves by itself too often.
MOST = 200
#: What one person typed in a sentence without a longer pause is one step: a page that saves by itself makes many edits.
PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What stood there after a person's edit, or several in a row."""

    #: The last of them: what `services.reverting` is told.
    edit_id: int
    who: str
    at: datetime
    accepted: bool
    #: As `Edit.how`.
    how: str
    #: None when no page said so.
    seconds: float | None
    #: Number of the article's revision, when it was another than the present one.
    revision: int | None
    #: What the sentence said then, when it said something else.
    source: str
    target: str
    pieces: tuple[tuple[str, Change], ...] = field(default=())
    #: It is what stands there now.
    present: bool = False


def wordings(segment: Segment) -> list[Wording]:
    """The newest first; those for the same sentence, or the one it replaced, in earlier revisions too."""
    sources = [segment.source, *filter(None, [segment.earlier_source])]
    here = Q(segment=segment) | Q(translation=segment.translation_id, source__in=sources, segment=None)
    rows = Edit.objects.filter(here).select_related("by", "revision").order_by("-id")[:MOST]
    return [_wording(steps, segment) for steps in _together(list(rows)[::-1])][::-1]


def first_wording(segment: Segment) -> str:
    """What stood there before anybody touched it: the machine's words, or those that were approved earlier."""
    if segment.machine:
        return segment.machine
    first = segment.edits.exclude(how__in=("split", "merge")).order_by("id").first()
    return first.before if first else segment.target


def _together(edits: Iterable[Edit]) -> list[list[Edit]]:
    """What one person typed in a row, accepting nothing in between."""
    steps: list[list[Edit]] = []
    for edit in edits:
        if steps and _goes_on(steps[-1][-1], edit):
            steps[-1].append(edit)
        else:
            steps.append([edit])
    return steps


def _goes_on(before: Edit, edit: Edit) -> bool:
    same = before.by_id == edit.by_id and before.segment_id == edit.segment_id and before.source == edit.source
    typed = not before.accepted and not before.how and not edit.how
    return same and typed and before.after == edit.before and edit.at - before.at < PAUSE


def _wording(steps: Sequence[Edit], segment: Segment) -> Wording:
    first, last = steps[0], steps[-1]
    known = [step.seconds for step in steps if step.seconds is not None]
    return Wording(
        edit_id=last.pk,
        who=last.by.get_full_name() or last.by.get_username(),
        at=last.at,
        accepted=last.accepted,
        how=last.how,
        seconds=sum(known) if known else None,
        revision=last.revision.number if last.revision_id != segment.translation.revision_id else None,
        source=last.source if last.source != segment.source else "",
        target=last.after,
        pieces=difference(first.before, last.after),
        present=last.after == segment.target,
    )
