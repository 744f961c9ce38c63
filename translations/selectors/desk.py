"""Reads for the review desk and for the job."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings

from translations import inline
from translations.errors import NotFound
from translations.glossary import Glossary, Match
from translations.memory import Change, difference
from translations.models import Revision, Segment, Translation
from translations.offers import Offer, offers
from translations.selectors.flags import ShownFlag, counting, shown
from translations.selectors.pieces import Piece, pieces
from translations.selectors.terms import glossary, judged_by, terms_in
from translations.types import Block, Flag, GlossaryTerm, Job, Mark, Severity, passages

_DOUBTFUL = {Severity.MAJOR, Severity.CRITICAL}


def locked(translation_id: int) -> Translation:
    """The translation, locked until the transaction ends. Call inside one."""
    found = (
        Translation.objects.select_for_update(of=("self",))
        .select_related("article__source", "revision")
        .filter(pk=translation_id)
        .first()
    )
    if found is None:
        raise NotFound(f"translation {translation_id}", cure="Go back to the queue.")
    return found


def blocks_of(revision: Revision) -> tuple[Block, ...]:
    return tuple(Block.from_json(block) for block in revision.blocks)


def job(translation: Translation) -> Job:
    """What a worker needs. Sentences that a person accepted before come along, so that they stand."""
    revision = translation.revision
    found = tuple(passages(revision.title, revision.summary, blocks_of(revision)))
    accepted = dict(translation.segments.filter(accepted=True).values_list("source", "target"))
    cut = translation.edits.filter(how__in=("split", "merge")).values_list("source", flat=True)
    return Job(
        translation_id=translation.pk,
        token=translation.lease_token,
        attempt=translation.attempts,
        source_language=translation.article.language,
        target_language=translation.language,
        passages=found,
        approved=accepted,
        pieces=tuple(sorted(accepted.keys() & set(cut))),
        judged=judged_by(),  # before the terms: one that comes between them is only judged once more
        terms=terms_in((each.text for each in found), translation.article.language, translation.language),
    )


def targets_by_block(translation: Translation) -> dict[int, str]:
    """Passage number → its segments' targets, joined."""
    gathered: dict[int, list[str]] = defaultdict(list)
    for block, target in translation.segments.order_by("position").values_list("block", "target"):
        gathered[block].append(target.strip())
    return {block: " ".join(filter(None, targets)) for block, targets in gathered.items()}


def markup_by_block(translation: Translation) -> dict[int, str]:
    """Passage number → its targets with their inline markup, for those passages that have any. Not sanitised yet."""
    gathered: dict[int, list[str]] = defaultdict(list)
    marked = set()
    for block, target, found in translation.segments.order_by("position").values_list("block", "target", "marks"):
        gathered[block].append(inline.written(target, [Mark.from_json(mark) for mark in found]).strip())
        if any(mark["target"] for mark in found):
            marked.add(block)
    return {block: " ".join(filter(None, gathered[block])) for block in marked}


def embargo(revision: Revision, *, now: datetime) -> datetime | None:
    """Until when nothing of it may go out; None when that is over, or never was."""
    until = revision.embargo_until
    return until if until and until > now else None


def text_digest(translation: Translation) -> str:
    """Changes when any word of the draft does, or the place of a link or emphasis: what a page showed, and what is
    published, can be compared."""
    seen = hashlib.sha256(str(translation.revision_id).encode())
    for position, target, marks in translation.segments.order_by("position").values_list("position", "target", "marks"):
        placed = [[mark["tag"], mark.get("attributes"), mark.get("target")] for mark in marks]
        seen.update(f"\x00{position}\x00{target}\x00{json.dumps(placed) if placed else ''}".encode())
    return seen.hexdigest()[:32]


def is_doubtful(flags: Iterable[Mapping[str, Any]]) -> bool:
    return any(flag["severity"] in _DOUBTFUL and not flag.get("dismissed_by") for flag in flags)


