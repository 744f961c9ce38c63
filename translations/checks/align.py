"""Which numbers of a text have no counterpart in the other?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from translations.checks.atoms import Atom, Mention, Reading

Index = dict[Reading, list[int]]


@dataclass(frozen=True, slots=True)
class Found:
    """A mention without a counterpart, and the first of its values that has none."""

    kind: str
    span: tuple[int, int]
    value: Decimal
    in_words: bool
    #: As in `Reading`.
    unit: str = "n"


def align(source: list[Mention], target: list[Mention]) -> tuple[list[Found], list[Found]]:
    """(missing, extra): strict atoms of either side that found no free partner. Linear in the number of atoms.

    A number said twice on one side and once on the other is a matter of style, unless nothing else explains what
    is left on both sides. Small number words count only when both sides have one left: hai became three.
    """
    here = [(mention, atom) for mention in source for atom in mention.atoms]
    there = [(mention, atom) for mention in target for atom in mention.atoms]
    lost, free = _match(here, there)
    words_lost, words_gained = _cardinals(lost, here), _cardinals(free, there)
    gained = [index for index in free if there[index][1].strict]
    lost = [index for index in lost if here[index][1].strict]
    fresh_lost = _fresh(lost, here, there)
    fresh_gained = _fresh(gained, there, here)
    if len(lost) != len(gained) and (fresh_lost or fresh_gained or not (lost and gained)):
        lost, gained = fresh_lost, fresh_gained
    if words_lost and words_gained and not lost and not gained:
        lost, gained = words_lost[:1], words_gained[:1]
    return _found(lost, here), _found(gained, there)


def _match(here: list[tuple[Mention, Atom]], there: list[tuple[Mention, Atom]]) -> tuple[list[int], list[int]]:
    """Atoms with one reading choose first, strict partners are taken before loose ones."""
    index = _index(there)
    taken: set[int] = set()
    lost = []
    for at in sorted(range(len(here)), key=lambda at: (not here[at][1].strict, len(here[at][1].readings), at)):
        partner = _take(here[at][1].readings, index, taken)
        if partner is None:
            lost.append(at)
        else:
            taken.add(partner)
    return sorted(lost), [at for at in range(len(there)) if at not in taken]


def _index(atoms: list[tuple[Mention, Atom]]) -> Index:
    """Stacks of positions by reading: the last is the best, so strict and early ones lie on top."""
    index: Index = defaultdict(list)
    for at in sorted(range(len(atoms)), key=lambda at: (atoms[at][1].strict, -at)):
        for reading in atoms[at][1].readings:
            index[reading].append(at)
    return index


def _take(readings: Iterable[Reading], index: Index, taken: set[int]) -> int | None:
    for reading in readings:
        stack = index.get(reading, [])
        while stack:
            at = stack.pop()
            if at not in taken:
                return at
    return None


def _cardinals(left: list[int], atoms: list[tuple[Mention, Atom]]) -> list[int]:
    return [at for at in left if atoms[at][0].cardinal]


def _fresh(left: list[int], mine: list[tuple[Mention, Atom]], other: list[tuple[Mention, Atom]]) -> list[int]:
    """Those whose value stands nowhere on the other side."""
    known = {reading for _, atom in other for reading in atom.readings}
    return [at for at in left if not any(reading in known for reading in mine[at][1].readings)]


def _found(left: list[int], atoms: list[tuple[Mention, Atom]]) -> list[Found]:
    """One a mention, however many of its atoms are left."""
    found: dict[tuple[int, int], Found] = {}
    for at in left:
        mention, atom = atoms[at]
        unit, value = atom.readings[0]
        span = (mention.start, mention.end)
        found.setdefault(span, Found(mention.kind, span, value, mention.in_words, unit))
    return list(found.values())
