"""What a person got done, and how far the machine's drafts were from what they made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from translations import checks
from translations.glossary import Glossary
from translations.models import Edit, Move, User
from translations.postedit import words
from translations.selectors.postedits import Accepted, PostEdits
from translations.selectors.terms import glossary
from translations.types import BlockKind

#: Sentences that are measured against the machine's draft: the newest. Half a millisecond each.
MOST_MEASURED = 2000


@dataclass(slots=True)
class Day:
    date: date
    #: Sentences that were accepted, and the words of their sources.
    sentences: int = 0
    words: int = 0
    #: Drafts published.
    drafts: int = 0
    #: Time in sentences, as far as pages told it.
    seconds: float = 0


@dataclass(slots=True)
class Statistics:
    #: Oldest first, each day of the period.
    days: list[Day]
    measured: PostEdits = field(default_factory=PostEdits)
    #: More sentences were accepted than were measured.
    capped: bool = False

    @property
    def total(self) -> Day:
        """The whole period, under its last day."""
        added = Day(self.days[-1].date)
        for day in self.days:
            added.sentences += day.sentences
            added.words += day.words
            added.drafts += day.drafts
            added.seconds += day.seconds
        return added


def statistics(person: User | None, *, days: int, now: datetime | None = None) -> Statistics:
    """Of the last `days` days, today included, in the newsroom's time zone; of everyone when `person` is None.

    A sentence that was accepted twice counts on the day of its last time.
    """
    today = timezone.localdate(now)
    first = today - timedelta(days=days - 1)
    start = timezone.make_aware(datetime.combine(first, datetime.min.time()))
    made = Statistics([Day(first + timedelta(days=each)) for each in range(days)])
    by_date = {day.date: day for day in made.days}
    edits = _edits(person, start)
    for edit in edits.values():
        day = by_date[timezone.localdate(edit.at)]
        day.sentences, day.words = day.sentences + 1, day.words + len(words(edit.source))
    for at, seconds in _times(person, start):
        by_date[timezone.localdate(at)].seconds += seconds or 0
    for at in _published(person, start):
        by_date[timezone.localdate(at)].drafts += 1
    _measure(made, edits.values())
    return made


def _edits(person: User | None, start: datetime) -> dict[tuple[int, str], Edit]:
    """The last acceptance of each sentence, newest first."""
    found = Edit.objects.filter(at__gte=start, accepted=True).exclude(how="mark").order_by("-id")
    if person:
        found = found.filter(by=person)
    kept: dict[tuple[int, str], Edit] = {}
    for edit in found.select_related("segment", "translation__article__source").iterator(chunk_size=1000):
        kept.setdefault((edit.translation_id, edit.source), edit)
    return kept


def _times(person: User | None, start: datetime) -> Iterable[tuple[datetime, float | None]]:
    found = Edit.objects.filter(at__gte=start, seconds__isnull=False).order_by()
    return (found.filter(by=person) if person else found).values_list("at", "seconds")


def _published(person: User | None, start: datetime) -> Iterable[datetime]:
    found = Move.objects.filter(name="publish", at__gte=start).order_by()
    return (found.filter(by=person) if person else found.filter(by__isnull=False)).values_list("at", flat=True)


def _measure(made: Statistics, edits: Iterable[Edit]) -> None:
    terms: dict[tuple[str, str], Glossary] = {}
    for edit in edits:
        segment = edit.segment
        if segment is None or not segment.machine:
            continue  # drafted anew since, or a person's words from the start
        if made.measured.total.segments >= MOST_MEASURED:
            made.capped = True
            return
        pair = edit.translation.article.language, edit.translation.language
        known = terms.setdefault(pair, glossary(*pair))
        row = Accepted(
            edit.translation_id,
            edit.translation.article.source.slug,
            *pair,
            segment.kind,
            edit.source,
            segment.machine,
            edit.after,
            segment.score,
        )
        flags = checks.run(
            row.source,
            row.machine,
            source_language=pair[0],
            target_language=pair[1],
            kind=BlockKind(row.kind),
            terms=known.find(row.source),
        )
        made.measured.add(row, flags)
