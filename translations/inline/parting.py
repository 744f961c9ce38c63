"""Markup of a sentence that a person cuts in two, or joins to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translations.inline.projecting import projected
from translations.inline.reading import trimmed
from translations.types import Mark

Span = tuple[int, int]
#: A source and its target.
Texts = tuple[str, str]


def parted(marks: Sequence[Mark], whole: Texts, at: Span, parts: tuple[Texts, Texts]) -> tuple[tuple[Mark, ...], ...]:
    """The marks of each part. `at` is where the second begins in the whole source and target.

    An element over the cut is in both. One whose words went to one part and whose place to the other is placed anew.
    """
    return tuple(
        _within(marks, ((0, at[0]), (0, at[1])) if first else ((at[0], len(whole[0])), (at[1], len(whole[1]))), part)
        for first, part in zip((True, False), parts, strict=True)
    )


def _within(marks: Sequence[Mark], window: tuple[Span, Span], part: Texts) -> tuple[Mark, ...]:
    source, target = part
    found = []
    for mark in marks:
        here = _clipped(mark.source, window[0], source)
        kept = trimmed(replace(mark, source=here), source) if here else None
        if kept:
            found.append(replace(kept, target=_clipped(mark.target, window[1], target)))
    return projected(found, source, target)


def _clipped(span: Span | None, window: Span, text: str) -> Span | None:
    if not span:
        return None
    start, end = max(span[0], window[0]) - window[0], min(span[1], window[1]) - window[0]
    return (start, min(end, len(text))) if start < min(end, len(text)) else None


def rejoined(first: Sequence[Mark], second: Sequence[Mark], at: Span, ends: Span) -> tuple[Mark, ...]:
    """The marks of the whole. The second part begins at `at`, the first ends at `ends`, in source and target.

    An element that ran over the cut becomes one again.
    """
    moved = [_moved(mark, at) for mark in second]
    whole = list(first)
    for index, mark in enumerate(whole):
        other = next((each for each in moved if _continues(mark, each, at, ends)), None)
        if other:
            moved.remove(other)
            target = (mark.target[0], other.target[1]) if mark.target and other.target else mark.target or other.target
            whole[index] = replace(
                mark, source=(mark.source[0], other.source[1]), target=target, sure=mark.sure and other.sure
            )
    return (*whole, *moved)


def _moved(mark: Mark, at: Span) -> Mark:
    source = mark.source[0] + at[0], mark.source[1] + at[0]
    target = (mark.target[0] + at[1], mark.target[1] + at[1]) if mark.target else None
    return replace(mark, source=source, target=target)


def _continues(mark: Mark, other: Mark, at: Span, ends: Span) -> bool:
    same = (mark.tag, mark.attributes) == (other.tag, other.attributes)
    touching = mark.source[1] == ends[0] and other.source[0] == at[0]
    beside = not mark.target or not other.target or (mark.target[1] == ends[1] and other.target[0] == at[1])
    return same and touching and beside
