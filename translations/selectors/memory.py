"""Reads of the translation memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Q

from translations import memory
from translations.memory import EDGE, Change, Unit
from translations.models import MemoryBand, MemorySource, MemoryUnit, Segment
from translations.types import Origin, Remembered

#: (source language, target language)
Pair = tuple[str, str]
#: Percent. Below it, mending costs more than translating.
LEAST = 70
MOST_OFFERED = 5
#: Index entries read for one key, and sources compared: what bounds a lookup in any memory.
MOST_PER_KEY = 400
MOST_COMPARED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A unit offered for a sentence."""

    #: 101 for the same sentence between the same neighbours, 100 for the same sentence.
    percent: int
    target: str
    #: From its source to the sentence at hand.
    pieces: tuple[tuple[str, Change], ...]
    author: str
    at: datetime
    origin: str


def recall(sentences: Sequence[str], source_language: str, target_language: str) -> list[Remembered | None]:
    """For each sentence of a whole text, in order, its exact match. One query.

    Between the same neighbours first, then the newest.
    """
    digests = [EDGE, *map(memory.digest, sentences), EDGE]
    known: dict[str, list[MemoryUnit]] = defaultdict(list)
    found = MemoryUnit.objects.filter(
        superseded=False,
        source__digest__in=set(digests),
        source__source_language=source_language,
        source__target_language=target_language,
    )
    for unit in found.select_related("source").order_by("-created_at", "-pk"):
        known[memory.normalised(unit.source.text)].append(unit)
    return [
        _best(known.get(memory.normalised(sentence), ()), (digests[place], digests[place + 2]))
        for place, sentence in enumerate(sentences)
    ]


def _best(units: Iterable[MemoryUnit], context: tuple[int, int]) -> Remembered | None:
    newest = None
    for unit in units:
        if (unit.before, unit.after) == context:
            return Remembered(target=unit.target, origin=Origin.CONTEXT)
        newest = newest or Remembered(target=unit.target, origin=Origin.MEMORY)
    return newest


def suggestions_for(segment: Segment) -> list[Suggestion]:
    """What the memory offers for a segment of a draft."""
    translation = segment.translation
    around = translation.segments.filter(position__in=(segment.position - 1, segment.position + 1))
    beside = dict(around.values_list("position", "source"))
    context = tuple(
        memory.digest(beside[place]) if place in beside else EDGE
        for place in (segment.position - 1, segment.position + 1)
    )
    return suggestions(segment.source, translation.article.language, translation.language, context=context)


def suggestions(
    sentence: str, source_language: str, target_language: str, *, context: tuple[int, ...] = ()
) -> list[Suggestion]:
    """The nearest units, best first. Three queries; none of them grows with the memory."""
    scored = dict(_nearest(sentence, (source_language, target_language)))
    offered = []
    for unit in MemoryUnit.objects.filter(source__in=scored, superseded=False).select_related("source"):
        percent = scored[unit.source_id]
        if percent == 100 and (unit.before, unit.after) == context:
            percent = 101
        offered.append(_suggestion(unit, percent, sentence))
    offered.sort(key=lambda each: (each.percent, each.at), reverse=True)
    return list({each.target: each for each in reversed(offered)}.values())[::-1][:MOST_OFFERED]


def _nearest(sentence: str, pair: Pair) -> list[tuple[int, int]]:
    """(source, percent), best first."""
    words = memory.tokens(sentence)
    candidates = _candidates(memory.bands(words, *pair))
    texts = dict(MemorySource.objects.filter(pk__in=candidates).values_list("pk", "text"))
    same = memory.normalised(sentence)
    scored = [
        (source, 100 if memory.normalised(texts[source]) == same else min(percent, 99))
        for source in memory.shortlist(sentence, texts)
        if (percent := memory.percent(memory.tokens(texts[source]), words)) >= LEAST
    ]
    return sorted(scored, key=lambda each: -each[1])[:MOST_OFFERED]


def _suggestion(unit: MemoryUnit, percent: int, sentence: str) -> Suggestion:
    return Suggestion(
        percent=percent,
        target=unit.target,
        pieces=memory.difference(unit.source.text, sentence),
        author=unit.author,
        at=unit.created_at,
        origin=unit.origin,
    )


def _candidates(keys: Sequence[int]) -> list[int]:
    """The sources that share most keys. A key that very many share tells little, so only some of its rows are read."""
    if not keys:
        return []
    table = connection.ops.quote_name(MemoryBand._meta.db_table)
    one = f"SELECT source_id FROM (SELECT source_id FROM {table} WHERE key = %s LIMIT {MOST_PER_KEY}) AS band"  # noqa: S608
    distinct = sorted(set(keys))
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(distinct)), distinct)
        shared = Counter(row[0] for row in cursor.fetchall())
    return [source_id for source_id, _ in shared.most_common(MOST_COMPARED)]


def memory_units(pair: Pair) -> Iterator[Unit]:
    """Every live unit of a pair, as files carry them, in the order in which they were learnt."""
    found = MemoryUnit.objects.filter(
        superseded=False, source__source_language=pair[0], source__target_language=pair[1]
    )
    for unit in found.select_related("source").order_by("pk").iterator(chunk_size=2_000):
        yield Unit(
            source=unit.source.text,
            target=unit.target,
            before=unit.before,
            after=unit.after,
            origin=unit.origin,
            author=unit.author,
            created_at=unit.created_at,
        )


def memory_stats() -> list[Mapping[str, Any]]:
    """A row for each pair: source texts, live units, superseded ones, and when the last was approved."""
    found = (
        MemorySource.objects.values("source_language", "target_language")
        .annotate(
            sources=Count("pk", distinct=True),
            live=Count("units", filter=Q(units__superseded=False)),
            superseded=Count("units", filter=Q(units__superseded=True)),
            newest=Max("units__created_at"),
        )
        .order_by("source_language", "target_language")
    )
    return [dict(row) for row in found]
