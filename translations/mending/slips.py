"""Slips of an engine that can be put right without asking: another notation of the same digits, the source's own
characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice

from translations.checks import clock, codes, day_first, quantities
from translations.mending.sentence import Change, Sentence
from translations.mending.values import alone, in_english
from translations.types import Flag

Maker = Callable[[Sentence, Flag], Iterator[Change]]

#: Each costs a run of all checks.
MOST_TRIES = 20
_SWAPPED = str.maketrans(",.", ".,")
#: What stands behind a figure and changes its value in a way of its own: 350 millions, 5 dozen.
SCALED = re.compile(r"[\s-]*(?:dozen|hundred|thousand|million|billion|trillion)s?\b|\w", re.IGNORECASE)
_PERCENT = re.compile(r"(\d[\d.,]*)\s*%")


def respelled(sentence: Sentence) -> Iterator[Change]:
    """Codes, addresses and fixed words that stand there in another case, spacing or without diacritics."""
    places = {found[0]: found.span() for found in codes.found(sentence.source)}
    places |= {words: (at, at + len(words)) for words in sentence.fixed if (at := sentence.source.find(words)) >= 0}
    target = _bare(sentence.target)
    for words, span in islice(places.items(), MOST_TRIES):
        near = [] if words in sentence.target else list(_loosely(words).finditer(target))
        if len(near) == 1:
            yield Change(near[0].span(), words, span)


def _loosely(words: str) -> re.Pattern[str]:
    """`words` with spaces anywhere but between letters."""
    parts = [re.escape(part) for part in re.findall(r"\w+|[^\w\s]", _bare(words))]
    return re.compile(r"(?<![\w/])" + r"\s?".join(parts) + r"(?![\w/])", re.IGNORECASE)


def _bare(text: str) -> str:
    """Without diacritics, and as long as before."""
    return "".join(
        "D" if char == "Đ" else "d" if char == "đ" else unicodedata.normalize("NFD", char)[0] for char in text
    )


def _other_notation(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """6.000 → 6,000 and 8,2 → 8.2, where the source has the same figure."""
    if flag.source_span and flag.target_span:
        written = sentence.target[slice(*flag.target_span)]
        yield Change(flag.target_span, written.translate(_SWAPPED), flag.source_span)


def _other_value(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """8.2 → 82,000, where the source says 8,2 vạn: the same digits, and nothing else of these digits on either side."""
    if not flag.source_span or not flag.target_span:
        return
    here, there = sentence.languages
    source, target = quantities.read(sentence.source, here), quantities.read(sentence.target, there)
    said = next((each for each in source if (each.start, each.end) == flag.source_span), None)
    got = next((each for each in target if (each.start, each.end) == flag.target_span), None)
    if not said or not got or len(said.atoms) != 1 or len(got.atoms) != 1:
        return
    values = {value for unit, value in said.atoms[0].readings if unit == "n"}
    value = said.atoms[0].readings[0][1]
    if len(values) != 1 or not alone(value, source) or not alone(value, target):
        return
    yield from _other_notation(sentence, flag)
    if not SCALED.match(sentence.target, flag.target_span[1]):
        yield Change(flag.target_span, in_english(value), flag.source_span)


def _percent(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """rose by 5 → rose by 5%, where the source says 5% and nothing else of that value stands on either side."""
    here, there = sentence.languages
    source, target = quantities.read(sentence.source, here), quantities.read(sentence.target, there)
    for found in _PERCENT.finditer(sentence.source):
        said = next((each for each in source if each.start == found.start()), None)
        if said is None or len(said.atoms[0].readings) != 1:
            continue
        value = said.atoms[0].readings[0][1]
        places = [
            each for each in target if any(value == reading[1] for atom in each.atoms for reading in atom.readings)
        ]
        if len(places) == 1 and not places[0].in_words and alone(value, source):
            place = places[0]
            yield Change((place.end, place.end), "%", found.span())


def _named_month(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """11-3-1951 → March 11, 1951; without its year, 1/2 may be a half, so that is for a person (`moments`)."""
    return (change for dated, change in month_named(sentence, flag) if dated.with_year)


def month_named(sentence: Sentence, flag: Flag) -> Iterator[tuple[day_first.Dated, Change]]:
    for dated in day_first.dates(sentence.source):
        if dated.span == flag.source_span and flag.target_span:
            yield dated, Change(flag.target_span, dated.english, flag.source_span)


def _twelve_hours(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """17 p.m. → 5 p.m."""
    if flag.target_span and (found := clock.AFTERNOON.match(sentence.target, flag.target_span[0])):
        yield Change(flag.target_span, clock.on_the_clock(found), None)


#: By the code of the flag that they may settle.
SLIPS: dict[str, Maker] = {
    "number-format": _other_notation,
    "number-changed": _other_value,
    "percent-missing": _percent,
    "date-format": _named_month,
    "time-format": _twelve_hours,
}
