"""Number words, ordinals, months and Roman numerals, as values: what may stand where the other language has digits."""

from __future__ import annotations

import re
from decimal import Decimal

UNITS_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
ORDINALS_EN = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
)
TENS_EN = "twenty thirty forty fifty sixty seventy eighty ninety"
MONTHS = "january february march april may june july august september october november december"
ENGLISH = (
    {word: value for value, word in enumerate(UNITS_EN.split())}
    | {word: value for value, word in enumerate(ORDINALS_EN.split())}
    | {word: value for value, word in enumerate(TENS_EN.split(), 2)}
    | {word: value for value, word in enumerate(MONTHS.split(), 1)}
    | {word[:3]: value for value, word in enumerate(MONTHS.split(), 1)}
)
ENGLISH |= {word: value * 10 for value, word in enumerate(TENS_EN.split(), 2)}
ENGLISH |= {word[:-1] + "ieth": value * 10 for value, word in enumerate(TENS_EN.split(), 2)}
ENGLISH |= {word + "s": value for value, word in enumerate(ORDINALS_EN.split()) if value > 2}
ENGLISH |= {
    "once": 1, "single": 1, "a": 1, "an": 1, "per": 1, "twice": 2, "double": 2, "doubled": 2, "doubling": 2,
    "doubles": 2, "twofold": 2, "twin": 2, "both": 2, "pair": 2, "triple": 3, "tripled": 3, "threefold": 3,
    "fourfold": 4, "fivefold": 5, "tenfold": 10, "quadrupled": 4, "quadruple": 4, "quadrupling": 4, "quadruples": 4,
    "tripling": 3, "triples": 3, "quarter": 4, "quarters": 4, "dozen": 12, "sept": 9, "noon": 12, "midnight": 0,
    "hundred": 100, "thousand": 1000, "million": 1000000, "millionth": 1000000,
}  # fmt: skip
SCALES_EN = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "millionth": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
VIETNAMESE = {
    "không": 0, "một": 1, "mốt": 1, "nhất": 1, "đầu": 1, "hai": 2, "nhì": 2, "đôi": 2, "kép": 2, "cặp": 2,
    "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
    "tá": 12, "giêng": 1, "chạp": 12, "cn": 8, "cả": 2, "song": 2, "mồng": 1, "nay": 1,
}  # fmt: skip
SCALES_VI = {
    "mươi": 10,
    "chục": 10,
    "trăm": 100,
    "nghìn": 1000,
    "ngàn": 1000,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
}
ROMAN = re.compile(r"(?<!\w)(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})(?!\w)")
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def english_word_values(text: str) -> set[Decimal]:
    """Every word's value, and of every run of number words the value of the whole ("twenty-five", "two million")."""
    words = re.findall(r"[a-z]+", text.lower())
    values = _run_values(words, ENGLISH, SCALES_EN) | _fractions(text.lower(), ("half", "halv"))
    return values | {value + Decimal("0.5") for value in values if "half" in words}


def vietnamese_word_values(text: str) -> set[Decimal]:
    words = re.findall(r"\w+", text.lower())
    values = _run_values(words, VIETNAMESE, SCALES_VI) | _fractions(text.lower(), ("nửa", "rưỡi", "rưởi"))
    if "gấp rưỡi" in text.lower():
        values.add(Decimal("1.5"))
    for number, scale in re.findall(r"(\d+) (triệu|tỷ|tỉ|nghìn|giờ|năm) rưỡi", text.lower()):
        values.add((Decimal(number) + Decimal("0.5")) * SCALES_VI.get(scale, 1))
    for scale in re.findall(r"nửa (triệu|tỷ|tỉ|vạn)", text.lower()):
        values.add(Decimal(SCALES_VI[scale]) / 2)
    return values


def _fractions(text: str, words: tuple[str, ...]) -> set[Decimal]:
    return {Decimal("0.5"), Decimal(50), Decimal(30), Decimal(2)} if any(word in text for word in words) else set()


def _run_values(words: list[str], units: dict[str, int], scales: dict[str, int]) -> set[Decimal]:
    values: set[Decimal] = set()
    total = current = 0
    for word in [*words, ""]:
        if word in scales:
            current = max(current, 1) * scales[word]
            if scales[word] >= 1000:
                total, current = total + current, 0
        elif word in units:
            values.add(Decimal(units[word]))
            current = current + units[word] if _fits(current, units[word]) else units[word]
        elif word not in ("and", "linh", "lẻ"):
            total = current = 0
        values.add(Decimal(total + current))
    return values - {Decimal(0)} if "zero" not in words and "không" not in words else values


def _fits(current: int, unit: int) -> bool:
    """A unit follows a ten or a hundred ("twenty five", "hai mươi lăm"); otherwise a new number starts."""
    return current % 10 == 0 and (unit < 10 or current % 100 == 0)


def roman_values(text: str) -> set[Decimal]:
    return {Decimal(_roman(match.group())) for match in ROMAN.finditer(text) if match.group()}


def _roman(numeral: str) -> int:
    digits = [ROMAN_DIGITS[letter] for letter in numeral]
    return sum(-d if d < after else d for d, after in zip(digits, [*digits[1:], 0], strict=True))
