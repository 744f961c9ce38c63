"""From drafts to the numbers of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.evaluate.challenge import Item
from benchmarks.evaluate.judging import ROWS, Made, Row
from translations import checks
from translations.types import Severity

GRAVE = (Severity.MAJOR, Severity.CRITICAL)


@dataclass(frozen=True, slots=True)
class Score:
    """`before` and `after` are percentages, or a metric's own points."""

    name: str
    before: float
    after: float
    #: How many things were asked for; 0 for a metric.
    asked: int = 0
    #: How many are wrong after all, and how many of these wear no flag that says so.
    wrong: int = 0
    silent: int = 0
    #: The items that are wrong without a flag.
    silent_items: tuple[str, ...] = field(default=(), repr=False)

    @property
    def flagged(self) -> float | None:
        """The share of what is wrong that a person is told of, in percent; None where nothing is wrong."""
        return 100 * (self.wrong - self.silent) / self.wrong if self.wrong else None

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "flagged": self.flagged}


def score(row: Row, items: Sequence[Item], before: Sequence[Made], after: Sequence[Made]) -> Score:
    asked = right_before = right_after = silent = 0
    unsaid: list[str] = []
    for item, early, late in zip(items, before, after, strict=True):
        wanted, right = row.counts(item, late)
        asked, right_after = asked + wanted, right_after + right
        right_before += row.counts(item, early)[1]
        if missing := max(wanted - right - told(row, late), 0):
            silent += missing
            unsaid.append(item.id)
    share = 100 / asked if asked else 0.0
    return Score(row.name, right_before * share, right_after * share, asked, asked - right_after, silent, tuple(unsaid))


def told(row: Row, made: Made) -> int:
    """How many flags of the right kind a draft wears; one may tell of one mistake."""
    return sum(flag.code.startswith(row.told_by) for flag in made.flags)


def scores(items: Sequence[Item], before: Sequence[Made], after: Sequence[Made]) -> list[Score]:
    return [score(row, items, before, after) for row in ROWS]


def metric(
    name: str, before: Sequence[str], after: Sequence[str], references: Sequence[str]
) -> tuple[list[Score], list[str]]:
    """BLEU and chrF, and what sacreBLEU says of how they were counted."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    found, signatures = [], []
    for label, measure in (("BLEU", BLEU()), ("chrF", CHRF())):
        early, late = (measure.corpus_score(texts, [references]).score for texts in (list(before), list(after)))
        found.append(Score(f"{label}, {name}", early, late))
        signatures.append(f"{label}|{measure.get_signature()}")
    return found, signatures


def alarmed(flags: Sequence[Sequence[Any]]) -> float:
    """The share of good human translations that wear a grave flag, in percent."""
    return 100 * sum(checks.worst(each) in GRAVE for each in flags) / len(flags) if flags else 0.0
