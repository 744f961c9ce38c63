"""What of a source sentence can go into its translation at one keystroke: numbers, dates, codes and names.

Pure. A number is rendered for the target language where it can be read in one way only, and left as it is otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from translations.checks import codes, names, quantities
from translations.checks.atoms import Mention, Reading
from translations.checks.pair import plain_spaces

#: As many as there are digits to choose them by.
MOST = 9
_LANGUAGES = ("vi", "en")
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_SCALED = re.compile(r"(?P<figure>[\d.,]+)\s*(?P<scale>triệu|tỷ|tỉ|million|billion)", re.IGNORECASE)
_SCALES = {
    "triệu": ("million", 10**6),
    "tỷ": ("billion", 10**9),
    "tỉ": ("billion", 10**9),
    "million": ("triệu", 10**6),
    "billion": ("tỷ", 10**9),
}
_FIGURE = re.compile(r"[\d.,]+")
_SWAPPED = str.maketrans(".,", ",.")
_CLOCK = re.compile(r"\d{1,2}\s*(?:h|g|giờ|:)\s*\d{2}(?:\s*phút)?|\d{1,2}\s*(?:h|g|giờ)", re.IGNORECASE)
#: Day, month and year, as far as they are said.
_DATES = (["d", "m"], ["d", "m", "n"], ["m"], ["m", "n"])


@dataclass(frozen=True, slots=True)
class Offer:
    """`words` stand in the source; `text` goes into the target."""

    words: str
    text: str


def offers(source: str, source_language: str, target_language: str, *, names_as: str = "keep") -> tuple[Offer, ...]:
    """In reading order, each text once, at most MOST of them. `names_as` is SONGNGU_NAMES: "fold" for no diacritics."""
    here, there = source_language[:2].lower(), target_language[:2].lower()
    if here not in _LANGUAGES:
        return ()
    plain = plain_spaces(source)
    fold = names_as == "fold" and there != "vi"
    found = sorted(_found(plain, here, there, fold=fold))
    return tuple({text: Offer(words, text) for _, words, text in reversed(found)}.values())[::-1][:MOST]


def _found(source: str, here: str, there: str, *, fold: bool) -> Iterator[tuple[int, str, str]]:
    for match in codes.found(source):
        yield match.start(), match[0], match[0]
    for mention in quantities.read(source, here):
        if not mention.in_words:
            yield mention.start, *_number(source, mention, here, there)
    if here == "vi":
        for start, end in names.people(source):
            name = source[start:end]
            yield start, name, _folded(name) if fold else name


def _folded(name: str) -> str:
    """Without diacritics, capitals kept."""
    parts = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _number(source: str, mention: Mention, here: str, there: str) -> tuple[str, str]:
    """The words of the mention, and those that say the same in the other language."""
    words = source[mention.start : mention.end].strip()
    percent = "%" if source[mention.end : mention.end + 2].lstrip().startswith("%") else ""
    said = None
    if (here, there) in (("vi", "en"), ("en", "vi")):
        say = {"number": _amount, "date": _date, "time": _time}[mention.kind]
        said = say(words, mention, there)
    return words + percent, (said or words) + percent


def _amount(words: str, mention: Mention, there: str) -> str | None:
    if len(mention.atoms) != 1 or len(mention.atoms[0].readings) != 1:
        return None
    value = mention.atoms[0].readings[0][1]
    if words.isdecimal():
        return words  # a year has no comma
    if _FIGURE.fullmatch(words):
        return figure(value, there)
    scaled = _SCALED.fullmatch(words)
    unit, scale = _SCALES[scaled["scale"].lower()] if scaled else ("", 1)
    return f"{figure(_short(value / scale), there)} {unit}".rstrip()


def figure(value: Decimal, language: str) -> str:
    """8.2 is 8,2 in Vietnamese. Decimals stay as many as they are: 1.50."""
    text = f"{value:,f}"
    return text.translate(_SWAPPED) if language == "vi" else text


def _short(value: Decimal) -> Decimal:
    """Without the noughts that multiplying left behind the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _date(words: str, mention: Mention, there: str) -> str | None:
    """Only what is certainly a date of the common calendar: 5/10/2020, tháng 10."""
    first = [atom.readings[0] for atom in mention.atoms]
    certain = all(_is_month(atom.readings) for atom in mention.atoms if atom.readings[0][0] == "m")
    units = [unit for unit, _ in first]
    if there != "en" or not certain or units not in _DATES:
        return None
    month = _MONTHS[int(first[units.index("m")][1]) - 1]
    return " ".join(month if unit == "m" else str(value) for unit, value in first)


def _is_month(readings: tuple[Reading, ...]) -> bool:
    """A month and nothing else: 27/10 may be a fraction."""
    return {unit for unit, _ in readings} == {"m"}


def _time(words: str, mention: Mention, there: str) -> str | None:
    """16h30 → 16:30; the time of day, when it is said, counts."""
    if there != "en" or len(mention.atoms) > 2 or not _CLOCK.match(words) or mention.atoms[0].readings[0][0] != "h":
        return None
    hour = int(mention.atoms[0].readings[0][1])
    minute = int(mention.atoms[1].readings[0][1]) if len(mention.atoms) == 2 else 0
    return f"{hour}:{minute:02d}" if mention.atoms[-1].strict else None
