"""Puts a mark where a person says it belongs, and leaves it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translations.inline.settling import settled
from translations.types import Mark

Span = tuple[int, int]


def placed(marks: Sequence[Mark], number: int, span: Span, text: str) -> tuple[Mark, ...] | None:
    """The marks of `text` with `marks[number]` on `span`, and those on the same words of the source with it.

    What is nested in it goes along, at a guess. None when another mark leaves no room for it there, or would have to
    make room.
    """
    source = marks[number].source
    wanted = [_wanted(mark, source, span) for mark in marks]
    done = settled(wanted, text)
    others = [at for at, mark in enumerate(marks) if not _holds(source, mark.source)]
    if done[number].target != span or any(done[at].target != marks[at].target for at in others):
        return None
    return done


def _wanted(mark: Mark, source: Span, span: Span) -> Mark:
    if mark.source == source:
        return replace(mark, target=span, sure=True)
    if _holds(source, mark.source) and mark.target and not _holds(span, mark.target):
        return replace(mark, target=span, sure=False)
    return mark


def kept(marks: Sequence[Mark], earlier: Sequence[Mark], text: str) -> tuple[Mark, ...]:
    """`marks` where the `earlier` ones of the same `text` surely stood, if they mark the same words of the source.

    An address may have changed meanwhile; where it belongs has not.
    """
    if [(mark.tag, mark.source) for mark in marks] != [(mark.tag, mark.source) for mark in earlier]:
        return tuple(marks)
    pairs = zip(marks, earlier, strict=True)
    return settled(
        [replace(mark, target=was.target, sure=True) if was.target and was.sure else mark for mark, was in pairs], text
    )


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
