"""Every number, date and time of a text, read by value."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal

from translations.checks import codes, dates, figures, roman, spelled_en, spelled_vi
from translations.checks.atoms import Atom, Mention, number

_VI_SCALE = rf"(?:\s*\b(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b{spelled_vi.NOT_A_MAGNITUDE})"
_EN_SCALE = r"(?:[\s-]*(?:thousand|million|billion|trillion|quadrillion|bn|mln|mn|tn)(?:th)?(?![a-z]))"
_FIGURES = {
    "vi": re.compile(rf"(?P<f>{figures.FIGURE})(?P<scale>{_VI_SCALE}*)(?P<half>\s+rưỡi\b)?", re.IGNORECASE),
    "en": re.compile(rf"(?P<f>{figures.FIGURE})(?P<scale>{_EN_SCALE}*)", re.IGNORECASE),
}
_MAGNITUDES = {**spelled_vi.MAGNITUDES, **spelled_en.MAGNITUDES}
#: m², km2, CO2, PM2.5 and the like: the digit belongs to a unit or a name that translation may rewrite.
_PART_OF_A_NAME = re.compile(
    r"(?<![A-Za-z])(?:[mcdk]?m[23]|CO2|SO2|NO2|O2|H2O|COVID-?19|SARS-CoV-2|2019-nCoV)\b|COVID-?19", re.IGNORECASE
)

#: What may stand between the two ends of a range, so that "20-25 million" lends its million to the 20.
_BETWEEN = re.compile(
    r"\s*%?\s*(?:đồng|USD)?\s*(?:[-–—,/]|đến|tới|to|and|or|và|hoặc|hay|lên|xuống|còn)\s*(?:US\$|\$|VND|"
    r"USD|€|£)?\s*", re.IGNORECASE
)  # fmt: skip
#: B.1.617, H5.2: part of a name, not an amount.
_GLUED = re.compile(r"(?:[A-Za-z][.-]|.?[A-Za-z])(?=\d)")
_LETTER = re.compile(r"([mkb])\b", re.IGNORECASE)
#: 2 tạ is 200 kg, 4,2 lạng is 420 g.
_HUNDREDWEIGHT = re.compile(r"\s+(?:tạ|lạng)\b", re.IGNORECASE)
#: four decades is also forty years
_LASTING = re.compile(r"\s+(decade|centur)(?:s|y|ies)?\b", re.IGNORECASE)
_PERIODS = {"decade": 10, "centur": 100}
#: Ordinals, dozens and round thousands: as often a figure of speech as a figure.
_TOO_VAGUE = re.compile(
    r".*(?:th|first|second|third|dozen|century)|(?:an?|one|ten)\s(?:thousand|million|billion)", re.IGNORECASE
)
_YEAR_DASH = re.compile(r"\s*[-–—/]\s*")
_ROMAN = re.compile(r"\b[IVX]{1,7}\b")
_ROMAN_KEY = re.compile(
    r"(?:thế kỷ|thế kỉ|khóa|khoá|lần thứ|thứ|kỳ họp|đại hội|cấp|chương|phần|loại|hạng|mục|giai đoạn|báo động)\s+$",
    re.IGNORECASE,
)


def read(text: str, language: str) -> list[Mention]:
    """In reading order. Codes, addresses and unit digits are left out: other checks see to them."""
    return list(_read(text, language))


@functools.lru_cache(maxsize=1024)  # a sentence is judged, mended, judged again and stored: the same text every time
def _read(text: str, language: str) -> tuple[Mention, ...]:
    text = codes.hidden(text)
    text = _PART_OF_A_NAME.sub(lambda m: "\x00" * len(m[0]), text)
    found, text = dates.read(text, language)
    plain = _figures(text, language)
    text = dates.without(text, plain)
    found += plain
    found += _spelled(text, language)
    found += _romans(text, language)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _figures(text: str, language: str) -> list[Mention]:
    matches = list(_FIGURES[language].finditer(text))
    found: list[Mention] = []
    lent: Decimal | None = None
    for match, following in zip(reversed(matches), [None, *reversed(matches)], strict=False):
        scale = _scale(match["scale"])
        gap = text[match.end() : following.start()] if following else ""
        linked = len(gap) < 16 and bool(_BETWEEN.fullmatch(gap))
        lent = scale if scale > 1 else (lent if linked else None)
        found.extend(_figure(match, language, scale, lent))
    found.reverse()
    return _years(text, _joined(text, found))


def _figure(match: re.Match[str], language: str, scale: Decimal, lent: Decimal | None) -> Iterator[Mention]:
    bases = figures.values(match["f"], language)
    if _GLUED.match(match.string, max(0, match.start() - 2)):
        bases += figures.values(match["f"], "en")
    if not bases:
        kept = figures.in_vietnamese_notation(match["f"])
        strange = Mention(match.start(), match.end(), (Atom((("v", (kept or 0) * scale),)),))
        yield from _pieces(match) if kept is None else (strange,)
        return
    values = [base * scale for base in bases]
    values += [value * _short_scale(match) for value in values if language == "en"]
    if language == "vi" and _HUNDREDWEIGHT.match(match.string, match.end()):
        values += [value * 100 for value in values]
    if lent and scale == 1:
        values += [base * lent for base in bases]
    if match.groupdict().get("half"):
        values = [base * scale + (scale / 2 if scale > 1 else Decimal("0.5")) for base in bases] + (
            values if scale == 1 else []
        )
    yield Mention(match.start(), match.end(), (number(*values),))


def _short_scale(match: re.Match[str]) -> int:
    """£150m and 5k; 10.8m may be millions or metres."""
    letter = _LETTER.match(match.string, match.end())
    return {"m": 10**6, "k": 10**3, "b": 10**9}[letter[1].lower()] if letter else 1


def _pieces(match: re.Match[str]) -> Iterator[Mention]:
    """No amount in this language (1.2.3, a list without spaces, a serial number): each run of digits by itself."""
    for run in list(re.finditer(r"\d+", match["f"]))[::-1]:
        start = match.start() + run.start()
        yield Mention(start, start + len(run[0]), (number(Decimal(run[0])),))


def _scale(words: str) -> Decimal:
    scale = Decimal(1)
    for word in re.findall(r"[^\W\d_]+", words):
        scale *= _MAGNITUDES[word.lower().removesuffix("th")]
    return scale


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """1 tỷ 200 triệu is one amount."""
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        if last and text[last.end : mention.start].isspace() and (total := _sum(last, mention)):
            joined[-1] = Mention(last.start, mention.end, (number(total),))
        else:
            joined.append(mention)
    return joined


def _sum(first: Mention, second: Mention) -> Decimal | None:
    big, small = first.atoms[0].readings[0][1], second.atoms[0].readings[0][1]
    return big + small if big >= 10**6 and 1000 <= small < big and big % 10**6 == 0 and small < _unit(big) else None


def _unit(value: Decimal) -> Decimal:
    return max(scale for scale in (Decimal(10**3), Decimal(10**6), Decimal(10**9)) if value >= scale)


def _years(text: str, found: list[Mention]) -> list[Mention]:
    """2020-21 and 1990s: the short form also reads as the long one."""
    for index, mention in enumerate(found):
        unit, value = mention.atoms[0].readings[0]
        if not (1000 <= value <= 2100 and mention.end - mention.start == 4):
            continue
        if text[mention.end : mention.end + 1] == "s":
            found[index] = _also(mention, value % 100)
        following = found[index + 1] if index + 1 < len(found) else None
        if (
            following
            and following.end - following.start == 2
            and _YEAR_DASH.fullmatch(text[mention.end : following.start])
        ):
            found[index + 1] = _also(following, value - value % 100 + following.atoms[0].readings[0][1])
        assert unit == "n"
    return found


def _also(mention: Mention, value: Decimal) -> Mention:
    readings = (*mention.atoms[0].readings, ("n", value))
    return Mention(mention.start, mention.end, (Atom(readings),))


_VAGUE_VI = re.compile(r"(?:một|mười)\s(?:trăm|nghìn|ngàn|vạn)|.*\schục", re.IGNORECASE)


def _spelled(text: str, language: str) -> Iterator[Mention]:
    """Small ones are loose: một, hai, one and second are too often no number."""
    if language == "vi":
        for value, start, end in spelled_vi.spelled(text):
            strict = value > 10 and not _VAGUE_VI.fullmatch(text, start, end)
            cardinal = text[start:end] in spelled_vi.CARDINALS
            yield Mention(start, end, (number(value, strict=strict),), in_words=True, cardinal=cardinal)
    else:
        for values, start, end in spelled_en.spelled(text):
            lasting = _LASTING.match(text, end)
            if lasting:
                values += tuple(value * _PERIODS[lasting[1].lower()] for value in values)
            strict = len(values) == 1 and values[0] > 10 and not _TOO_VAGUE.fullmatch(text, start, end)
            cardinal = text[start:end].lower() in spelled_en.CARDINALS and len(values) == 1
            atoms = (number(*values, strict=strict), *_half_hour(values))
            yield Mention(start, end, atoms, in_words=True, cardinal=cardinal)


def _half_hour(values: tuple[Decimal, ...]) -> tuple[Atom, ...]:
    """Three and a half hours may be 3 giờ 30 phút."""
    if len(values) != 1 or not 1 < values[0] < 24 or values[0] % 1 == 0:
        return ()
    return number(values[0] - Decimal("0.5"), strict=False), number(Decimal(30), strict=False)


def _romans(text: str, language: str) -> Iterator[Mention]:
    for match in _ROMAN.finditer(text):
        value = roman.value(match[0])
        keyed = bool(_ROMAN_KEY.search(text, max(0, match.start() - 12), match.start()))
        if value and (keyed or len(match[0]) > 1):
            yield Mention(match.start(), match.end(), (number(Decimal(value), strict=keyed),))
