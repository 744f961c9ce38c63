"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import StrEnum

_PIECES = re.compile(r"\s+|\d+(?:[.,]\d+)*|\w+|[^\w\s]")
#: Pieces. Beyond it nobody reads a difference, and comparing costs more than the product of the lengths.
MAX_PIECES = 400


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


def difference(before: str, after: str) -> tuple[tuple[str, Change], ...]:
    """`after` cut into (piece, kind), with what `before` had besides: leave one kind out, and a whole text remains."""
    one, other = _PIECES.findall(before), _PIECES.findall(after)
    if max(len(one), len(other)) > MAX_PIECES:
        return tuple(piece for piece in ((before, Change.REMOVED), (after, Change.ADDED)) if piece[0])
    return tuple(_changes(one, other))


def _changes(one: list[str], other: list[str]) -> Iterator[tuple[str, Change]]:
    for kind, start, end, new_start, new_end in _runs(one, other):
        removed, added = "".join(one[start:end]), "".join(other[new_start:new_end])
        if kind == "equal":
            yield removed, Change.SAME
            continue
        if removed:
            yield removed, Change.REMOVED
        if added:
            yield added, Change.ADDED


def _runs(one: list[str], other: list[str]) -> list[tuple[str, int, int, int, int]]:
    """A space alone between two changes belongs to them: it is read as one change, not two."""
    runs: list[tuple[str, int, int, int, int]] = []
    opcodes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for index, (kind, start, end, new_start, new_end) in enumerate(opcodes):
        inner = 0 < index < len(opcodes) - 1 and not "".join(one[start:end]).strip()
        kind = "replace" if inner or kind != "equal" else "equal"
        if runs and runs[-1][0] == kind == "replace":
            _, first, _, new_first, _ = runs.pop()
            start, new_start = first, new_first
        runs.append((kind, start, end, new_start, new_end))
    return runs
