"""What the translation memory learns: only what people approved, here or where an imported file was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from translations.memory import EDGE, Unit, bands, digest, tokens
from translations.models import Article, MemoryBand, MemorySource, MemoryUnit, Translation, User

#: Contexts kept of one source text: a caption that stands under every photo needs no more.
MAX_CONTEXTS = 20
#: Units written at once by an import: the more, the fewer pages of the index are written twice.
BATCH = 5_000

#: (source language, target language)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What became of some units: new ones (which may supersede), and those that were known or older."""

    added: int = 0
    known: int = 0

    def __add__(self, other: Learnt) -> Learnt:
        return Learnt(self.added + other.added, self.known + other.known)


@transaction.atomic
def remember(translation: Translation, *, by: User, now: datetime | None = None) -> Learnt:
    """Learns the accepted segments of a translation that `by` lets out. Again, it changes nothing."""
    article = translation.article
    rows = list(translation.segments.order_by("position").values_list("source", "target", "accepted"))
    digests = [EDGE, *(digest(source) for source, _, _ in rows), EDGE]
    author = by.get_full_name() or by.get_username()
    units = [
        Unit(
            source=source,
            target=target,
            before=digests[place],
            after=digests[place + 2],
            origin=f"{article.source.slug}/{article.external_id}",
            author=author,
        )
        for place, (source, target, accepted) in enumerate(rows)
        if accepted and target.strip() and _has_letters(source)
    ]
    return _learn((article.language, translation.language), units, now=now or timezone.now(), article=article, by=by)


def import_units(units: Iterable[Unit], pair: Pair, *, origin: str, now: datetime | None = None) -> Learnt:
    """Learns units from elsewhere, `BATCH` in a transaction: what was read before a fault in the file stays."""
    now = now or timezone.now()
    total = Learnt()
    for batch in _batches(units):
        worded = [replace(unit, origin=unit.origin or origin) for unit in batch if _has_letters(unit.source)]
        with transaction.atomic():
            total += _learn(pair, worded, now=now)
    return total


def _learn(
    pair: Pair, units: Sequence[Unit], *, now: datetime, article: Article | None = None, by: User | None = None
) -> Learnt:
    sources = _sources(pair, units)
    live = {
        (unit.source_id, unit.before, unit.after): unit
        for unit in MemoryUnit.objects.filter(source__in=sources.values(), superseded=False)
    }
    fresh: list[MemoryUnit] = []
    gone: list[int] = []
    for unit in units:
        source_id, at = sources[digest(unit.source)], unit.created_at or now
        key = (source_id, unit.before, unit.after)
        known = live.get(key)
        if known and (known.target == unit.target or known.created_at > at):
            continue
        if known and known.pk:
            gone.append(known.pk)
        elif known:
            known.superseded = True  # by another unit of this batch
        live[key] = _row(unit, source_id, at, article, by)
        fresh.append(live[key])
    MemoryUnit.objects.filter(pk__in=gone).update(superseded=True)
    MemoryUnit.objects.bulk_create(fresh)
    _keep_newest({unit.source_id for unit in fresh})
    return Learnt(len(fresh), len(units) - len(fresh))


def _row(unit: Unit, source_id: int, at: datetime, article: Article | None, by: User | None) -> MemoryUnit:
    return MemoryUnit(
        source_id=source_id,
        target=unit.target,
        before=unit.before,
        after=unit.after,
        article=article,
        origin=unit.origin[:300],
        by=by,
        author=unit.author[:200],
        created_at=at,
    )


def _sources(pair: Pair, units: Sequence[Unit]) -> dict[int, int]:
    """Digest → row of each source text; new ones are written, with their keys for near matches."""
    texts = {digest(unit.source): unit.source for unit in units}
    known = _rows(pair, texts)
    if new := {key: text for key, text in texts.items() if key not in known}:
        made = [
            MemorySource(source_language=pair[0], target_language=pair[1], digest=key, text=text)
            for key, text in new.items()
        ]
        MemorySource.objects.bulk_create(made, ignore_conflicts=True)  # two people may publish the same sentence
        found = _rows(pair, new)
        _write_bands((key, found[key_of]) for key_of, text in new.items() for key in set(bands(tokens(text), *pair)))
        known |= found
    return known


def _rows(pair: Pair, digests: Iterable[int]) -> dict[int, int]:
    found = MemorySource.objects.filter(digest__in=list(digests), source_language=pair[0], target_language=pair[1])
    return dict(found.values_list("digest", "pk"))


def _write_bands(rows: Iterable[tuple[int, int]]) -> None:
    """Ten a source: without the cost of an object each."""
    table = connection.ops.quote_name(MemoryBand._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} (key, source_id) VALUES (%s, %s) ON CONFLICT DO NOTHING",  # noqa: S608 — our own name
            sorted(rows),
        )


def _keep_newest(sources: set[int]) -> None:
    live = MemoryUnit.objects.filter(superseded=False)
    many = live.filter(source__in=sources).values("source").annotate(n=Count("pk")).filter(n__gt=MAX_CONTEXTS)
    for source_id in many.values_list("source", flat=True):
        kept = live.filter(source=source_id).order_by("-created_at", "-pk").values_list("pk", flat=True)[:MAX_CONTEXTS]
        live.filter(source=source_id).exclude(pk__in=list(kept)).update(superseded=True)


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _batches(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    iterator = iter(units)
    while batch := list(islice(iterator, BATCH)):
        yield batch
