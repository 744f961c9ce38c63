"""Small numbers in words that count something: năm tầng is five floors. Others are too often no numbers (`numbers`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from translations.checks import quantities
from translations.checks.pair import Pair, plain_spaces
from translations.checks.spelled_vi import UNITS
from translations.types import Flag, Severity

#: What is counted: a number word before one of these is a number.
_UNITS = "ngày|tuần|phút|tầng|ha|héc-ta|hecta|héc ta|km|mét|tấn|kg|lít|chiếc|nạn nhân|nghi phạm|bị can|bị cáo|đối tượng"
#: Not giờ đây, "now", nor giờ học, "lessons".
_HOURS = r"giờ(?! (?:đây|đã|mới|thì|vẫn|học|làm|nghỉ|cao điểm|chót)\b)"
_THINGS = (
    "người|học sinh|sinh viên|công nhân|ngư dân|chiến sĩ|em nhỏ|trẻ em|huyện|xã|phường|hộ|căn nhà|ngôi nhà|dự án|"
    "doanh nghiệp|công ty|trường hợp|vụ|tàu|xe|ô tô|máy bay|bàn thắng|huy chương|trận|giải|nhà máy|cây cầu|bệnh viện"
)
# năm tỉnh is also "this year the province", hai ngày the two dates that follow.
_COUNT = re.compile(
    r"(?<!mươi )(?<![Mm]ười )(?<![Tt]hứ )(?<!trăm )(?<!nghìn )(?<!vài )(?<![\d,] )(?<!mỗi )(?<!hằng )(?<!hàng )"
    rf"(?<!trong )(?<![Tt]háng )\b(?:([Bb]a|[Bb]ốn|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười)\s"
    rf"(?=(?:{_UNITS}|{_HOURS}|{_THINGS})\b)"
    rf"|([Nn]ăm)\s(?=(?:{_UNITS})\b)|([Hh]ai)\s(?=(?!ngày)(?:{_UNITS}|{_HOURS}|{_THINGS})\b)"
    r"|([Bb]a|[Ss]áu|[Cc]hín)\s(?=tháng (?:đầu|cuối)\b))"
)
#: Good English without the number.
_OTHERWISE = {
    2: r"both|double|twice|couple|pair|two|second|either|neither|bilateral|duo|twin|brace|half|fortnight|biplane",
    3: r"three|triple|third|thrice|trio|hat-trick|quarter|treble",
    4: r"four|fourth|fourfold|quadr\w+|quartet",
    5: r"five|fifth|quintet|quintuple",
    6: r"six|sixth|sixfold|half|semester",
    7: r"seven|seventh|sevenfold|week\w*",
    8: r"eight|eighth|eightfold",
    9: r"nine|ninth|three quarters",
    10: r"ten|tenth|dozen|decade",
}
#: The one before the others, lần thứ nhất, is "first" in too many ways.
_TIMES = re.compile(
    r"\blần thứ (hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b(?! (?:mươi|mốt|một|hai|ba|bốn|tư|lăm|năm|sáu|bảy|tám|chín)\b)",
    re.IGNORECASE,
)
_NTH = {
    2: r"second|2nd|two|twice|(?:WW ?)?II|WW ?2|again|anew|another|more|re-[a-z]+|re(?:elect|marr|peat|print|turn)\w*",
    3: r"third|3rd|three|thrice|III|hat[ -]trick",
    4: r"four|fourth|4th|IV|4\.0",
    5: r"five|fifth|5th|V",
    6: r"six|sixth|6th|VI",
    7: r"seven|seventh|7th|VII",
    8: r"eight|eighth|8th|VIII",
    9: r"nine|ninth|9th|IX",
    10: r"ten|tenth|1\dth|eleven|eleventh|twelve|twelfth|X[IV]*",
}
_HALF_AGAIN = re.compile(r"\bgấp rưỡi\b", re.IGNORECASE)
_HALF_AGAIN_EN = re.compile(
    r"\b(?:50|150|fifty|half (?:again|as)|one[ -]and[ -](?:a|one)[ -]half|(?:by|than) (?:a )?half)\b|1½", re.IGNORECASE
)


def check(pair: Pair) -> Iterator[Flag]:
    if pair.languages != ("vi", "en"):
        return
    yield from _half_again(pair)
    yield from _times(pair)
    known: set[Decimal] | None = None
    for found in _COUNT.finditer(pair.source):
        if known is None:
            known = _values(pair.target)
        word = found[0].strip().lower()
        value = 10 if word == "mười" else UNITS[word]
        possible = _worth(value, pair.source[found.end() : found.end() + len("giờ rưỡi")].rstrip())
        if possible & known or re.search(rf"\b(?:{_OTHERWISE[value]})\b", pair.target, re.IGNORECASE):
            continue
        end = found.end() + len(pair.source[found.end() :].split(maxsplit=1)[0])
        yield _missing(pair.source[found.start() : end], str(value), (found.start(), end))


def _worth(value: int, following: str) -> set[Decimal]:
    """Hours may be of the afternoon; bảy giờ kém is before seven, hai giờ rưỡi half past two, or two and a half."""
    if not following.startswith("giờ"):
        return {Decimal(value)}
    hours = {Decimal(value)}
    if following == "giờ kém":
        hours.add(Decimal(value - 1))
    if following == "giờ rưỡi":
        hours.add(Decimal(value) + Decimal("0.5"))
    return hours | {hour + 12 for hour in hours}


def _times(pair: Pair) -> Iterator[Flag]:
    """lần thứ ba: for the third time."""
    for word, found in {found[1].lower(): found for found in _TIMES.finditer(pair.source)}.items():
        value = 4 if word == "tư" else 10 if word == "mười" else UNITS[word]
        if not re.search(rf"\b(?:{_NTH[value]})\b", pair.target, re.IGNORECASE):
            yield _missing(found[0], str(value), found.span())


def _half_again(pair: Pair) -> Iterator[Flag]:
    """gấp rưỡi: one and a half times."""
    found = _HALF_AGAIN.search(pair.source)
    if found and Decimal("1.5") not in _values(pair.target) and not _HALF_AGAIN_EN.search(pair.target):
        yield _missing(found[0], "1.5", found.span())


def _missing(words: str, value: str, span: tuple[int, int]) -> Flag:
    return Flag(
        code="count-missing",
        severity=Severity.MAJOR,
        message=f"{words} ({value}) is missing from the target",
        source_span=span,
    )


def _values(target: str) -> set[Decimal]:
    mentions = quantities.read(plain_spaces(target), "en")
    return {value for mention in mentions for atom in mention.atoms for _, value in atom.readings}
