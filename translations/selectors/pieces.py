"""A source sentence as the desk shows it: its markup lightly, and what a flag speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from translations.types import Mark, Severity

Span = tuple[int, int]
#: Where the marks of several flags overlap, the worst is shown.
_WORSE = (Severity.MINOR, Severity.MAJOR, Severity.CRITICAL)


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    #: How grave the flag about it is; None when there is none.
    severity: Severity | None = None
    #: Names of the inline elements around it, outermost first.
    tags: tuple[str, ...] = ()
    href: str = ""

    @property
    def css(self) -> str:
        return " ".join([*([self.severity.value] if self.severity else []), *(f"in-{tag}" for tag in self.tags)])


def pieces(text: str, flagged: Iterable[tuple[Span, Severity]], marks: Sequence[Mark] = ()) -> tuple[Piece, ...]:
    """The text cut wherever a flag or an element begins or ends; both may overlap."""
    marked: list[Severity | None] = [None] * len(text)
    around: list[tuple[int, ...]] = [()] * len(text)
    for (start, end), severity in sorted(flagged, key=lambda found: _WORSE.index(found[1])):
        for index in range(max(start, 0), min(end, len(text))):
            marked[index] = severity
    for number, mark in enumerate(marks):
        for index in range(max(mark.source[0], 0), min(mark.source[1], len(text))):
            around[index] = (*around[index], number)
    keys = list(zip(marked, around, strict=True))
    groups = groupby(range(len(text)), key=keys.__getitem__)
    return tuple(_piece(text, list(indexes), key, marks) for key, indexes in groups)


def _piece(
    text: str, indexes: Sequence[int], key: tuple[Severity | None, tuple[int, ...]], marks: Sequence[Mark]
) -> Piece:
    inside = [marks[number] for number in key[1]]
    href = next((value for mark in inside for name, value in mark.attributes if name == "href"), "")
    return Piece(text[indexes[0] : indexes[-1] + 1], key[0], tuple(mark.tag for mark in inside), href)
