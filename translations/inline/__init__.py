"""Inline markup as spans over plain text: read from a source, carried to its translation, written out again. Pure.

A draft's text stays plain, so that an engine, a check and a person see words only; its markup is kept beside it.
"""

from translations.inline.alignment import Alignment
from translations.inline.flagging import flags
from translations.inline.following import followed
from translations.inline.literal import folded, literal, must_stay
from translations.inline.parting import parted, rejoined
from translations.inline.placing import kept, placed
from translations.inline.projecting import projected
from translations.inline.reading import cut, read
from translations.inline.settling import settled
from translations.inline.writing import written

__all__ = [
    "Alignment",
    "cut",
    "flags",
    "folded",
    "followed",
    "kept",
    "literal",
    "must_stay",
    "parted",
    "placed",
    "projected",
    "read",
    "rejoined",
    "settled",
    "written",
]
