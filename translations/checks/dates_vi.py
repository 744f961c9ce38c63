"""Vietnamese dates and times, day first: ``ngày 5/10/2020``, ``tháng 10``, ``quý III/2025``, ``16h30``."""

from __future__ import annotations

import re

from translations.checks import roman
from translations.checks.atoms import Atom, Mention, Reader, atom

_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_QUARTERS = {"một": 1, "nhất": 1, "đầu": 1, "hai": 2, "nhì": 2, "ba": 3, "tư": 4, "bốn": 4}
_WEEKDAYS = {"hai": 1, "ba": 2, "tư": 3, "năm": 4, "sáu": 5, "bảy": 6, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6}

#: Words after which 27-10 and 27/10 are dates, not ranges, scores or fractions.
_DAY = r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|rạng\s+sáng)"
_I = re.IGNORECASE
_QUARTER = re.compile(
    r"\bquý\s+(?P<q>IV|I{1,3}|[1-4]|một|nhất|đầu|hai|nhì|ba|tư|bốn)\b(?:\s*[/-]\s*(?P<y>(?:19|20)\d\d))?", _I
)
_FULL = re.compile(r"(?<![\d.,/-])(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})(?![\d/])")
_NAMED = re.compile(
    rf"(?:\b{_DAY}\s+)?(?<![\d.,])(?P<d>\d{{1,2}})\s*tháng\s+(?P<m>\d{{1,2}}\b(?![.,]\d)|giêng|chạp|"
    rf"mười\shai|mười\smột|một(?!\s+lần)|hai|ba|tư|"
    r"sáu|bảy|bẩy|tám|chín|mười)\b"
    r"(?:(?:\s*[/-]\s*|,?\s+năm\s+)(?P<y>\d{4})\b)?", _I,
)  # fmt: skip
_DAY_SLASH = re.compile(
    rf"(?<!mỗi )(?<!ban )(?<!suốt )(?<!ngày )\b{_DAY}\s+"
    rf"(?:\d{{1,2}}\s*(?:đến|và|,|-|–)\s*(?:ngày\s+)?)?(?P<d>\d{{1,2}})(?P<s>\s?/\s?|"
    rf"-)(?P<m>\d{{1,2}})(?!\s?[\d/%]|-\d|\s+tháng\b|[.,]\d)",
    _I,
)
#: Some papers write 6-10 for a date; a range of numbers may look the same.
_DASH = re.compile(
    r"\b(?:từ|đến|tới|vào|trước|sau|và)\s+(?P<d>\d{1,2})-(?P<m>\d{1,2})(?!\s?[\d/%]|-\d|[.,]\d|"
    r"\s*(?:tháng|nghìn|ngàn|vạn|triệu|t[ỷỉ]|h|giờ)\b)", _I
)  # fmt: skip
_SLASH = re.compile(r"(?<![\d.,/])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/%]|[.,]\d)")
_MONTHS = re.compile(
    r"\btháng\s+(?P<m>\d{1,2})(?![\d%]|[.,]\d|\s+(?:triệu(?! tập)|t[ỷỉ]|nghìn|ngàn|vạn|trăm)\b)"
    r"(?P<more>(?:(?:\s*[,–-]\s*|\s+(?:và|đến|tới|"
    r"hoặc)\s+)(?:tháng\s+)?\d{1,2}\b(?![/%.,h:-]\d|%|h\b|\s*(?:giờ|ngày|năm)\b))*)"
    r"(?:\s*[/-]\s*(?P<y>(?:19|20)\d\d))?\b", _I,
)  # fmt: skip
_MONTH_WORD = re.compile(
    r"\b(?P<t>tháng)\s+(?P<m>giêng|chạp|mười\shai|mười\smột|một|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười)\b", _I
)
_MONTH_YEAR = re.compile(r"(?<![\d.,/-])(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?![\d/]|-|/)")
_WEEKDAY = re.compile(r"\bthứ\s+(?P<w>hai|ba|tư|năm|sáu|bảy|[2-7](?![.,/]?\d))\b|\b(?P<sun>chủ\s+nhật)\b", _I)
_TIME = re.compile(
    r"(?<![\d.,/])(?:(?P<from>\d{1,2})\s*[-–]\s*)?(?P<h>\d{1,2})(?:\s*(?:h|g|giờ)\s*(?P<n>\d{1,2})?|"
    r":(?P<n2>\d{2})(?::\d{2})?)(?![\w%])(?:\s*(?:phút\b|')|(?P<half>\s*rưỡi))?"
    r"(?:\s+(?P<part>rạng\s+sáng|sáng|trưa|chiều|tối|đêm)\b)?", _I,
)  # fmt: skip


