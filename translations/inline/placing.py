"""Puts a mark where a person says it belongs, and leaves it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translations.inline.settling import settled
from translations.types import Mark


def placed(marks: Sequence[Mark], number: int, span: tuple[int, int], text: str) -> tuple[Mark, ...] | None:
    """The marks of `text` with `marks[number]` on `span`, and those on the same words of the source with it.

    None when the others leave no room for it there: they would lose their own place, or cut it short.
    """
    source = marks[number].source
    wanted = [replace(mark, target=span, sure=True) if mark.source == source else mark for mark in marks]
    done = settled(wanted, text)
    if done[number].target != span or any(was.target and not now.target for was, now in zip(wanted, done, strict=True)):
        return None
    return done


def kept(marks: Sequence[Mark], earlier: Sequence[Mark]) -> tuple[Mark, ...]:
    """`marks` where the `earlier` ones of the same text stood, if they mark the same words of the source.

    An address may have changed meanwhile; where it belongs has not.
    """
    if [(mark.tag, mark.source) for mark in marks] != [(mark.tag, mark.source) for mark in earlier]:
        return tuple(marks)
    return tuple(replace(mark, target=was.target, sure=was.sure) for mark, was in zip(marks, earlier, strict=True))
