"""Which translations an operator means: by number, or by what they have in common."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from translations.errors import NotFound
from translations.models import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Empty fields choose everything. All that are given must hold."""

    ids: tuple[int, ...] = ()
    source: str = ""
    language: str = ""
    state: str = ""
    #: In its state for longer than this.
    older_than: timedelta | None = None
    #: Language pair → what would make its drafts now: chooses the drafts that something else made. None: any.
    signatures: Mapping[tuple[str, str], str] | None = field(default=None, hash=False)

    def told(self) -> dict[str, Any]:
        """For the audit trail: only what was given."""
        facts = {name: getattr(self, name) for name in ("source", "language", "state")}
        facts["older_than"] = str(self.older_than) if self.older_than else ""
        facts["older_signature"] = self.signatures is not None
        return {name: value for name, value in facts.items() if value}


def chosen(choice: Choice, now: datetime) -> QuerySet[Translation]:
    found = Translation.objects.all()
    if choice.ids:
        found = found.filter(pk__in=choice.ids)
    if choice.source:
        found = found.filter(article__source__slug=choice.source)
    if choice.language:
        found = found.filter(language=choice.language)
    if choice.state:
        found = found.filter(state=choice.state)
    if choice.older_than is not None:
        found = found.filter(moved_at__lt=now - choice.older_than)
    if choice.signatures is not None:
        found = found.filter(_older(choice.signatures)).exclude(signature="")
    return found


def _older(signatures: Mapping[tuple[str, str], str]) -> Q:
    """Pairs for which nothing is installed have nothing newer."""
    older = Q(pk__in=())
    for (source, target), signature in signatures.items():
        older |= Q(article__language=source, language=target) & ~Q(signature=signature)
    return older


def states_of(found: QuerySet[Translation]) -> dict[str, int]:
    return dict(found.order_by().values_list("state").annotate(Count("pk")))


def drafted_pairs() -> list[tuple[str, str]]:
    """The language pairs of which there are drafts."""
    rows = Translation.objects.exclude(signature="").order_by().values_list("article__language", "language").distinct()
    return sorted(rows)


def named(what: str) -> Sequence[Translation]:
    """What people call an article by: a translation's number, the article's UUID, its address, or its newsroom's
    name for it. Its translations, oldest first; NotFound when there is none.
    """
    found = Translation.objects.select_related("article__source", "revision").defer("revision__blocks").order_by("pk")
    for match in _matches(what.strip()):
        if rows := list(found.filter(match)[:20]):
            return rows
    raise NotFound(f"article {what[:200]!r}", cure="Give a translation's number, or the article's UUID, address or id.")


def _matches(what: str) -> list[Q]:
    """In the order in which they are tried: the sure ones first."""
    matches = []
    if what.isascii() and what.isdigit() and len(what) < 19:
        matches.append(Q(pk=int(what)))
    with suppress(ValueError):
        matches.append(Q(article__uuid=uuid.UUID(what)))
    if what.startswith(("http://", "https://")):
        matches += [Q(article__current__url=what), Q(article__uuid__in=_uuids(what)), Q(article__revisions__url=what)]
    return [*matches, Q(article__external_id=what)]


def _uuids(url: str) -> list[uuid.UUID]:
    """Our own pages have the article's UUID in their address."""
    found = []
    for part in url.split("/"):
        with suppress(ValueError):
            found.append(uuid.UUID(part))
    return found
