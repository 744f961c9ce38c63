"""What people made of the machine's drafts, against what was predicted of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery, Sum

from translations import checks, risk
from translations.glossary import Glossary
from translations.models import Edit, Segment
from translations.postedit import Distance, Pace, distance
from translations.selectors.terms import glossary
from translations.types import BlockKind, Flag, Origin


class Accepted(NamedTuple):
    """A machine's draft of a sentence, and the words that a person stands for. Fields in the order of `_COLUMNS`."""

    translation: int
    newsroom: str
    source_language: str
    target_language: str
    kind: str
    source: str
    machine: str
    target: str
    score: float | None
    #: That people spent in it, in all; None when no page said.
    seconds: float | None = None


_COLUMNS = (
    *("translation_id", "translation__article__source__slug", "translation__article__language"),
    *("translation__language", "kind", "source", "machine", "target", "score", "spent"),
)


@dataclass(slots=True)
class PostEdits:
    """What is kept of any number of segments: a few sums."""

    total: Distance = field(default_factory=Distance)
    by_source: dict[str, Distance] = field(default_factory=lambda: defaultdict(Distance))
    #: By code of a flag that the draft had; `""` for those without any. A segment may stand under several.
    by_flag: dict[str, Distance] = field(default_factory=lambda: defaultdict(Distance))
    #: Time spent, where it is known; over all (""), by "source " and its slug, by "flag " and its code.
    paces: dict[str, Pace] = field(default_factory=lambda: defaultdict(Pace))
    #: (risk to four digits, edited) → segments; of articles with an even number, and of the others.
    halves: tuple[Counter[tuple[float, bool]], Counter[tuple[float, bool]]] = field(
        default_factory=lambda: (Counter(), Counter())
    )

    @property
    def risks(self) -> Counter[tuple[float, bool]]:
        return self.halves[0] + self.halves[1]

    def add(self, row: Accepted, flags: tuple[Flag, ...]) -> None:
        found = distance(row.machine, row.target)
        self.total += found
        self.by_source[row.newsroom] += found
        codes = {flag.code for flag in flags} or {""}
        for code in codes:
            self.by_flag[code] += found
        if row.seconds is not None:
            for name in ("", f"source {row.newsroom}", *(f"flag {code}" for code in codes)):
                self.paces[name].add(row.seconds, found.words)
        chance = risk.segment(
            row.source, row.machine, score=row.score, flags=flags, languages=(row.source_language, row.target_language)
        )
        self.halves[row.translation % 2][round(chance, 4), bool(found.edited)] += 1


def post_edits(*, since: datetime | None = None, language: str = "") -> PostEdits:
    """Passes once over all that people accepted. Some 0.6 ms a segment; many take no more memory than few.

    Flags and risk are found anew from the machine's words, with today's checks and terms: what is stored is about the
    text that stands now. What only the worker knew (`types.NOTES`) and flags of markup are gone once a text is edited,
    so they count for none.
    """
    made = PostEdits()
    terms: dict[tuple[str, str], Glossary] = {}
    for row in accepted(since=since, language=language):
        pair = row.source_language, row.target_language
        if pair not in terms:
            terms[pair] = glossary(*pair)
        made.add(row, _flags(row, terms[pair]))
    return made


def accepted(*, since: datetime | None = None, language: str = "") -> Iterator[Accepted]:
    """`since`: edited, accepted one by one, or published with the whole after it."""
    found = Segment.objects.filter(accepted=True, origin=Origin.MACHINE)
    found = found.exclude(machine="", score=None)  # rows from before `origin` was noted: a person's words
    if language:
        found = found.filter(translation__language=language)
    if since:
        touched = Exists(Edit.objects.filter(segment=OuterRef("pk"), at__gte=since))
        found = found.filter(Q(translation__moved_at__gte=since) | touched)
    known = Edit.objects.filter(segment=OuterRef("pk"), seconds__isnull=False).order_by()
    found = found.annotate(spent=Subquery(known.values("segment").annotate(sum=Sum("seconds")).values("sum")))
    rows = found.order_by("pk").values_list(*_COLUMNS)
    yield from map(Accepted._make, rows.iterator(chunk_size=2_000))


def _flags(row: Accepted, terms: Glossary) -> tuple[Flag, ...]:
    return checks.run(
        row.source,
        row.machine,
        source_language=row.source_language,
        target_language=row.target_language,
        kind=BlockKind(row.kind),
        terms=terms.find(row.source),
    )
