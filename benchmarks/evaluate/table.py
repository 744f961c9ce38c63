"""The table as it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.evaluate.scoring import Score

_WIDTH = 30


def lines(scores: Sequence[Score]) -> Iterator[str]:
    yield f"{'':{_WIDTH}}{'before':>9}{'after':>9}{'asked':>8}{'wrong':>8}{'flagged':>10}{'silent':>8}"
    for score in scores:
        yield f"{score.name:{_WIDTH}}{_share(score, score.before)}{_share(score, score.after)}{_counts(score)}".rstrip()


def _share(score: Score, value: float) -> str:
    return f"{value:8.1f}{'%' if score.asked else ' '}"


def _counts(score: Score) -> str:
    if not score.asked:
        return ""
    flagged = "–" if score.flagged is None else f"{score.flagged:.0f}%"
    return f"{score.asked:8}{score.wrong:8}{flagged:>10}{score.silent:8}"
