"""English number words: ``twenty-five``, ``three hundred thousand``, ``half a million``, ``two-thirds``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_NAMES = re.findall(
    r"\S+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
)
_ORDINALS = re.findall(
    r"\S+",
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

SMALL = {name: n for n, name in enumerate(_NAMES)} | {name: 10 * n for n, name in enumerate(_TENS, 2)}
ORDINALS = {name: n for n, name in enumerate(_ORDINALS)} | {n[:-1] + "ieth": 10 * i for i, n in enumerate(_TENS, 2)}
CARDINALS = frozenset(_NAMES[2:11])
MAGNITUDES = {
    "hundred": Decimal(10**2), "thousand": Decimal(10**3), "million": Decimal(10**6), "mn": Decimal(10**6),
    "mln": Decimal(10**6),
    "billion": Decimal(10**9), "bn": Decimal(10**9), "trillion": Decimal(10**12), "tn": Decimal(10**12),
    "quadrillion": Decimal(10**15),
}  # fmt: skip
#: A word → the numbers it can stand for.
IN_PASSING: dict[str, tuple[int | str, ...]] = {
    "once": (1,), "single": (1,), "sole": (1,), "only": (1,), "twice": (2,), "double": (2,), "doubled": (2,),
    "doubling": (2,),
    "both": (2,), "pair": (2,), "couple": (2,), "twin": (2,), "twins": (2,), "half": ("0.5", 1, 2, 30, 5, 50, 6),
    "halves": (2,),
    "twofold": (2,), "threefold": (3,), "fourfold": (4,), "fivefold": (5,), "tenfold": (10,), "centenary": (100,),
    "centennial": (100,), "bicentenary": (200,), "triple": (3,), "tripled": (3,), "thirds": (3,),
    "tripling": (3,), "quadrupling": (4,), "thrice": (3,), "trio": (3,),
    "quarter": (1, 4, 15, 25, 3), "quarters": (4,),
    "quadruple": (4,), "quadrupled": (4,), "decade": (10,), "decades": (10,), "dozen": (12,), "fortnight": (2, 14),
    "century": (100,), "overnight": (0,), "fifths": (5,), "tenths": (10,), "eighths": (8,), "sixths": (6,),
    "fourths": (4,), "hundredth": (100,), "thousandth": (1000,), "biennial": (2,),
}  # fmt: skip

_ALL = sorted([*SMALL, *ORDINALS, *list(MAGNITUDES), *IN_PASSING, "half"], key=len)[::-1]
_WORD = rf"\b(?:{'|'.join(_ALL)})\b"
_LINK = r"(?:[\s-]|\sand\s|\sand\sa\s|\sa\s)"
_RUN = re.compile(rf"{_WORD}(?:{_LINK}{_WORD})*", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z]+")

Found = tuple[tuple[Decimal, ...], int, int]


def spelled(text: str) -> Iterator[Found]:
    """(possible values, start, end) of each number written in words."""
    for run in _RUN.finditer(text):
        tokens = [(m[0].lower(), run.start() + m.start(), run.start() + m.end()) for m in _TOKEN.finditer(run[0])]
        words = [(w, s, e) for w, s, e in tokens if w not in ("and", "a")]
        yield from _numbers(words)


def _numbers(tokens: list[tuple[str, int, int]]) -> Iterator[Found]:
    words = [word for word, _, _ in tokens]
    at = 0
    while at < len(words):
        value, after = _number(words, at)
        if after > at:
            yield (value,), tokens[at][1], tokens[after - 1][2]
            at = after
        elif words[at] in IN_PASSING:
            yield tuple(map(Decimal, IN_PASSING[words[at]])), tokens[at][1], tokens[at][2]
            at += 1
        else:
            at += 1


def _number(words: list[str], at: int) -> tuple[Decimal, int]:
    total, ceiling, start = Decimal(0), Decimal("Infinity"), at
    while at < len(words):
        section, after = _section(words, at)
        if after == at:
            break
        scale, after = _magnitude(words, after)
        if scale >= ceiling:
            break
        total, ceiling, at = total + section * scale, scale, after
        if scale == 1:
            break
    return (total, at) if at > start else (Decimal(0), start)


def _magnitude(words: list[str], at: int) -> tuple[Decimal, int]:
    scale = Decimal(1)
    while at < len(words) and words[at] in MAGNITUDES and words[at] != "hundred":
        scale, at = scale * MAGNITUDES[words[at]], at + 1
    return scale, at


def _section(words: list[str], at: int) -> tuple[Decimal, int]:
    """Below a thousand; ``two (and a) half``; a bare ``half`` before a magnitude."""
    if words[at] == "half":
        known = words[at + 1 : at + 2] and words[at + 1] in MAGNITUDES
        return (Decimal("0.5"), at + 1) if known else (Decimal(0), at)
    value, after = _tens(words, at)
    if after > at and words[after : after + 1] == ["hundred"]:
        rest, end = _tens(words, after + 1)
        value, after = value * 100 + rest, end
    if after > at and words[after : after + 1] == ["half"] and words[after - 1] not in ORDINALS:
        return value + Decimal("0.5"), after + 1
    return value, after


def _tens(words: list[str], at: int) -> tuple[Decimal, int]:
    if at >= len(words):
        return Decimal(0), at
    word = words[at]
    if word in _TENS:
        following = words[at + 1] if at + 1 < len(words) else ""
        unit = SMALL.get(following) or ORDINALS.get(following) or 0
        return (Decimal(SMALL[word] + unit), at + 2) if 0 < unit < 10 else (Decimal(SMALL[word]), at + 1)
    worth = SMALL.get(word, ORDINALS.get(word))
    return (Decimal(worth), at + 1) if worth is not None else (Decimal(0), at)
