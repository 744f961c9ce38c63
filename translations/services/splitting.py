"""A person cuts a sentence in two, or joins it with the next of its paragraph.

Edits and comments stay with what their sentence became, and `selectors.job` tells the next draft where the cuts are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from translations import cutting, inline, selectors
from translations.errors import RefusedInput
from translations.memory import normalised
from translations.models import Comment, Edit, Segment, Translation, User
from translations.services.judging import bench, marks_of, weigh_again
from translations.services.review import cleaned, entry, open_segment, require_version
from translations.types import Origin, passages

#: Added while positions change, for no two segments may have one, not even inside a statement.
_ASIDE = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """How a person wants a sentence cut."""

    sources: tuple[str, str]
    targets: tuple[str, str]


def proposal(segment: Segment) -> Halves:
    """The likeliest cut, for a form to begin with."""
    at = cutting.proposed(segment.source)
    there = cutting.proposed(segment.target, at / max(len(segment.source), 1))
    return Halves(sources=cutting.cut(segment.source, at), targets=cutting.cut(segment.target, there))


@transaction.atomic
def split(segment_id: int, halves: Halves, *, version: int, by: User, now: datetime | None = None) -> Segment:
    """The first of both. Every letter of the source stays; the targets may be written anew. Both stay as accepted as
    the whole was."""
    translation, segment = open_segment(segment_id)
    require_version(segment, version)
    at = cutting.place(segment.source, halves.sources[0])
    if at is None or not _whole(segment, halves):
        raise RefusedInput(
            "the two halves are not the sentence", field="source", cure="Move the cut, and change no letter."
        )
    targets = cleaned(halves.targets[0]), cleaned(halves.targets[1])
    logs = [entry(translation, segment, by=by, now=now, how="split") for _ in targets]
    second = _halved(segment, at, targets)
    _make_room(translation, segment.position, 1)
    second.position = segment.position + 1
    _judge(translation, segment, second)
    segment.save()
    second.save()
    for log, each in zip(logs, (segment, second), strict=True):
        log.segment, log.source, log.after, log.accepted = each, each.source, each.target, each.accepted
    Edit.objects.bulk_create(logs)
    weigh_again(translation)
    return segment


def _whole(segment: Segment, halves: Halves) -> bool:
    return "".join("".join(halves.sources).split()) == "".join(segment.source.split())


def _halved(segment: Segment, at: int, targets: tuple[str, str]) -> Segment:
    """Turns `segment` into its first half; returns the second, not saved."""
    sources = cutting.cut(segment.source, at)
    machines = _shared(segment, targets)
    earlier = _earlier(segment, at, sources)
    written = " ".join(filter(None, targets))
    moved = inline.followed(marks_of(segment), segment.source, segment.target, written)
    begins = segment.source.find(sources[1], len(sources[0])), len(written) - len(targets[1])
    parts = (sources[0], targets[0]), (sources[1], targets[1])
    marks = inline.parted(moved, (segment.source, written), begins, parts)
    second = Segment(
        translation=segment.translation,
        block=segment.block,
        kind=segment.kind,
        origin=segment.origin,
        score=segment.score,
        accepted=segment.accepted and bool(targets[1]),
        version=segment.version + 1,
    )
    segment.version, segment.accepted = segment.version + 1, segment.accepted and bool(targets[0])
    for index, half in enumerate((segment, second)):
        half.source, half.target = sources[index], targets[index]
        half.machine, half.earlier_source = machines[index], earlier[index]
        half.marks = [mark.to_json() for mark in marks[index]]
    return second


def _shared(segment: Segment, targets: tuple[str, str]) -> tuple[str, str]:
    """What the machine wrote for each half, as far as that can be told."""
    if not segment.machine or normalised(segment.machine) == normalised(" ".join(targets)):
        return targets if segment.machine else ("", "")
    place = cutting.carried(" ".join(targets), len(targets[0]), segment.machine)
    return cutting.cut(segment.machine, place)


def _earlier(segment: Segment, at: int, sources: tuple[str, str]) -> tuple[str, str]:
    """A half that a correction did not touch is noted as one that it did not."""
    if not segment.earlier_source:
        return "", ""
    parts = cutting.cut(segment.earlier_source, cutting.carried(segment.source, at, segment.earlier_source))
    first, second = ("" if old == new else old for old, new in zip(parts, sources, strict=True))
    return first, second


@transaction.atomic
def merge(
    segment_id: int, *, version: int, by: User, target: str | None = None, now: datetime | None = None
) -> Segment:
    """Joins the segment with the next of its passage. `target` is what stands in the box, saved or not; the next one's
    words are those that are stored. Accepted only when both were, and nothing was typed."""
    translation, first = open_segment(segment_id)
    require_version(first, version)
    second = translation.segments.filter(position=first.position + 1, block=first.block).first()
    if second is None:
        raise RefusedInput("it is the last of its paragraph", field="segment", cure="Merge the one before it.")
    text = first.target if target is None else cleaned(target)
    log = entry(translation, first, by=by, now=now, how="merge")
    accepted = first.accepted and second.accepted and text == first.target
    first.marks = [mark.to_json() for mark in inline.followed(marks_of(first), first.source, first.target, text)]
    first.target = text
    _join(translation, first, second)
    first.accepted, first.version = accepted, max(first.version, second.version) + 1
    _judge(translation, first)
    Edit.objects.filter(segment=second).update(segment=first)
    Comment.objects.filter(segment=second).update(segment=first)
    second.delete()
    first.save()
    _make_room(translation, first.position + 1, -1)
    log.source, log.after, log.accepted = first.source, first.target, first.accepted
    log.save()
    weigh_again(translation)
    return first


def _join(translation: Translation, first: Segment, second: Segment) -> None:
    """Writes both into `first`; does not save."""
    source = cutting.joined(_passage(translation, first.block), first.source, second.source)
    target = " ".join(filter(None, (first.target, second.target)))
    begins = len(source) - len(second.source), len(target) - len(second.target)
    marks = inline.rejoined(marks_of(first), marks_of(second), begins, (len(first.source), len(first.target)))
    if first.earlier_source or second.earlier_source:
        first.earlier_source = f"{first.earlier_source or first.source} {second.earlier_source or second.source}"
    first.score = _mean(first, second)
    both = first.machine and second.machine
    first.machine = f"{first.machine} {second.machine}" if both else ""
    first.origin = first.origin if first.origin == second.origin else Origin.MACHINE
    first.source, first.target, first.marks = source, target, [mark.to_json() for mark in marks]


def _mean(first: Segment, second: Segment) -> float | None:
    """The engine's score of both, by length. None when one was not the machine's: then nothing can be said."""
    if first.score is None or second.score is None:
        return None
    sizes = len(first.source), len(second.source)
    return (first.score * sizes[0] + second.score * sizes[1]) / sum(sizes)


def _passage(translation: Translation, block: int) -> str:
    revision = translation.revision
    found = passages(revision.title, revision.summary, selectors.blocks_of(revision))
    return next((each.text for each in found if each.block == block), "")


def _judge(translation: Translation, *segments: Segment) -> None:
    judges = bench(translation, [segment.source for segment in segments])
    for segment in segments:
        judges.judge(segment)


def _make_room(translation: Translation, after: int, by: int) -> None:
    """Moves everything behind position `after` by `by` places."""
    behind = translation.segments.filter(position__gt=after)
    behind.update(position=F("position") + _ASIDE)
    translation.segments.filter(position__gt=_ASIDE).update(position=F("position") - _ASIDE + by)
