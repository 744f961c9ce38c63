"""Flags as the desk shows them: named, told, and with what one key would do about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from translations import flag_labels, inline
from translations.glossary import Match
from translations.mending import Offer, Sentence, offers
from translations.models import Segment
from translations.types import Flag, Mark

#: An empty sentence is an error whatever anybody says: it cannot be published.
NEVER_DISMISSED = frozenset({"empty"})


@dataclass(frozen=True, slots=True)
class ShownFlag:
    flag: Flag
    #: `Flag.about` of the present target: with the code it names the flag, for the commands.
    about: str
    offer: Offer | None = None

    @property
    def label(self) -> str:
        return flag_labels.label(self.flag.code)

    @property
    def message(self) -> str:
        return flag_labels.told(self.flag.message)

    @property
    def dismissible(self) -> bool:
        return self.flag.code not in NEVER_DISMISSED


def sentence(
    segment: Segment, languages: tuple[str, str], told: Sequence[Match], *, target: str | None = None
) -> Sentence:
    """What a repair looks at."""
    fixed = [
        segment.source[slice(*mark.source)] for mark in map(Mark.from_json, segment.marks) if inline.must_stay(mark)
    ]
    text = segment.target if target is None else target
    return Sentence(segment.source, text, languages, tuple(dict.fromkeys(fixed)), tuple(told))


def counting(segment: Segment, flags: Sequence[Flag]) -> tuple[ShownFlag, ...]:
    """Those that count, without what could be done about them."""
    return tuple(ShownFlag(flag, flag.about(segment.target)) for flag in flags if not flag.dismissed_by)


@lru_cache(maxsize=2048)
def _possible(found: Sentence, flags: tuple[Flag, ...]) -> tuple[Offer | None, ...]:
    """A page is loaded again and again while its sentences stand. 2,048 of them take about 5 MB."""
    return tuple(offers(found, flags))


def shown(
    segment: Segment, flags: Sequence[Flag], languages: tuple[str, str], told: Sequence[Match]
) -> tuple[ShownFlag, ...]:
    """Those that count come first. When a sentence is first shown, each that may have a repair takes some 0.4 ms."""
    if not flags:
        return ()
    possible = _possible(sentence(segment, languages, told), tuple(flags))
    rows = [ShownFlag(flag, flag.about(segment.target), offer) for flag, offer in zip(flags, possible, strict=True)]
    return tuple(sorted(rows, key=lambda row: bool(row.flag.dismissed_by)))
