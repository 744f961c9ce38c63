"""What makes two source texts the same, alike, or different. Pure: the table is in `translations.models.memory`."""

from translations.memory.bands import bands
from translations.memory.change import earlier
from translations.memory.difference import Change, difference
from translations.memory.likeness import percent, shortlist
from translations.memory.normal import EDGE, digest, normalised, tokens
from translations.memory.unit import Unit

__all__ = [
    "EDGE",
    "Change",
    "Unit",
    "bands",
    "difference",
    "digest",
    "earlier",
    "normalised",
    "percent",
    "shortlist",
    "tokens",
]
