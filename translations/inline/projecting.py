"""Puts a sentence's inline markup onto its translation. Pure.

Outer elements are placed before those inside them, and these only inside; neighbours never share a word. So nothing
can cross, and as long as the target has a word for each of them, nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from translations.inline.alignment import Alignment, Span
from translations.inline.literal import literal, must_stay
from translations.inline.settling import parents, settled
from translations.types import Mark

_WORD = re.compile(r"\w+(?:[-'’./,:]\w+)*")
#: A target word belongs to a mark when more than this share of the engine's attention for it was on the mark's words.
_ENOUGH = 0.4
#: Words that belong to what follows: attention often takes them for the end of what went before.
_NOT_LAST = frozenset({"of", "the", "a", "an", "and", "to", "in", "for", "with", "by", "on", "at", "from", "that"})
_OPENING, _CLOSING = "“\"'‘«([", "”\"'’»)].,;:!?…%"
#: More in one sentence than any newsroom writes, each of which costs time; the rest is reported as lost.
MOST_MARKS = 100


def projected(marks: Sequence[Mark], source: str, target: str, alignment: Alignment | None = None) -> tuple[Mark, ...]:
    """`marks` with their places in `target`; None for one that has no room.

    First come words that a translation takes over as they are (names, figures, codes), then the engine's attention,
    then the place in the sentence. A mark that has a place already keeps it.
    """
    if not marks or not target.strip():
        return tuple(marks)
    found = _Projection(marks[:MOST_MARKS], source, target, alignment).run()
    return (*settled(found, target), *marks[MOST_MARKS:])


@dataclass(frozen=True, slots=True)
class _Region:
    """Where a group of neighbours stands in the source, and where it must stand in the target."""

    source: Span
    target: Span


class _Projection:
    def __init__(self, marks: Sequence[Mark], source: str, target: str, alignment: Alignment | None) -> None:
        self._marks = list(marks)
        self._source = source
        self._target = target
        self._alignment = alignment
        self._words = [found.span() for found in _WORD.finditer(target)] or [(0, len(target))]
        self._around = parents(marks)
        self._places: list[Span | None] = [mark.target for mark in marks]
        self._guessed: set[int] = set()

    def run(self) -> list[Mark]:
        self._group(None, _Region((0, len(self._source)), (0, len(self._target))))
        return [
            replace(mark, target=place, sure=mark.sure and not (at in self._guessed or self._strayed(mark, place)))
            for at, (mark, place) in enumerate(zip(self._marks, self._places, strict=True))
        ]

    def _strayed(self, mark: Mark, place: Span | None) -> bool:
        """A raised or lowered figure on other words: the 2 of m² where the target says square meters."""
        words = self._source[slice(*mark.source)]
        return (
            mark.tag in ("sup", "sub")
            and not any(map(str.isalpha, words))
            and place is not None
            and self._target[slice(*place)] != words
        )

    def _group(self, outer: int | None, region: _Region) -> None:
        """Places the marks directly inside `outer`, then those inside them."""
        group = [index for index, around in enumerate(self._around) if around == outer]
        if not group:
            return
        words = [span for span in self._words if region.target[0] <= span[0] and span[1] <= region.target[1]]
        self._place(group, region, words)
        for index in group:
            place = self._places[index]
            self._group(index, _Region(self._marks[index].source, place) if place else region)

    def _place(self, group: Sequence[int], region: _Region, words: Sequence[Span]) -> None:
        if self._marks[group[0]].source == region.source:
            self._places[group[0]] = self._places[group[0]] or region.target
            return
        for index in group:
            self._places[index] = self._places[index] or self._as_it_is(index, group, region)
        for index in group:
            if self._places[index] is None and self._wordy(index):
                self._places[index] = self._likeliest(index, group, region, words)
        wordy = [index for index in group if self._wordy(index) and not self._marks[index].target]
        if not all(map(self._roomy, wordy)):
            self._share_out(wordy, region, words)

    def _as_it_is(self, index: int, group: Sequence[int], region: _Region) -> Span | None:
        found = [
            span
            for span in literal(self._marks[index], self._source, self._target)
            if region.target[0] <= span[0] and span[1] <= region.target[1] and self._free(span, index, group)
        ]
        wanted = self._expected(self._marks[index].source, region)
        return min(found, key=lambda span: abs(span[0] - wanted), default=None)

    def _likeliest(self, index: int, group: Sequence[int], region: _Region, words: Sequence[Span]) -> Span | None:
        mark = self._marks[index]
        runs = self._runs(index, group, words)
        if not runs:
            return None
        best = self._attended(mark, runs) if self._alignment else None
        if best is None:
            self._guessed.add(index)
            best = self._proportional(mark, region, runs)
        return self._dressed(best, mark, region)

    def _runs(self, index: int, group: Sequence[int], words: Sequence[Span]) -> list[list[Span]]:
        """Free words that nothing stands between."""
        starts = [place[0] for other in group if other != index and (place := self._places[other])]
        keyed = [(self._free(span, index, group), sum(start < span[0] for start in starts), span) for span in words]
        grouped = groupby(keyed, key=lambda each: each[:2])
        return [[span for _, _, span in run] for (free, _), run in grouped if free]

    def _attended(self, mark: Mark, runs: Sequence[Sequence[Span]]) -> Span | None:
        """The stretch of words that owes most to the words of `mark`."""
        assert self._alignment
        best: tuple[float, Span] | None = None
        for run in runs:
            scores = [self._alignment.share(span, mark.source) - _ENOUGH for span in run]
            total, first, last = heaviest(scores)
            while last > first and self._target[slice(*run[last])].lower() in _NOT_LAST:
                last -= 1
            if total > 0 and (best is None or total > best[0]):
                best = total, (run[first][0], run[last][1])
        return best[1] if best else None

    def _proportional(self, mark: Mark, region: _Region, runs: Sequence[Sequence[Span]]) -> Span:
        """The words at the same place in the sentence."""
        start, end = (self._expected((edge, edge), region) for edge in mark.source)
        middle = (start + end) / 2
        run = min(runs, key=lambda each: _distance(each, middle))
        inside = [span for span in run if start <= (span[0] + span[1]) / 2 < end]
        if not inside:
            inside = [min(run, key=lambda span: abs((span[0] + span[1]) / 2 - middle))]
        return inside[0][0], inside[-1][1]

    def _expected(self, source: Span, region: _Region) -> float:
        size = max(region.source[1] - region.source[0], 1)
        share = (source[0] - region.source[0]) / size
        return region.target[0] + share * (region.target[1] - region.target[0])

    def _dressed(self, span: Span, mark: Mark, region: _Region) -> Span:
        """With the quotation marks and the stop that the source has inside, too."""
        start, end = span
        words = self._source[slice(*mark.source)]
        if words[0] in _OPENING and start > region.target[0] and self._target[start - 1] in _OPENING:
            start -= 1
        for _ in range(len(words) - len(words.rstrip(_CLOSING))):
            end += end < region.target[1] and self._target[end] in _CLOSING
        return start, end

    def _free(self, span: Span, index: int, group: Sequence[int]) -> bool:
        others = (self._places[other] for other in group if other != index)
        return not any(place and place[0] < span[1] and span[0] < place[1] for place in others)

    def _wordy(self, index: int) -> bool:
        """Whether any word may take its place; a lone sign, or what must stay, is found as it is or not at all."""
        mark = self._marks[index]
        return not must_stay(mark) and any(char.isalnum() for char in self._source[slice(*mark.source)])

    def _roomy(self, index: int) -> bool:
        place = self._places[index]
        if place is None:
            return False
        inside = sum(1 for word in self._words if word[0] < place[1] and place[0] < word[1])
        return inside >= self._needs(index)

    def _needs(self, index: int) -> int:
        """Words that a mark must have, so that each of those inside it gets one."""
        inner = [other for other, around in enumerate(self._around) if around == index and self._wordy(other)]
        return max(1, sum(map(self._needs, inner)))

    def _share_out(self, group: Sequence[int], region: _Region, words: Sequence[Span]) -> None:
        """Too little room for what seemed best: in the order of the source, each near its place, each with enough."""
        for index in group:
            self._places[index] = None
            self._guessed.discard(index)
        others = self._others(group)
        words = [span for span in words if self._free(span, -1, others)]
        needs = [self._needs(index) for index in group]
        first = 0
        for at, index in enumerate(group):
            latest = len(words) - sum(needs[at:])
            if first > latest:
                continue  # no room: it is reported
            wanted = self._expected(self._marks[index].source, region)
            room = [n for n in range(first, latest + 1) if self._clear(words[n : n + needs[at]], others)]
            if not room:
                continue  # signs marked by themselves stand between the words
            start = next((n for n in room if words[n][0] >= wanted), room[-1])
            self._places[index] = words[start][0], words[start + needs[at] - 1][1]
            self._guessed.add(index)
            first = start + needs[at]

    def _clear(self, words: Sequence[Span], others: Sequence[int]) -> bool:
        return self._free((words[0][0], words[-1][1]), -1, others)

    def _others(self, group: Sequence[int]) -> list[int]:
        around = self._around[group[0]]
        return [index for index, outer in enumerate(self._around) if outer == around and index not in group]


def _distance(run: Sequence[Span], middle: float) -> float:
    return min(abs((start + end) / 2 - middle) for start, end in run)


def heaviest(scores: Sequence[float]) -> tuple[float, int, int]:
    """(sum, first, last) of the stretch of `scores` with the greatest sum; there must be at least one."""
    best = (scores[0], 0, 0)
    total, first = 0.0, 0
    for index, score in enumerate(scores):
        if total <= 0:
            total, first = 0.0, index
        total += score
        if total > best[0]:
            best = (total, first, index)
    return best
