"""Reads of how the work goes: what was done of late, what is being done, what failed together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from translations.flow import family
from translations.models import Move, Translation
from translations.states import State


def moved_since(since: datetime, names: Collection[str]) -> dict[str, list[datetime]]:
    """Name of the move → when it was made. By the index `moves_by_name` alone: it costs those rows, however long the
    log is.
    """
    found: dict[str, list[datetime]] = defaultdict(list)
    rows = Move.objects.filter(name__in=names, at__gte=since).order_by()
    for name, at in rows.values_list("name", "at").iterator(chunk_size=2000):
        found[name].append(at)
    return found


def at_work() -> QuerySet[Translation]:
    """What workers hold, the longest first."""
    held = Translation.objects.filter(state=State.TRANSLATING)
    return held.select_related("article__source", "revision").defer("revision__blocks").order_by("moved_at")


@dataclass(frozen=True, slots=True)
class Group:
    """Dead letters of one cause."""

    cause: str
    #: Newest first; never empty.
    failures: list[Translation]


def grouped(failures: Iterable[Translation]) -> list[Group]:
    """By cause, the most frequent first."""
    found: dict[str, list[Translation]] = defaultdict(list)
    for failure in failures:
        found[family(failure.last_error)].append(failure)
    return [Group(cause, found[cause]) for cause in sorted(found, key=lambda cause: -len(found[cause]))]
