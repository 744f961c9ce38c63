"""How a number is spelt in each language."""

from __future__ import annotations

from decimal import Decimal

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def english_number(value: Decimal) -> str:
    """``6,000`` and ``8.2``; never an exponent."""
    plain = value.normalize()
    return f"{plain:,f}"


def vietnamese_number(value: Decimal) -> str:
    """``6.000`` and ``8,2``."""
    return english_number(value).translate(str.maketrans(",.", ".,"))
