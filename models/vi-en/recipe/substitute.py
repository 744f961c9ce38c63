"""New numbers, dates, codes and people in a pair, the same on both sides: the model learns to copy, not to recall.

A thing is replaced only where it stands exactly once on either side, spelt as each language spells it; a pair in which
nothing qualifies comes back unchanged. Pure, given the random source.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal

from recipe.names import FAMILY, person
from recipe.spelling import ENGLISH_MONTHS, english_number, vietnamese_number

Pair = tuple[str, str]
Change = Callable[[str, str, random.Random], "Pair | None"]

FIGURE_VI = r"(?<![\w.,/-])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,3}))?"
SCALED = re.compile(FIGURE_VI + r" (nghìn tỷ|tỷ|triệu)(?= đồng| USD|\b)")
VAN = re.compile(FIGURE_VI + r" vạn\b")
PLAIN = re.compile(FIGURE_VI + r"(?![\d/]|[.,-]\d|-\w| (?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|trăm|giờ|phút)|h\d|h\b)")
YEAR = re.compile(r"(?<![\w.,/])((?:19|20)\d\d)(?![\w,]|[./-]\d)")
DATE = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])")
CODE = re.compile(r"(?<![\w/])(\d{1,4})((?:/\d{4})?(?:/|-)[A-ZĐ][\w.]*(?:[-/][\w.]+)*)")
PERSON = re.compile(r"(?<![\w-])(?:" + "|".join(FAMILY) + r")(?: [A-ZĐÀ-Ỹ][a-zà-ỹđ]+){2,3}(?![\w-])")
SCALES = {"nghìn tỷ": 12, "tỷ": 9, "triệu": 6}
ENGLISH_SCALES = {15: "quadrillion", 12: "trillion", 9: "billion", 6: "million"}


def once(text: str, needle: str) -> bool:
    return len(re.findall(rf"(?<![\w.,]){re.escape(needle)}(?!\w|[.,]\d)", text)) == 1


def swap(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<![\w.,]){re.escape(old)}(?!\w|[.,]\d)", lambda _: new, text)


def _both(vi: str, en: str, old: Pair, new: Pair) -> Pair | None:
    if once(vi, old[0]) and once(en, old[1]):
        return swap(vi, old[0], new[0]), swap(en, old[1], new[1])
    return None


def _pick(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def another_figure(value: Decimal, rng: random.Random) -> Decimal:
    """A number with as many decimals, of about the same size, so that the sentence stays believable."""
    exponent = value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    if not places and value < 100:
        return Decimal(rng.randrange(2, 100))
    size = max(2, int(value * 10**places) * rng.choice([1, 1, 3, 8]))
    number = rng.randrange(max(2, size // 6), size * 2 + 2)
    if value >= 1000 and not places and rng.random() < 0.4:
        number -= number % 100
    return Decimal(max(number, 2)).scaleb(-places)


def _value(match: re.Match[str]) -> Decimal:
    return Decimal(match.group(1).replace(".", "") + (f".{match.group(2)}" if match.group(2) else ""))


def plain_figure(vi: str, en: str, rng: random.Random) -> Pair | None:
    match = _pick(PLAIN, vi, rng)
    if not match or (not match.group(2) and len(match.group(1)) < 2) or YEAR.fullmatch(match.group()):
        return None
    old = _value(match)
    new = another_figure(old, rng)
    return _both(vi, en, (match.group(), english_number(old)), (vietnamese_number(new), english_number(new)))


def scaled_figure(vi: str, en: str, rng: random.Random) -> Pair | None:
    """``1.250 tỷ đồng`` with ``VND1.25 trillion``: a new amount, spelt as an English paper would."""
    match = _pick(SCALED, vi, rng)
    if not match:
        return None
    old = _value(match)
    power = SCALES[match.group(3)]
    new = another_figure(old, rng)
    for english_power, word in ENGLISH_SCALES.items():
        shift = power - english_power
        made = _both(
            vi, en.replace("VND", "VND "),
            (match.group(), f"{english_number(old.scaleb(shift))} {word}"),
            (f"{vietnamese_number(new)} {match.group(3)}", _english_amount(new, power)),
        )  # fmt: skip
        if made:
            return made[0], made[1].replace("VND ", "VND") if "VND " not in en else made[1]
    return None


def _english_amount(value: Decimal, power: int) -> str:
    while value >= 1000 and power + 3 in ENGLISH_SCALES:
        value, power = value.scaleb(-3), power + 3
    return f"{english_number(value)} {ENGLISH_SCALES[power]}"


def van(vi: str, en: str, rng: random.Random) -> Pair | None:
    """``8,2 vạn`` with ``82,000``."""
    match = _pick(VAN, vi, rng)
    if not match:
        return None
    old, new = _value(match), Decimal(rng.randrange(11, 990)).scaleb(-1)
    return _both(
        vi,
        en,
        (match.group(), english_number(old * 10000)),
        (f"{vietnamese_number(new)} vạn", english_number(new * 10000)),
    )


def date(vi: str, en: str, rng: random.Random) -> Pair | None:
    """``27/10/2020`` with ``October 27, 2020``."""
    match = _pick(DATE, vi, rng)
    if not match or not 1 <= int(match.group(2)) <= 12 or int(match.group(1)) > 31:
        return None
    month, day = ENGLISH_MONTHS[int(match.group(2)) - 1], int(match.group(1))
    new_month, new_day, new_year = rng.randrange(12), rng.randrange(1, 29), rng.randrange(1945, 2031)
    old_vi, old_en = match.group(), f"{month} {day}"
    new_vi, new_en = f"{new_day}/{new_month + 1}", f"{ENGLISH_MONTHS[new_month]} {new_day}"
    if match.group(3):
        old_en, new_vi, new_en = f"{old_en}, {match.group(3)}", f"{new_vi}/{new_year}", f"{new_en}, {new_year}"
    return _both(vi, en, (old_vi, old_en), (new_vi, new_en))


def year(vi: str, en: str, rng: random.Random) -> Pair | None:
    match = _pick(YEAR, vi, rng)
    new = str(rng.randrange(1930, 2036))
    return _both(vi, en, (match.group(1), match.group(1)), (new, new)) if match else None


def code(vi: str, en: str, rng: random.Random) -> Pair | None:
    """``52-NQ/TW``: untouched by translation."""
    match = _pick(CODE, vi, rng)
    new = f"{rng.randrange(1, 999)}{match.group(2)}" if match else ""
    return _both(vi, en, (match.group(), match.group()), (new, new)) if match else None


def name(vi: str, en: str, rng: random.Random) -> Pair | None:
    """A person whose name stands alike on both sides becomes somebody else."""
    match = _pick(PERSON, vi, rng)
    new = person(rng, match.group().count(" ") + 1) if match else ""
    return _both(vi, en, (match.group(), match.group()), (new, new)) if match else None


CHANGES: tuple[Change, ...] = (date, code, van, scaled_figure, plain_figure, plain_figure, year, name, name)


def substituted(vi: str, en: str, rng: random.Random) -> Pair:
    """Try every kind of change once, in an order that keeps a date from being taken for two plain numbers."""
    for change in CHANGES:
        vi, en = change(vi, en, rng) or (vi, en)
    return vi, en
