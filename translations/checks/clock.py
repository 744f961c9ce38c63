"""An hour over twelve in the afternoon: 17 p.m. is a slip of an engine that was told 17 giờ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from translations.checks.pair import Pair
from translations.types import Flag, Severity

AFTERNOON = re.compile(r"(?<![\d.,:/])(?P<h>1[3-9]|2[0-3])(?P<rest>(?:[:.]\d\d)?\s?p\.?\s?m\b)", re.IGNORECASE)
#: Flags of one sentence.
_MOST = 10


def check(pair: Pair) -> Iterator[Flag]:
    if pair.languages[1] != "en":
        return
    for found in islice(AFTERNOON.finditer(pair.target), _MOST):
        yield Flag(
            code="time-format",
            severity=Severity.MAJOR,
            message=f"{found[0]} is no hour; in English it is {on_the_clock(found)}",
            target_span=found.span(),
        )


def on_the_clock(found: re.Match[str]) -> str:
    """``5 p.m`` for 17 p.m (the last stop stays where it is)."""
    return f"{int(found['h']) - 12}{found['rest']}"
