"""What a text says in numbers: mentions, made of atoms, each with the readings it may have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

#: (unit, value). Units: n number, d day, m month, h hour, w weekday (1 is Monday),
#: v a number in the wrong notation, which equals nothing.
Reading = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class Atom:
    readings: tuple[Reading, ...]
    #: A loose atom may answer one on the other side, but is not missed itself: "one", "second", "half".
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """One number, date or time, as it stands in the text."""

    start: int
    end: int
    atoms: tuple[Atom, ...]
    #: number, date or time
    kind: str = "number"
    in_words: bool = False
    #: One of hai … mười, two … ten, and no other word: not missed alone, but two that differ are a mistake.
    cardinal: bool = False


def atom(units: str, value: int | str | Decimal, *, strict: bool = True) -> Atom:
    """An atom of one value that may be read in each of `units`, likeliest first."""
    number = Decimal(value)
    return Atom(tuple((unit, number) for unit in units), strict)


def number(*readings: Decimal, strict: bool = True) -> Atom:
    return Atom(tuple(("n", value) for value in dict.fromkeys(readings)), strict)


#: (needle, pattern, reading): the pattern is tried only on text that, in lower case, holds the needle.
Reader = tuple[str, re.Pattern[str], Callable[[re.Match[str]], Mention | None]]
