"""Plain text and its marks to inline HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from translations.inline.settling import settled
from translations.types import Mark


def written(text: str, marks: Sequence[Mark]) -> str:
    """Balanced and properly nested, whatever the spans; marks without a place are not in it. Not sanitised yet."""
    placed = [mark for mark in settled(marks, text) if mark.target]
    order = sorted(range(len(placed)), key=lambda index: (_span(placed[index])[0], -_span(placed[index])[1], index))
    parts: list[str] = []
    open_: list[Mark] = []
    position = 0

    def close_until(limit: int) -> None:
        nonlocal position
        while open_ and _span(open_[-1])[1] <= limit:
            mark = open_.pop()
            parts.append(escape(text[position : _span(mark)[1]], quote=False) + f"</{mark.tag}>")
            position = _span(mark)[1]

    for index in order:
        start = _span(placed[index])[0]
        close_until(start)
        parts.append(escape(text[position:start], quote=False) + _opening(placed[index]))
        position = start
        open_.append(placed[index])
    close_until(len(text))
    return "".join([*parts, escape(text[position:], quote=False)])


def _span(mark: Mark) -> tuple[int, int]:
    return mark.target or (0, 0)


def _opening(mark: Mark) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in mark.attributes)
    return f"<{mark.tag}{attributes}>"
