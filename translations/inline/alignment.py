"""Which part of a source an engine looked at for each part of its target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Spans are [start, end) character offsets of the pieces; `weights` has a row for each of the target's."""

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    weights: Sequence[Sequence[float]]

    def share(self, target: Span, source: Span) -> float:
        """How much of what stands in `target` comes from `source`, from 0 to 1."""
        columns = [index for index, span in enumerate(self.source) if _overlap(span, source)]
        shares = [
            _ratio(sum(row[index] for index in columns), sum(row[: len(self.source)]))
            for row, span in zip(self.weights, self.target, strict=False)
            if _overlap(span, target)
        ]
        return sum(shares) / len(shares) if shares else 0.0


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
