"""What a machine's draft gets wrong, found without a model: pure, deterministic, well under a millisecond."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from translations.checks import (
    clock,
    codes,
    counted,
    currency,
    day_first,
    empty,
    invented,
    leftover,
    length,
    names,
    numbers,
    percent,
    periods,
    places,
    repetition,
    unchanged,
    unfinished,
    unmarked,
)
from translations.checks.pair import Pair
from translations.checks.terms import check as term_check
from translations.glossary import Match
from translations.types import BlockKind, Flag, Severity

#: Part of a draft's signature: raise it when a check is added, or decides differently.
VERSION = "checks-4"

Check = Callable[[Pair], Iterator[Flag]]


@dataclass(frozen=True, slots=True)
class Rule:
    check: Check
    #: Every code that its flags may carry. `docs/checks.md` explains each, and a test runs those examples.
    codes: tuple[str, ...]


CHECKS: tuple[Rule, ...] = (
    Rule(empty.check, ("empty",)),
    Rule(unchanged.check, ("unchanged",)),
    Rule(
        numbers.check,
        (
            *("number-changed", "number-missing", "number-extra", "number-rounded", "number-format"),
            *("date-changed", "date-missing", "date-extra"),
            *("time-changed", "time-missing", "time-extra"),
        ),
    ),
    Rule(day_first.check, ("date-format",)),
    Rule(clock.check, ("time-format",)),
    Rule(counted.check, ("count-missing",)),
    Rule(periods.check, ("period-missing",)),
    Rule(percent.check, ("percent-missing", "percent-extra")),
    Rule(currency.check, ("currency-changed", "currency-missing")),
    Rule(codes.check, ("code-missing", "code-rewritten")),
    Rule(names.check, ("name-missing",)),
    Rule(places.check, ("place-missing",)),
    Rule(leftover.check, ("leftover",)),
    Rule(invented.check, ("invented",)),
    Rule(repetition.check, ("repetition",)),
    Rule(length.check, ("too-long", "too-short")),
    Rule(unfinished.check, ("unbalanced", "question-lost")),
    Rule(unmarked.check, ("unmarked",)),
)

_GRAVITY = {severity: rank for rank, severity in enumerate(Severity)}


def run(
    source: str,
    target: str,
    *,
    source_language: str,
    target_language: str,
    kind: BlockKind | None = None,
    terms: Sequence[Match] = (),
) -> tuple[Flag, ...]:
    """Every flag, in the order of the registry. An empty target is only empty.

    `terms` are the entries of the term base that the source holds.
    """
    pair = Pair(source, target, source_language, target_language, kind)
    missing = tuple(empty.check(pair))
    found = missing or tuple(flag for rule in CHECKS for flag in rule.check(pair))
    return (*found, *term_check(pair, terms))


def worst(flags: Iterable[Flag]) -> Severity | None:
    """The gravest severity among them; None when there are no flags."""
    return max((flag.severity for flag in flags), key=_GRAVITY.__getitem__, default=None)
