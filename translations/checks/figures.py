"""Numbers written in digits: which values can the digits mean?

Vietnamese writes 8,2 and 6.000 where English writes 8.2 and 6,000. A Vietnamese text may also carry
foreign notation (``1.25``, ``6,000``), so a figure has readings, not a value.
"""

from __future__ import annotations

import re
from decimal import Decimal

#: Longer strings of digits are serial numbers, not amounts: they are compared as text.
_LONGEST = 18

FIGURE = r"\d+(?:[.,]\d+)*"

_GROUPED = {
    "vi": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?"),
    "en": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"),
}
_PLAIN = {"vi": re.compile(r"\d+(?:,\d+)?"), "en": re.compile(r"\d+(?:\.\d+)?")}


def values(figure: str, language: str) -> tuple[Decimal, ...]:
    """Every value `figure` may have in `language`, likeliest first; none when it is no amount at all."""
    if len(figure) > _LONGEST * 2 or sum(map(str.isdigit, figure)) > _LONGEST:
        return ()
    home = _value(figure, language)
    if language == "en":  # 6.000 left as it was in an English sentence is six, and that is an error to show
        return () if home is None else (home,)
    foreign = _value(figure, "en")
    found = [value for value in (home, foreign) if value is not None]
    if home is not None and "." in figure and "," not in figure:  # 6.000 in Vietnamese is never six
        found = [home]
    return tuple(dict.fromkeys(found))


def in_vietnamese_notation(figure: str) -> Decimal | None:
    """The value of 59,64 or 1.250.000 left as it was in an English sentence."""
    return None if len(figure) > _LONGEST else _value(figure, "vi")


def _value(figure: str, language: str) -> Decimal | None:
    decimal, group = (",", ".") if language == "vi" else (".", ",")
    if _PLAIN[language].fullmatch(figure) or _GROUPED[language].fullmatch(figure):
        return Decimal(figure.replace(group, "").replace(decimal, "."))
    return None
