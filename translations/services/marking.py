"""A person says where a link, or emphasis, belongs in the translation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from translations import inline
from translations.errors import RefusedInput
from translations.models import Segment, User
from translations.services.judging import JUDGED, bench, marks_of, notes_of, weigh_again
from translations.services.review import cleaned, edit_segment, entry, open_segment, require_version


@transaction.atomic
def place(
    segment_id: int,
    *,
    number: int,
    head: str,
    words: str,
    version: int,
    by: User,
    target: str | None = None,
    seconds: float | None = None,
    now: datetime | None = None,
) -> Segment:
    """Puts the sentence's mark `number` on `words`, which stand behind `head`; accepts nothing.

    `target` is what stands in that person's box: words that were not saved yet are saved with it.
    """
    translation, segment = open_segment(segment_id)
    if target is not None and cleaned(target) != segment.target:
        segment = edit_segment(segment_id, target=target, version=version, accept=False, by=by, seconds=seconds)
        seconds = None  # told already
    else:
        require_version(segment, version)
    marks = marks_of(segment)
    if not 0 <= number < len(marks):
        raise RefusedInput("this sentence has no such markup", field="mark", cure="Load the page again.")
    placed = inline.placed(marks, number, _span(segment.target, head, words), segment.target)
    if placed is None:
        raise RefusedInput(
            "other markup stands there", field="mark", cure="Move that first, or select other words for this."
        )
    log = entry(translation, segment, by=by, now=now, seconds=seconds, how="mark")
    log.after, log.accepted = segment.target, segment.accepted
    log.save()
    segment.marks = [mark.to_json() for mark in placed]
    segment.version += 1
    bench(translation, [segment.source]).judge(segment, notes_of(segment))
    segment.save(update_fields=["version", "marks", *JUDGED])
    weigh_again(translation)
    return segment


def _span(text: str, head: str, words: str) -> tuple[int, int]:
    """Where `words` stand in `text`, white space apart. Raises RefusedInput."""
    head, words = " ".join(head.split()), " ".join(words.split())
    if not words:
        raise RefusedInput("no words are selected", field="words", cure="Select in the box what it belongs on.")
    start = text.find(words, len(head))
    if not text.startswith(head) or not 0 <= start - len(head) <= 1:
        raise RefusedInput("these words do not stand there", field="words", cure="Select them once more.")
    return start, start + len(words)
