"""What a check says of a sentence: the one record that is stored with it, shown beside it, and weighed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """MQM's three, kept light."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something a check found in a segment. Spans are [start, end) character offsets, or None."""

    code: str
    severity: Severity
    message: str
    source_span: tuple[int, int] | None = None
    target_span: tuple[int, int] | None = None
    #: Who said that it is no error; such a flag is shown, and counts for nothing. Empty while it counts.
    dismissed_by: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Flag:
        def span(key: str) -> tuple[int, int] | None:
            value = data.get(key)
            return (value[0], value[1]) if value else None

        return cls(
            code=data["code"],
            severity=Severity(data["severity"]),
            message=data["message"],
            source_span=span("source_span"),
            target_span=span("target_span"),
            dismissed_by=data.get("dismissed_by", ""),
        )

    def about(self, target: str) -> str:
        """What it speaks of, in words that stay the same when the sentence is judged again."""
        words = target[slice(*self.target_span)] if self.target_span else ""
        return (words or self.message)[:MOST_ABOUT]


#: Characters of `Flag.about`.
MOST_ABOUT = 300
#: Codes of flags that only the worker can give; they hold until the text is changed.
NOTES = frozenset({"repaired", "retried", "added-sentence", "name-lost"})
