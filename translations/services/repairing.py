"""One key puts right what a flag is about, where there is one safe way to."""

from __future__ import annotations

from django.db import transaction

from translations import inline
from translations.errors import RefusedInput
from translations.mending import offers
from translations.models import Segment, User
from translations.selectors.flags import sentence
from translations.services.judging import Bench, bench, flag_of, marks_of
from translations.services.review import cleaned, edit_segment, open_segment
from translations.types import Flag


@transaction.atomic
def repair(
    segment_id: int,
    *,
    code: str,
    about: str,
    version: int,
    by: User,
    target: str | None = None,
    seconds: float | None = None,
) -> Segment:
    """Settles the flag that is called `code` and is about these words; accepts nothing.

    `target` is what stands in that person's box: words that were not saved yet are repaired with the rest.
    """
    translation, segment = open_segment(segment_id)
    flag = flag_of(segment, code, about)
    text = segment.target if target is None else cleaned(target)
    judges = bench(translation, [segment.source])
    if text != segment.target:
        flag = _same(flag, segment, text, judges)
    told = tuple(judges.terms.find(segment.source))
    (offer,) = offers(sentence(segment, judges.languages, told, target=text), [flag])
    if offer is None:
        raise RefusedInput("there is no safe repair for this flag", field="flag", cure="Write it by hand.")
    return edit_segment(
        segment_id, target=offer.target, version=version, accept=False, by=by, seconds=seconds, how="repair"
    )


def _same(flag: Flag, segment: Segment, typed: str, judges: Bench) -> Flag:
    """The flag as it is of the words in the box: what it is about may stand elsewhere in them."""
    marks = inline.followed(marks_of(segment), segment.source, segment.target, typed)
    other = Segment(source=segment.source, target=typed, kind=segment.kind, marks=[mark.to_json() for mark in marks])
    judges.judge(other)
    for each in map(Flag.from_json, other.flags):
        if (each.code, each.source_span) == (flag.code, flag.source_span):
            return each
    raise RefusedInput("your words have no such fault", field="flag", cure="Save them.")