def _date(match: re.Match[str], *, certain: bool) -> Mention | None:
    parts = match.groupdict()
    month = _month(parts["m"])
    day = int(parts["d"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    lunar = parts["m"].lower() in ("giêng", "chạp") or _is_lunar(match)
    atoms = [atom("dn", day), atom("m" if certain and not lunar else "mn", month, strict=parts["m"].lower() != "chạp")]
    if parts.get("y"):
        atoms.append(atom("n", parts["y"]))
    return Mention(match.start("d"), match.end(), tuple(atoms), "date")


def _is_lunar(match: re.Match[str]) -> bool:
    """The seventh lunar month is not July; nor is the month of a full moon."""
    return match.string.startswith(" âm lịch", match.end()) or _is_full_moon(match)


def _is_full_moon(match: re.Match[str]) -> bool:
    """rằm tháng Tám has a name of its own: Mid-Autumn."""
    start = match.start()
    return match.string[max(0, start - len("rằm ")) : start].lower() == "rằm "


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else _MONTH_WORDS[" ".join(text.lower().split())]


def _certain(match: re.Match[str]) -> Mention | None:
    return _date(match, certain=True)


def _possible(match: re.Match[str]) -> Mention | None:
    return _date(match, certain=False)


def _quarter(match: re.Match[str]) -> Mention:
    text = match["q"].lower()
    value = int(text) if text.isdecimal() else _QUARTERS.get(text) or roman.value(text.upper())
    atoms = [atom("n", value or 0)]
    if match["y"]:
        atoms.append(atom("n", match["y"]))
    return Mention(match.start(), match.end(), tuple(atoms), "date")


def _months(match: re.Match[str]) -> Mention | None:
    first = int(match["m"])
    if not 1 <= first <= 12:
        return None
    atoms = [atom("mn" if _is_lunar(match) else "m", first, strict=not _is_full_moon(match))]
    atoms += [_maybe_month(int(more)) for more in re.findall(r"\d+", match["more"])]
    if match["y"]:
        atoms.append(atom("n", match["y"]))
    return Mention(match.start(), match.end(), tuple(atoms), "date")


def _maybe_month(value: int) -> Atom:
    return atom("mn" if 1 <= value <= 12 else "n", value)


def _month_year(match: re.Match[str]) -> Mention | None:
    if not 1 <= int(match["m"]) <= 12:
        return None
    return Mention(match.start(), match.end(), (atom("mn", match["m"]), atom("n", match["y"])), "date")


def _month_word(match: re.Match[str]) -> Mention:
    """tháng Tư is April; tháng ba, in small letters, may be something else."""
    word = match["m"]
    strict = word[0].isupper() and not _is_lunar(match) and word.lower() != "chạp"
    return Mention(match.start(), match.end(), (atom("mn", _month(word), strict=strict),), "date", True)


def _weekday(match: re.Match[str]) -> Mention:
    """thứ Ba is Tuesday; thứ ba is more often "third"."""
    if match["sun"]:
        return Mention(match.start(), match.end(), (atom("w", 7, strict=match["sun"][0].isupper()),), "date", True)
    word = match["w"]
    day = _WEEKDAYS[word.lower()]
    ordinal = atom("n", day + 1).readings
    found = Atom(atom("w", day).readings + ordinal, strict=word[0].isupper())
    return Mention(match.start(), match.end(), (found,), "date", True)


def _time(match: re.Match[str]) -> Mention | None:
    hour, minute = int(match["h"]), match["n"] or match["n2"]
    if hour > 24 or (minute and int(minute) > 59):
        return None
    clock = _on_the_clock(hour, (match["part"] or "").lower())
    first = Atom((*atom("h", clock).readings, *atom("n", hour).readings))
    atoms = [first]
    if match["from"]:
        begin = int(match["from"])
        atoms.append(Atom((*atom("n", begin).readings, *atom("h", begin % 24).readings)))
    if minute and int(minute):
        atoms.append(atom("n", minute))
    if match["half"]:
        atoms.append(atom("n", 30, strict=False))
        atoms[0] = Atom((*first.readings, *atom("n", f"{hour}.5").readings))
    return Mention(match.start(), match.end(), tuple(atoms), "time")


def _on_the_clock(hour: int, part: str) -> int:
    if part in ("chiều", "tối") or (part == "đêm" and 6 <= hour < 12):
        return hour + 12 if hour < 12 else hour
    if part == "đêm":
        return hour % 12 if hour == 12 else hour
    return 13 if part == "trưa" and hour == 1 else hour % 24


#: In this order: each takes its text away from those behind it.
READERS: tuple[Reader, ...] = (
    ("quý", _QUARTER, _quarter),
    ("", _FULL, _certain),
    ("tháng", _NAMED, _certain),
    ("", _DAY_SLASH, _certain),
    ("-", _DASH, _possible),
    ("/", _MONTH_YEAR, _month_year),
    ("/", _SLASH, _possible),
    ("tháng", _MONTHS, _months),
    ("tháng", _MONTH_WORD, _month_word),
    ("", _WEEKDAY, _weekday),
    ("", _TIME, _time),
)
