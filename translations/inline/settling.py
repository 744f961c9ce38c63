"""Keeps marks lawful: what was nested stays nested, what was apart stays apart, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translations.types import Mark

Span = tuple[int, int]


def parents(marks: Sequence[Mark]) -> list[int | None]:
    """For each mark the position of the one around it in the source. Marks come outer before inner."""
    found: list[int | None] = []
    open_: list[int] = []
    for index, mark in enumerate(marks):
        while open_ and not _holds(marks[open_[-1]].source, mark.source):
            open_.pop()
        found.append(open_[-1] if open_ else None)
        open_.append(index)
    return found


def settled(marks: Sequence[Mark], text: str) -> tuple[Mark, ...]:
    """The same marks with target spans that nest as the sources do and never cross; what has no room gets None."""
    around = parents(marks)
    done: list[Mark] = []
    for index, mark in enumerate(marks):
        span = mark.target
        outer = around[index]
        while outer is not None and done[outer].target is None:
            outer = around[outer]
        if span and outer is not None and (limit := done[outer].target):
            span = (max(span[0], limit[0]), min(span[1], limit[1]))
        if span:
            family = _ancestors(index, around)
            span = _apart(span, [done[other].target for other in range(index) if other not in family])
        done.append(replace(mark, target=_tight(span, text) if span else None))
    return tuple(done)


def _ancestors(index: int, around: Sequence[int | None]) -> set[int]:
    found: set[int] = set()
    outer = around[index]
    while outer is not None:
        found.add(outer)
        outer = around[outer]
    return found


def _apart(span: Span, others: Sequence[Span | None]) -> Span | None:
    """What is left of `span` beside the spans that were there first."""
    start, end = span
    for other in sorted(filter(None, others)):
        if other[0] >= end or other[1] <= start:
            continue
        if other[0] > start:
            end = other[0]
        else:
            start = other[1]
    return (start, end) if start < end else None


def _tight(span: Span, text: str) -> Span | None:
    """Without white space at its ends, and inside the text."""
    start, end = max(span[0], 0), min(span[1], len(text))
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return (start, end) if start < end else None


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
