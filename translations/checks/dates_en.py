"""English dates and times: ``October 27, 2020``, ``27 Oct``, ``Q3``, ``4:30 p.m.``, ``noon``."""

from __future__ import annotations

import re

from translations.checks.atoms import Atom, Mention, Reader, atom

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_FULL_NAME = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<y>(?:19|20)\d\d)\b(?![.,]\d))?"
_I = re.IGNORECASE

_MONTH_DAY = re.compile(rf"\b(?P<m>{_NAME})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%:]|[.,]\d){_YEAR}")
_DAY_MONTH = re.compile(rf"(?<![\d.,/])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_NAME})(?![a-z]){_YEAR}")
_MONTH = re.compile(
    rf"\b(?P<before>(?:in|of|last|this|next|since|by|until|till|from|late|early|mid|and|to|between|for|"
    rf"during)[\s-]+)?(?P<m>{_FULL_NAME})\b"
)
_SHORT = re.compile(
    r"(?:\b(?:in|of|last|this|next|since|by|until|till|from|late|early|mid|and|to)[\s-]+|(?<=[a-z]-)|"
    r"\b(?=[A-Z][a-z]{2}-[A-Z]))"
    r"(?P<before>)(?P<m>Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?!\s*\d)"
)
_NUMERIC = re.compile(r"(?<![\d.,/-])(?P<a>\d{1,2})(?P<s>[/.-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})(?![\d/])")
_SLASH = re.compile(r"(?<![\d.,/])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/%]|[.,]\d)")
_WEEKDAY = re.compile(r"\b(?P<w>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")
_LUNAR = re.compile(r"\b(?P<m>\d{1,2})(?:st|nd|rd|th)\s+(?:lunar\s+)?month\b", _I)
_QUARTER = re.compile(r"\b(?:(?P<o>first|second|third|fourth|[1-4](?:st|nd|rd|th))[\s-]+quarter|Q(?P<q>[1-4]))\b", _I)
_TIME = re.compile(
    r"(?<![\d.,/:])(?P<h>\d{1,2})(?:[:.](?P<n>\d{2}))?\s*(?P<half>[ap])\.?\s?m\b\.?", _I
)  # fmt: skip
_CLOCK = re.compile(r"(?<![\d.,/:])(?P<h>\d{1,2}):(?P<n>\d{2})(?::\d{2})?(?![\d:]|,\d{3})")
_NOON = re.compile(r"\b(?P<word>noon|midday|midnight)\b", _I)


def _date(match: re.Match[str]) -> Mention | None:
    if not 1 <= int(match["d"]) <= 31:
        return None
    atoms = [atom("dn", match["d"]), atom("m", _month(match["m"]))]
    if match["y"]:
        atoms.append(atom("n", match["y"]))
    return Mention(match.start(), match.end(), tuple(atoms), "date")


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _lone_month(match: re.Match[str]) -> Mention:
    """May and March are also other words, so they count only behind a preposition."""
    strict = match["m"] not in ("May", "March") or bool(match["before"])
    return Mention(match.start("m"), match.end(), (atom("m", _month(match["m"]), strict=strict),), "date", True)


def _numeric(match: re.Match[str]) -> Mention | None:
    """5/10 may be either way round in English: both are read."""
    a, b = int(match["a"]), int(match["b"])
    if not (1 <= a <= 31 and 1 <= b <= 31):
        return None
    atoms = [atom("dmn" if a <= 12 else "dn", a), atom("mdn" if b <= 12 else "dn", b)]
    if match.groupdict().get("y"):
        atoms.append(atom("n", match["y"]))
    return Mention(match.start(), match.end(), tuple(atoms), "date")


def _weekday(match: re.Match[str]) -> Mention:
    day = _DAYS.index(match["w"][:3].lower()) + 1
    return Mention(match.start(), match.end(), (atom("w", day),), "date", True)


def _quarter(match: re.Match[str]) -> Mention:
    value = match["q"] or match["o"][0]
    if not value.isdecimal():
        value = str(["first", "second", "third", "fourth"].index(match["o"].lower()) + 1)
    return Mention(match.start(), match.end(), (atom("n", value),), "date", in_words=not match["q"])


def _lunar(match: re.Match[str]) -> Mention:
    return Mention(match.start(), match.end(), (atom("mn", match["m"]),), "date")


def _time(match: re.Match[str]) -> Mention | None:
    hour = int(match["h"])
    if not 0 <= hour <= 12:
        return None
    clock = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    return Mention(match.start(), match.end(), _clock_atoms((clock,), match["n"]), "time")


def _clock(match: re.Match[str]) -> Mention | None:
    hour = int(match["h"])
    if hour > 24 or int(match["n"]) > 59:
        return None
    return Mention(match.start(), match.end(), _clock_atoms((hour % 24,), match["n"], hour), "time")


def _clock_atoms(hours: tuple[int, ...], minute: str | None, plain: int | None = None) -> tuple[Atom, ...]:
    readings = tuple(reading for hour in hours for reading in atom("h", hour).readings)
    if plain is not None:
        readings += atom("n", plain).readings
    atoms = [Atom(readings)]
    if minute and int(minute):
        atoms.append(atom("n", minute))
    return tuple(atoms)


def _noon(match: re.Match[str]) -> Mention:
    readings = atom("h", 12).readings + atom("h", 0).readings + atom("n", 12).readings + atom("n", 0).readings
    return Mention(match.start(), match.end(), (Atom(readings, strict=False),), "time", True)


#: In this order: each takes its text away from those behind it.
READERS: tuple[Reader, ...] = (
    ("", _MONTH_DAY, _date),
    ("", _DAY_MONTH, _date),
    ("", _MONTH, _lone_month),
    ("", _SHORT, _lone_month),
    ("", _NUMERIC, _numeric),
    ("/", _SLASH, _numeric),
    ("day", _WEEKDAY, _weekday),
    ("month", _LUNAR, _lunar),
    ("q", _QUARTER, _quarter),
    ("m", _TIME, _time),
    (":", _CLOCK, _clock),
    ("", _NOON, _noon),
)
