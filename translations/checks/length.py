"""A target far longer or shorter than news translation makes it: something was left out, or made up."""

from __future__ import annotations

from collections.abc import Iterator

from translations.checks.pair import Pair
from translations.types import Flag, Severity

#: Characters of English for one of Vietnamese, in press text: median 1.1, 99.9 % between these.
_SHORTEST, _LONGEST = 0.5, 2.1
#: Characters that either side may be longer, so that two-word headlines raise nothing.
_SLACK = 25


def check(pair: Pair) -> Iterator[Flag]:
    source, target = len(pair.source.strip()), len(pair.target.strip())
    if not source or not target or pair.languages not in (("vi", "en"), ("en", "vi")):
        return
    if target > source * _LONGEST + _SLACK:
        yield _flag("too-long", f"{target} characters for {source}: text may have been made up", pair)
    elif target < source * _SHORTEST - _SLACK:
        yield _flag("too-short", f"{target} characters for {source}: text may be missing", pair)


def _flag(code: str, message: str, pair: Pair) -> Flag:
    return Flag(code=code, severity=Severity.MAJOR, message=message, target_span=(0, len(pair.target)))
