"""Numbers, percentages and currencies that the source says, and the target says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from translations.checks import quantities
from translations.checks.atoms import Mention
from translations.mending.sentence import Change, Sentence
from translations.mending.slips import SCALED, Maker
from translations.mending.values import in_english
from translations.types import Flag

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
#: Flags of figures: with two of them it is not plain which figure stands for which.
_NUMERIC = ("number-changed", "number-missing", "number-extra", "number-rounded", "number-format")
_SIGN = re.compile(r"\s*(?:%|\bper\s?cent\b)", re.IGNORECASE)
#: (before a figure, behind it), as English press writes amounts.
_CURRENCIES = {
    "dong": ("VND", ""),
    "dollar": ("$", ""),
    "euro": ("€", ""),
    "yen": ("", " yen"),
    "yuan": ("", " yuan"),
    "won": ("", " won"),
    "pound": ("£", ""),
    "baht": ("", " baht"),
}
_NAMED = re.compile(r"\b(?:amount in (\w+) is in (\w+)|amount is in (\w+))")
_BEFORE = re.compile(
    r"(?:(?:\b(?:US|A|S))?\$|€|£|¥|₩|฿|₫|\b(?:VND|USD|EUR|GBP|JPY|CNY|RMB|KRW|THB)\s?)$", re.IGNORECASE
)
_BEHIND = re.compile(
    r"[\s-]*(?:US\s+)?(?:dong|VND|dollars?|USD|euros?|EUR|yen|yuan|renminbi|RMB|won|pounds?|sterling|baht)\b",
    re.IGNORECASE,
)


def _wrong(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """25 → 52: the source has one reading, and no other figure of the sentence is in doubt."""
    numeric = [each for each in sentence.flags() if each.code in _NUMERIC]
    said, got = _mentions(sentence, flag)
    if len(numeric) != 1 or said is None or got is None:
        return
    value = only_value(said)
    if (
        value is not None
        and not SCALED.match(sentence.target, got.end)
        and (text := _written(value, said, got, sentence))
    ):
        yield Change((got.start, got.end), text, flag.source_span)


def _mentions(sentence: Sentence, flag: Flag) -> tuple[Mention | None, Mention | None]:
    here, there = sentence.languages
    source = quantities.read(sentence.source, here) if flag.source_span else []
    target = quantities.read(sentence.target, there) if flag.target_span else []
    said = next((each for each in source if (each.start, each.end) == flag.source_span), None)
    got = next((each for each in target if (each.start, each.end) == flag.target_span), None)
    return said, got


def only_value(mention: Mention) -> Decimal | None:
    """Its value, when it can be read in one way."""
    values = {value for atom in mention.atoms for unit, value in atom.readings if unit == "n"}
    return values.pop() if len(values) == 1 and len(mention.atoms) == 1 else None


def _written(value: Decimal, said: Mention, got: Mention, sentence: Sentence) -> str:
    if got.in_words and 2 <= value <= 10 and value == int(value):
        word = _WORDS[int(value) - 2]
        return word.capitalize() if sentence.target[got.start].isupper() else word
    written = sentence.source[said.start : said.end].strip()
    return written if written.isdecimal() and (value < 1000 or 1900 <= value <= 2100) else in_english(value)


def _no_percent(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    signs = list(_SIGN.finditer(sentence.target))
    if len(signs) == 1:
        yield Change(signs[0].span(), "", None)


def _currency(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """$30 billion → VND30 billion: the figure that the source has in this currency, when the target says it once."""
    named = _NAMED.search(flag.message)
    wanted = _CURRENCIES.get((named[1] or named[3]) if named else "")
    figure = _figure(sentence, flag) if wanted else None
    if wanted is None or figure is None:
        return
    before = _BEFORE.search(sentence.target, 0, figure.start)
    behind = _BEHIND.match(sentence.target, figure.end)
    start, end = before.start() if before else figure.start, behind.end() if behind else figure.end
    figures = sentence.target[figure.start : figure.end]
    yield Change((start, end), f"{wanted[0]}{figures}{wanted[1]}", flag.source_span)


def _figure(sentence: Sentence, flag: Flag) -> Mention | None:
    here, there = sentence.languages
    first, last = flag.source_span or (0, 0)
    source, target = quantities.read(sentence.source, here), quantities.read(sentence.target, there)
    said = [each for each in source if first <= each.start < last]
    value = only_value(said[0]) if len(said) == 1 else None
    alike = [each for each in target if value is not None and only_value(each) == value]
    return alike[0] if len(alike) == 1 and not alike[0].in_words else None


#: By the code of the flag that they may settle.
AMOUNTS: dict[str, Maker] = {
    "number-changed": _wrong,
    "number-rounded": _wrong,
    "percent-extra": _no_percent,
    "currency-changed": _currency,
    "currency-missing": _currency,
}
