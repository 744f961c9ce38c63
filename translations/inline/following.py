"""Carries marks through an edit of the target."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from translations.inline.literal import literal
from translations.inline.projecting import projected
from translations.inline.settling import settled
from translations.types import Mark

Span = tuple[int, int]

_TOKEN = re.compile(r"\w+|[^\w\s]")
#: Words times words beyond which a comparison is not worth its time; what differs then counts as rewritten.
_MOST_WORK = 400_000


def followed(marks: Sequence[Mark], source: str, before: str, after: str) -> tuple[Mark, ...]:
    """The marks of `before`, where they belong in `after`: by the words kept, else by words taken over as they are.

    A link for which there is neither goes where it would stand by its position, unsure.
    """
    if before == after or not marks:
        return tuple(marks)
    steps = _Steps(before, after)
    moved = settled([_moved(mark, source, before, after, steps) for mark in marks], after)
    # A link is worth a guess, which a person sees; emphasis is not.
    links = projected([mark for mark in moved if mark.tag == "a"], source, after)
    found = iter(links)
    return settled([next(found) if mark.tag == "a" else mark for mark in moved], after)


def _moved(mark: Mark, source: str, before: str, after: str, steps: _Steps) -> Mark:
    kept = steps.span(mark.target) if mark.target else None
    if kept:
        return replace(mark, target=kept)  # as sure, or unsure, as it was
    again = _only(after, before[mark.target[0] : mark.target[1]]) if mark.target else None
    places = literal(mark, source, after)
    return replace(mark, target=again or (places[0] if places else None), sure=True)


def _only(text: str, words: str) -> Span | None:
    """The one place of `words` in `text`."""
    found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text))
    return found[0].span() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class _Step:
    same: bool
    old: Span
    new: Span


class _Steps:
    """How the words of one text became those of another."""

    def __init__(self, before: str, after: str) -> None:
        self._old = [found.span() for found in _TOKEN.finditer(before)]
        self._new = [found.span() for found in _TOKEN.finditer(after)]
        self._steps = _compared(_TOKEN.findall(before), _TOKEN.findall(after))

    def span(self, old: Span) -> Span | None:
        """Where the words in `old` stand now; None when none of them is left."""
        inside = [index for index, (start, end) in enumerate(self._old) if start < old[1] and end > old[0]]
        if not inside:
            return None
        first, last = self._left(inside[0]), self._right(inside[-1] + 1)
        if first >= last or not self._recognisable(inside[0], inside[-1] + 1):
            return None
        start, end = self._new[first][0], self._new[last - 1][1]
        offset = old[0] - self._old[inside[0]][0]
        rest = self._old[inside[-1]][1] - old[1]
        if offset <= 0 and rest <= 0:
            return start, end
        # A part of a word: only as long as that word is the same.
        return (start + max(offset, 0), end - max(rest, 0)) if self._kept(inside[0], inside[-1]) else None

    def _recognisable(self, first: int, last: int) -> bool:
        """Whether one of the words is still there, or exactly these were replaced by others."""
        touched = [step for step in self._steps if step.old[0] < last and first < step.old[1]]
        return any(step.same or (first <= step.old[0] and step.old[1] <= last) for step in touched)

    def _kept(self, first: int, last: int) -> bool:
        return any(step.same and step.old[0] <= first and last < step.old[1] for step in self._steps)

    def _left(self, index: int) -> int:
        """Where a span that begins at word `index` begins now; what was inserted before it stays outside."""
        step = next(step for step in self._steps if step.old[0] <= index < step.old[1])
        return _scaled(index, step)

    def _right(self, index: int) -> int:
        step = next(step for step in self._steps if step.old[0] < index <= step.old[1])
        return _scaled(index, step)


def _scaled(index: int, step: _Step) -> int:
    done, size = index - step.old[0], step.old[1] - step.old[0]
    if step.same or not size:
        return step.new[0] + done
    return step.new[0] + round(done / size * (step.new[1] - step.new[0]))


def _compared(old: Sequence[str], new: Sequence[str]) -> list[_Step]:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = (len(old) - tail, len(new) - tail)
    steps = [_Step(True, (0, head), (0, head))]
    steps += _differing(old[head : middle[0]], new[head : middle[1]], head)
    return [*steps, _Step(True, (middle[0], len(old)), (middle[1], len(new)))]


def _differing(old: Sequence[str], new: Sequence[str], at: int) -> list[_Step]:
    if len(old) * len(new) > _MOST_WORK:
        return [_Step(False, (at, at + len(old)), (at, at + len(new)))]
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [_Step(tag == "equal", (i1 + at, i2 + at), (j1 + at, j2 + at)) for tag, i1, i2, j1, j2 in found]
