"""Reads of holds and breakers: what may be taken now, and who said what must wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat
from django.db.models.lookups import In

from translations.breaking import ENGINE
from translations.models import Breaker, Hold, Translation
from translations.states import State

#: The stages that can be told to wait. Review and publishing are people's.
TRANSLATE, POLL, DELIVER = "translate", "poll", "deliver"
STAGES = (TRANSLATE, POLL, DELIVER)


@dataclass(frozen=True, slots=True)
class Held:
    """All that is told to wait. One read of a table of a few rows."""

    stages: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    workers: frozenset[str] = frozenset()


def held() -> Held:
    found: dict[str, set[str]] = {kind.value: set() for kind in Hold.Kind}
    for kind, name in Hold.objects.values_list("kind", "name"):
        found[kind].add(name)
    return Held(*(frozenset(found[kind]) for kind in (Hold.Kind.STAGE, Hold.Kind.SOURCE, Hold.Kind.WORKER)))


def is_held(stage: str) -> bool:
    return Hold.objects.filter(kind=Hold.Kind.STAGE, name=stage).exists()


def is_draining(worker: str) -> bool:
    return Hold.objects.filter(kind=Hold.Kind.WORKER, name=worker).exists()


def holds() -> QuerySet[Hold]:
    return Hold.objects.select_related("by").order_by("since")


def open_breakers() -> QuerySet[Breaker]:
    """Those that are open or being tried, the oldest trouble first."""
    return Breaker.objects.filter(open_until__isnull=False).order_by("opened_at")


def runnable(now: datetime) -> QuerySet[Translation]:
    """What a worker could take at once, by the index `runnable` when sorted by priority and age.

    Joins are only made while something is held or broken.
    """
    found = Translation.objects.filter(state=State.QUEUED, not_before__lte=now)
    waiting = held()
    if TRANSLATE in waiting.stages:
        return found.none()
    if waiting.sources:
        found = found.exclude(article__source__slug__in=waiting.sources)
    closed = list(Breaker.objects.filter(open_until__gt=now).values_list("name", flat=True))
    if closed:
        names = Concat(Value(f"{ENGINE}:"), F("article__language"), Value("-"), F("language"), output_field=CharField())
        found = found.exclude(In(names, closed))
    return found
