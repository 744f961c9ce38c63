"""Vietnamese number words: ``hai mươi lăm``, ``ba trăm nghìn``, ``nửa triệu``, ``hai triệu rưỡi``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

UNITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
MAGNITUDES = {
    "nghìn": Decimal(10**3), "ngàn": Decimal(10**3), "vạn": Decimal(10**4), "triệu": Decimal(10**6),
    "tỷ": Decimal(10**9), "tỉ": Decimal(10**9),
}  # fmt: skip
#: năm is also "year", tư "fourth" and một "a".
CARDINALS = frozenset({"hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười"})
#: Words in which the magnitude is no number: tỷ lệ (ratio), triệu tập (convene).
NOT_A_MAGNITUDE = r"(?!\s+(?:lệ|phú|trọng|số|giá|suất|mỉ|tập|hồi|chứng|vật|bất)\b)"

_ORDER = sorted([*UNITS, *MAGNITUDES, "mười", "mươi", "trăm", "linh", "lẻ", "rưỡi", "nửa", "chục"], key=len)[::-1]
_WORD = rf"\b(?:{'|'.join(_ORDER)})\b{NOT_A_MAGNITUDE}"
_RUN = re.compile(rf"{_WORD}(?:\s{_WORD})*", re.IGNORECASE)
_TOKEN = re.compile(r"\S+")

Token = tuple[str, int, int]


def spelled(text: str) -> Iterator[tuple[Decimal, int, int]]:
    """(value, start, end) of each number written in words."""
    for run in _RUN.finditer(text):
        tokens = [(m[0].lower(), run.start() + m.start(), run.start() + m.end()) for m in _TOKEN.finditer(run[0])]
        yield from _numbers(tokens)


def _numbers(tokens: list[Token]) -> Iterator[tuple[Decimal, int, int]]:
    words, at = [word for word, _, _ in tokens], 0
    while at < len(tokens):
        value, after = _number(words, at)
        if after == at:
            at += 1
            continue
        yield value, tokens[at][1], tokens[after - 1][2]
        at = after


def _number(words: list[str], at: int) -> tuple[Decimal, int]:
    """Sections with falling magnitudes: hai triệu | ba trăm nghìn | năm mươi."""
    total, ceiling, start = Decimal(0), Decimal("Infinity"), at
    while at < len(words):
        section, after = _section(words, at)
        if after == at:
            break
        scale, after = _magnitude(words, after)
        if scale >= ceiling or (total and scale == 1 and section < 10):
            break
        total, ceiling, at = total + section * scale, scale, after
        if scale > 1 and at < len(words) and words[at] == "rưỡi":
            return total + scale / 2, at + 1
        if scale == 1:
            break
    return (total, at) if at > start else (Decimal(0), start)


def _magnitude(words: list[str], at: int) -> tuple[Decimal, int]:
    scale = Decimal(1)
    while at < len(words) and words[at] in MAGNITUDES:
        scale, at = scale * MAGNITUDES[words[at]], at + 1
    return scale, at


def _section(words: list[str], at: int) -> tuple[Decimal, int]:
    """A number below a thousand, or ``nửa`` before a magnitude."""
    if words[at] == "nửa":
        known = at + 1 < len(words) and words[at + 1] in MAGNITUDES
        return (Decimal("0.5"), at + 1) if known else (Decimal(0), at)
    if words[at] in UNITS and words[at + 1 : at + 2] == ["trăm"]:
        hundreds, at = Decimal(UNITS[words[at]] * 100), at + 2
        if at < len(words) and words[at] in ("linh", "lẻ"):
            at += 1
        rest, after = _tens(words, at)
        if after == at + 1 and words[at] in ("năm", "một", "hai", "ba") and words[at - 1] == "trăm":
            return hundreds, at  # ba trăm năm: three hundred years
        return hundreds + rest, after
    return _tens(words, at)


def _tens(words: list[str], at: int) -> tuple[Decimal, int]:
    if at >= len(words):
        return Decimal(0), at
    if words[at] == "mười":
        return _with_unit(Decimal(10), words, at + 1)
    if words[at] not in UNITS:
        return Decimal(0), at
    unit = Decimal(UNITS[words[at]])
    if words[at + 1 : at + 2] in (["mươi"], ["chục"]):
        return _with_unit(unit * 10, words, at + 2)
    return unit, at + 1


def _with_unit(tens: Decimal, words: list[str], at: int) -> tuple[Decimal, int]:
    """hai mươi lăm is 25, but hai mươi năm is twenty years."""
    if at < len(words) and words[at] in UNITS and words[at] != "năm":
        return tens + UNITS[words[at]], at + 1
    return tens, at
