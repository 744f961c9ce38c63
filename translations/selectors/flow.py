"""Reads of how the work goes: what was done of late, what is being done, what failed together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from translations.flow import family
from translations.models import Move, Translation
from translations.states import State


def moved(name: str, after: datetime, until: datetime) -> int:
    """How often a move was made. By the index `moves_by_name`: an hour costs its rows, however long the log is."""
    return Move.objects.filter(name=name, at__gt=after, at__lte=until).count()


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
