"""A translation unit as it travels: from a published draft, or from and to a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A source text and the target that a person approved for it."""

    source: str
    target: str
    #: `digest` of the source's neighbours; `EDGE` at an end of the text, None when nobody knows.
    before: int | None = None
    after: int | None = None
    #: Where it comes from, and who approved it, in words.
    origin: str = ""
    author: str = ""
    #: Aware; None when the file did not say.
    created_at: datetime | None = None
