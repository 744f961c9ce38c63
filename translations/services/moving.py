"""The one function that changes a translation's state."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from translations import correlation
from translations.errors import ImpossibleMove, StaleVersion
from translations.models import Move, Translation, User
from translations.states import MOVES, allowed

logger = logging.getLogger(__name__)


def move(
    translation: Translation,
    name: str,
    *,
    now: datetime,
    by: User | None = None,
    reason: str = "",
    **fields: Any,
) -> None:
    """Makes the move `name`, writes `fields` with it, and logs it: all or nothing.

    Compare-and-set on `version`, so of two processes that saw the same row one wins. Raises ImpossibleMove when
    `states.MOVES` does not allow it from here, StaleVersion when another process got there first.
    """
    if not allowed(name, translation.state):  # type: ignore[arg-type]  # a StrEnum equals its stored text
        raise ImpossibleMove(
            f"{name} translation {translation.pk} in state {translation.state}",
            cure=f"Possible only from: {', '.join(sorted(MOVES[name].sources))}.",
        )
    before, after = translation.state, MOVES[name].target
    fields |= {"state": after, "moved_at": now}
    # Whoever had it open has it no more, and it waits from now on.
    fields |= {"late": False, "claimed_by": None, "claimed_until": None}
    with transaction.atomic():
        changed = Translation.objects.filter(pk=translation.pk, state=before, version=translation.version).update(
            version=F("version") + 1, **fields
        )
        if changed != 1:
            raise StaleVersion(f"translation {translation.pk}", cure="Load it again and look at what changed.")
        Move.objects.create(
            translation=translation, name=name, from_state=before, to_state=after, by=by, reason=reason, at=now
        )
    correlation.mention(f"translation-{translation.pk}")
    logger.info("translation %s: %s, %s to %s", translation.pk, name, before, after)  # not the reason: it may quote
    for field, value in fields.items():
        setattr(translation, field, value)
    translation.version += 1
