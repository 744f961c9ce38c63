"""A percentage stays one: "tăng 5%" is not "rose by 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translations.checks.pair import Pair
from translations.types import Flag, Severity

_SIGN = re.compile(r"(?P<n>\d)\s*%|\bphần\s+trăm\b(?!\s+giây)|\bpercent\b|\bper\s+cents?\b", re.IGNORECASE)
_WIDE = re.compile(
    r"%|phần\s+(?:trăm|nghìn|vạn)|percent|\bper\s+(?:cent|hundred|thousand)|\bpct\b|\bpoints?\b|‰", re.IGNORECASE
)
#: 100% and 50% have words of their own.
_WORDED = re.compile(r"(?<![\d,.])(?:0|100|50|200)\s*%")


def check(pair: Pair) -> Iterator[Flag]:
    if {*pair.languages} != {"vi", "en"}:
        return
    source, target = _WORDED.sub("", pair.source), _WORDED.sub("", pair.target)
    if (match := _SIGN.search(source)) and not _WIDE.search(pair.target):
        found = _SIGN.search(pair.source, match.start())
        yield _flag("percent-missing", "A percentage in the source is none in the target", source=found)
    elif (match := _SIGN.search(target)) and not _WIDE.search(pair.source):
        found = _SIGN.search(pair.target, match.start())
        yield _flag("percent-extra", "A percentage in the target is none in the source", target=found)


def _flag(code: str, message: str, *, source: re.Match[str] | None = None, target: re.Match[str] | None = None) -> Flag:
    return Flag(
        code=code,
        severity=Severity.MAJOR,
        message=message,
        source_span=source.span() if source else None,
        target_span=target.span() if target else None,
    )