@dataclass(frozen=True, slots=True)
class ShownMark:
    """An inline element, and where it stands."""

    number: int
    tag: str
    #: Of the target; "" where it has no place.
    words: str
    #: Of the source.
    origin: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A segment as the desk shows it."""

    segment: Segment
    flags: tuple[Flag, ...]
    source_pieces: tuple[Piece, ...]
    #: What the term base says about this sentence.
    terms: tuple[GlossaryTerm, ...] = ()
    #: Its links, emphasis and the like.
    marks: tuple[ShownMark, ...] = ()
    #: First segment of its passage: the page starts a new paragraph here.
    starts: bool = False
    #: The article's pictures that stand before it.
    figures: tuple[Block, ...] = ()
    #: Those behind the last text of all.
    closing: tuple[Block, ...] = ()
    #: `terms`, and where they stand.
    matches: tuple[Match, ...] = ()
    #: Last segment of its passage: nothing to merge it with.
    ends: bool = False

    @property
    def shown(self) -> tuple[ShownFlag, ...]:
        """Its flags, each with what one key would do about it."""
        translation = self.segment.translation
        languages = translation.article.language, translation.language
        return shown(self.segment, self.flags, languages, self.matches)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What of its source goes into the box at one keystroke."""
        translation = self.segment.translation
        languages = translation.article.language, translation.language
        return offers(self.segment.source, *languages, names_as=settings.NAMES)

    @property
    def counting(self) -> tuple[ShownFlag, ...]:
        """Those of its flags that count, without looking for repairs."""
        return counting(self.segment, self.flags)

    @property
    def doubtful(self) -> bool:
        return any(flag.severity in _DOUBTFUL and not flag.dismissed_by for flag in self.flags)

    @property
    def change(self) -> tuple[tuple[str, Change], ...]:
        """What a correction changed in the source here; nothing once a person has accepted the new translation."""
        if not self.segment.earlier_source or self.segment.accepted:
            return ()
        return difference(self.segment.earlier_source, self.segment.source)


def terms_for(translation: Translation) -> Glossary:
    """Fetched once for a page, not for each of its segments."""
    return glossary(translation.article.language, translation.language)


def for_desk(segment: Segment, terms: Glossary, *, starts: bool = False, ends: bool = False) -> DeskRow:
    flags = tuple(Flag.from_json(flag) for flag in segment.flags)
    flagged = [(flag.source_span, flag.severity) for flag in flags if flag.source_span and not flag.dismissed_by]
    matches = tuple(terms.find(segment.source))
    told = tuple({match.term: None for match in matches})
    marks = tuple(map(Mark.from_json, segment.marks))
    shown_source = pieces(segment.source, flagged, marks)
    return DeskRow(segment, flags, shown_source, told, _shown_marks(segment, marks), starts, matches=matches, ends=ends)


def _shown_marks(segment: Segment, marks: Sequence[Mark]) -> tuple[ShownMark, ...]:
    return tuple(
        ShownMark(
            number,
            mark.tag,
            segment.target[slice(*mark.target)] if mark.target else "",
            segment.source[slice(*mark.source)],
            dict(mark.attributes).get("href", ""),
        )
        for number, mark in enumerate(marks)
    )


def segments_for_desk(translation: Translation) -> list[DeskRow]:
    rows: list[DeskRow] = []
    terms = terms_for(translation)
    pictures = [(at, block) for at, block in enumerate(blocks_of(translation.revision), start=2) if block.src]
    reached = -1
    segments = list(translation.segments.order_by("position"))
    for segment, after in zip(segments, [*segments[1:], None], strict=False):
        ends = after is None or after.block != segment.block
        starts = segment.block != reached
        figures = tuple(picture for at, picture in pictures if starts and reached < at <= segment.block)
        rows.append(replace(for_desk(segment, terms, starts=starts, ends=ends), figures=figures))
        reached = segment.block
    if rows:
        rows[-1] = replace(rows[-1], closing=tuple(picture for at, picture in pictures if at > reached))
    return rows


def target_languages() -> list[str]:
    return sorted(Translation.objects.order_by().values_list("language", flat=True).distinct())
