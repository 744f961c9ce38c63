"""What a machine's draft gets wrong, found without a model: pure, deterministic, well under a millisecond."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from translations.checks import (
    codes,
    currency,
    empty,
    leftover,
    length,
    names,
    numbers,
    percent,
    places,
    repetition,
    unchanged,
    unfinished,
)
from translations.checks.pair import Pair
from translations.types import BlockKind, Flag, Severity

#: Part of a draft's signature: raise it when a check is added, or decides differently.
VERSION = "checks-1"

Check = Callable[[Pair], Iterator[Flag]]

CHECKS: tuple[Check, ...] = (
    empty.check,
    unchanged.check,
    numbers.check,
    percent.check,
    currency.check,
    codes.check,
    names.check,
    places.check,
    leftover.check,
    repetition.check,
    length.check,
    unfinished.check,
)

_ORDER = list(Severity)


def run(
    source: str, target: str, *, source_language: str, target_language: str, kind: BlockKind | None = None
) -> tuple[Flag, ...]:
    """Every flag, in the order of the registry."""
    pair = Pair(source, target, source_language, target_language, kind)
    return tuple(flag for check in CHECKS for flag in check(pair))


def worst(flags: Iterable[Flag]) -> Severity | None:
    """The gravest severity among them; None when there are no flags."""
    return max((flag.severity for flag in flags), key=_ORDER.index, default=None)
