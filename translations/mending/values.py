"""Values as an English newspaper writes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from translations.checks.atoms import Mention

_SCALES = (("trillion", 12), ("billion", 9), ("million", 6))


def in_english(value: Decimal) -> str:
    """82,000 and 673.2 billion."""
    for name, power in _SCALES:
        scaled = value.scaleb(-power).normalize()
        if scaled >= 1 and -int(scaled.as_tuple().exponent) <= 3:
            return f"{scaled:,f} {name}"
    return f"{value.normalize():,f}"


def alone(value: Decimal, mentions: Sequence[Mention]) -> bool:
    """Whether one mention, and no other, has these digits."""
    alike = [
        mention
        for mention in mentions
        if any(_digits(reading[1]) == _digits(value) for atom in mention.atoms for reading in atom.readings)
    ]
    return len(alike) == 1


def _digits(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits
