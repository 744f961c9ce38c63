"""The values of the numbers in a sentence, so that two languages can be compared by value and not by spelling.

Vietnamese writes 8,2 for 8.2 and 6.000 for 6,000, counts in vạn (10,000), triệu and tỷ, and puts the day before the
month. English may answer a digit with a word ("3" with "three") and a 24-hour clock with "p.m.". Whatever can be read
in two ways gets both readings: this is a check that must not cry wolf, not a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from recipe.number_words import english_word_values, roman_values, vietnamese_word_values

NUMBER = re.compile(
    r"(?<![\d.,])(?<![kcdm]m)(?<!m)\d+(?:[.,]\d+)*|(?<=\dm)\d\d(?!\d)"
)  # "m2" holds no number, "1m86" two
SCALES_VI = {
    "chục": 10, "trăm": 100, "nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
    "nghìn tỷ": 10**12, "ngàn tỷ": 10**12, "nghìn tỉ": 10**12, "ngàn tỉ": 10**12, "triệu tỷ": 10**15, "trăm tỷ": 10**11,
    "trăm triệu": 10**8, "chục triệu": 10**7, "vạn tỷ": 10**13,
}  # fmt: skip
MEASURES_VI = {"lạng": 100, "tạ": 100, "yến": 10, "tấn": 1000, "thập kỷ": 10, "thập niên": 10, "thế kỷ": 100}
SCALES_EN = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "quadrillion": 10**15}
SCALE_VI = re.compile(r"\s*(" + "|".join(sorted(SCALES_VI, key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE)
SCALE_EN = re.compile(r"[\s-]*(" + "|".join(SCALES_EN) + r")(?:th)?(?!\w)|(bn|m|k|tn)(?!\w)", re.IGNORECASE)
TONNES_EN = re.compile(r"[\s-]*(?:tonne|ton)s?\b")
SHORT_EN = {"k": 10**3, "m": 10**6, "bn": 10**9, "tn": 10**12}
MEASURE_VI = re.compile(r"\s*(" + "|".join(MEASURES_VI) + r")(?!\w)", re.IGNORECASE)
CLOCK_VI = re.compile(
    r"(?<!\d)(\d{1,2})(?=(?:\s*(?:-|–|đến)\s*\d{1,2})?(?:\s*(?:h|giờ)(?![^\W\d_])|:\d\d))", re.IGNORECASE
)
DECADE_VI = re.compile(r"(?:thập niên|thập kỷ|những năm|thế hệ|đầu|cuối|giữa)(?: \d0,)* (\d0)|(?<!\d)([5-9])[xX](?!\w)")
SPLIT_DECIMAL_VI = re.compile(r"(\d+)\s?(?:m|giây|phút|kg)\s?(\d+)(?!\d|[.,]\d)")
# Ways to say a figure without its digits: what the source has, what the English may have.
IDIOMS = [
    (r"\b100 ?%", "100", r"\ball\b|\bevery\b|\bunanimous|\bentire|\bwhole|\bfull"),
    (r"\b24(?:/24|/7)? ?(?:giờ|h)?\b", "24", r"around the clock|round-the-clock|\bday\b|daily|nonstop"),
    (r"\b6 tháng (?:đầu|cuối)", "6", r"\bhalf\b|first-half"),
    (r"\b[369] tháng", "3 6 9", r"quarter"),
    (r"\b\d0 năm", "10 20 30 40 50", r"\bdecade"),
    (r"\b10{1,2}0? năm", "100 1.000", r"centen|centur|millenn"),
    (r"\b50 ?%", "50", r"\bhalf\b|\bhalve"),
    (r"\b30 Tết|\b30 tháng Chạp|\b23 tháng Chạp", "30 23", r"Eve\b|Kitchen"),
]


@dataclass(frozen=True)
class Figure:
    """One number as it stands in the text, with every value that it may mean."""

    text: str
    values: frozenset[Decimal]


@dataclass(frozen=True)
class Disagreement:
    missing: tuple[str, ...]
    added: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.added)


def readings(digits: str, thousands: str) -> set[Decimal]:
    """What the digits may mean where ``thousands`` ("." or ",") separates thousands.

    "6.000" is 6,000 and nothing else in Vietnamese. Careless writers use the other language's marks where that cannot
    be mistaken ("7.5%"), and some Vietnamese ones write 100,000; English never writes 6.000 for 6,000.
    """
    decimal = "," if thousands == "." else "."
    groups = re.split(r"[.,]", digits)
    by_rule = re.fullmatch(
        rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+(?:{re.escape(decimal)}\d+)?|\d+(?:{re.escape(decimal)}\d+)?",
        digits,
    )
    found = {Decimal(digits.replace(thousands, "").replace(decimal, "."))} if by_rule else set()
    if thousands == "." and re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits):
        found.add(Decimal("".join(groups)))
    if not by_rule and len(groups) == 2:
        found.add(Decimal(".".join(groups)))
    return {value.normalize() for value in found or {Decimal("".join(groups))}}


def vietnamese_figures(text: str) -> list[Figure]:
    clocks = {match.start(1) for match in CLOCK_VI.finditer(text)}
    return [
        Figure(m.group(), frozenset(_vietnamese_values(text, m, m.start() in clocks))) for m in NUMBER.finditer(text)
    ]


def _vietnamese_values(text: str, match: re.Match[str], clock: bool) -> Iterator[Decimal]:
    scale, measure = SCALE_VI.match(text, match.end()), MEASURE_VI.match(text, match.end())
    factor = SCALES_VI[re.sub(r"\s+", " ", scale.group(1).lower())] if scale else 1
    for value in readings(match.group(), "."):
        yield (value * factor).normalize()
        if measure:
            yield (value * MEASURES_VI[measure.group(1).lower()]).normalize()
        if clock:
            yield from (value - 12,) if value > 12 else (Decimal(12),) if value == 0 else ()
    if len(re.findall(r"[.,]", match.group())) > 1:  # 27.10.2020
        yield from (Decimal(part) for part in re.split(r"[.,]", match.group()))
    yield from _beside(text, match)


def _beside(text: str, match: re.Match[str]) -> Iterator[Decimal]:
    """Values that only the words around a figure reveal: "thập niên 90" is 1990, "56 giây 08" is 56.08."""
    for decade in DECADE_VI.finditer(text):
        digits = decade.group(1) or decade.group(2) + "0"
        if match.start() in (decade.start(1), decade.start(2)):
            yield Decimal(1900 + int(digits))
    for split in SPLIT_DECIMAL_VI.finditer(text):
        if match.start() in (split.start(1), split.start(2)):
            yield Decimal(f"{split.group(1)}.{split.group(2)}").normalize()


def english_figures(text: str) -> list[Figure]:
    found = [m for m in NUMBER.finditer(text) if text[max(0, m.start() - 1) : m.end()] != ":00"]
    return [Figure(m.group(), frozenset(_english_values(text, m))) for m in found]


def _english_values(text: str, match: re.Match[str]) -> Iterator[Decimal]:
    scale = SCALE_EN.match(text, match.end())
    factor = 1
    if scale:
        factor = SCALES_EN[scale.group(1).lower()] if scale.group(1) else SHORT_EN[scale.group(2).lower()]
    for value in readings(match.group(), ","):
        yield (value * factor).normalize()
        if scale and scale.group(2):
            yield value
        if TONNES_EN.match(text, match.end()):
            yield (value * 1000).normalize()


def disagreement(vietnamese: str, english: str) -> Disagreement:
    """Numbers of the source that the English lacks, and numbers in the English that the source does not warrant."""
    source = [(figure, figure.values | _range_values(figure, vietnamese)) for figure in vietnamese_figures(vietnamese)]
    target = [(figure, figure.values | _english_range_values(figure, english)) for figure in english_figures(english)]
    given = _together(source) | vietnamese_word_values(vietnamese) | roman_values(vietnamese)
    said = _together(target) | english_word_values(english) | roman_values(english)
    needless = said | {Decimal(0), Decimal(1)}  # "0 đồng" is "free", "cứ 1 km" is "every kilometer"
    missing = (
        figure.text
        for figure, values in source
        if not values & needless and not _said_otherwise(figure, vietnamese, english)
    )
    return Disagreement(tuple(missing), tuple(figure.text for figure, values in target if not values & given))


def _together(figures: list[tuple[Figure, frozenset[Decimal]]]) -> set[Decimal]:
    return {value for _, values in figures for value in values}


def _said_otherwise(figure: Figure, vietnamese: str, english: str) -> bool:
    idioms = (heard for seen, texts, heard in IDIOMS if figure.text in texts.split() and re.search(seen, vietnamese))
    return any(re.search(heard, english, re.IGNORECASE) for heard in idioms)


RANGE = r"\s*(?:-|–|/|đến|tới|lên|xuống|và|hay|hoặc|sang|còn)\s*(?:[\w.]+\s+)?[\d.,]+\s*"
RANGE_EN = r"\s*(?:-|–|to|and|or|of)\s*(?:VND|US\$|\D)?[\d.,]+[\s-]*(\w+)"


def _range_values(figure: Figure, vietnamese: str) -> frozenset[Decimal]:
    """In "từ 2 đến 3 triệu" the scale belongs to both ends."""
    found = re.search(rf"(?<![\d.,]){re.escape(figure.text)}{RANGE}({SCALE_VI.pattern})", vietnamese, re.IGNORECASE)
    factor = SCALES_VI[re.sub(r"\s+", " ", found.group(1).strip().lower())] if found else 0
    return frozenset((value * factor).normalize() for value in figure.values if factor)


def _english_range_values(figure: Figure, english: str) -> frozenset[Decimal]:
    """In "2 to 3 million" it does so too."""
    found = re.search(rf"(?<![\d.,]){re.escape(figure.text)}{RANGE_EN}", english)
    factor = SCALES_EN.get(found.group(1).lower(), 0) if found else 0
    return frozenset((value * factor).normalize() for value in figure.values if factor)
