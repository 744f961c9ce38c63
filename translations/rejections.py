"""Why a draft is rejected: a code that somebody can act on, and a person's words, in one line of the log."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

#: The code that calls operators: it is the engine, or its package, that has to get better.
MACHINE = "machine"
OTHER = "other"
REASONS: dict[str, str | Promise] = {
    "facts": _("Wrong facts"),
    MACHINE: _("Bad machine draft"),
    "subject": _("Not our subject"),
    "duplicate": _("Duplicate"),
    "source": _("Error in the source"),
    OTHER: _("Another reason"),
}


def written(why: str, words: str) -> str:
    """machine: the names are wrong. The words alone when they say it all."""
    if why in ("", OTHER):
        return words
    return f"{why}: {words}" if words else why


def told(reason: str) -> str:
    """The reason in the language of whoever reads it; the person's words stand as they are."""
    why, colon, words = reason.partition(": ")
    if why not in REASONS or not (colon or reason == why):
        return reason
    return f"{REASONS[why]}: {words}" if words else str(REASONS[why])
