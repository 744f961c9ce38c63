"""Mends what an engine did to figures, codes and fixed words, where there is one safe way to do it. Pure.

A repair must be mechanical (another notation of the same digits, the source's own characters), have exactly one place,
and leave fewer faults behind than it found, by the same checks that flag a draft. Two readings: no repair, a flag.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from translations import checks
from translations.checks import codes, quantities
from translations.checks.atoms import Mention
from translations.types import Flag, Severity

Span = tuple[int, int]

#: A sentence that needs more is better translated by a person.
_MOST = 8
#: Each costs a run of all checks.
_MOST_TRIES = 20
_SWAPPED = str.maketrans(",.", ".,")
_SCALES = (("trillion", 12), ("billion", 9), ("million", 6))
_WEIGHT = {Severity.MINOR: 1, Severity.MAJOR: 10, Severity.CRITICAL: 30}
#: What stands behind a figure and changes its value in a way of its own: 350 millions, 5 dozen.
_SCALED = re.compile(r"[\s-]*(?:dozen|hundred|thousand|million|billion|trillion)s?\b|\w", re.IGNORECASE)
_PERCENT = re.compile(r"(\d[\d.,]*)\s*%")


@dataclass(frozen=True, slots=True)
class _Change:
    span: Span
    text: str
    #: What in the source speaks for it.
    source: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A source, and what an engine made of it."""

    source: str
    target: str
    #: BCP 47 codes.
    languages: tuple[str, str]
    #: Words that must stand in the target as they are.
    fixed: tuple[str, ...] = ()

    def flags(self) -> tuple[Flag, ...]:
        here, there = self.languages
        return checks.run(self.source, self.target, source_language=here, target_language=there)


def repaired(sentence: Sentence) -> tuple[str, tuple[Flag, ...]]:
    """The mended target, and a remark for each repair, so that a person sees what was done."""
    target, notes, _ = mended(sentence)
    return target, notes


def mended(sentence: Sentence) -> tuple[str, tuple[Flag, ...], tuple[Flag, ...]]:
    """As `repaired`, and the flags that are left: the checks are run once for a sentence that needs no repair."""
    notes: list[Flag] = []
    flags = sentence.flags()
    while len(notes) < _MOST:
        found = next(_lawful(sentence, flags), None)
        if found is None:
            break
        change, after, flags = found
        notes.append(_note(sentence, change))
        sentence = after
    return sentence.target, tuple(notes), flags


def _lawful(sentence: Sentence, flags: Sequence[Flag]) -> Iterator[tuple[_Change, Sentence, tuple[Flag, ...]]]:
    before = sum(_WEIGHT[flag.severity] for flag in flags)
    for change in islice(_changes(sentence, flags), _MOST_TRIES):
        after = replace(sentence, target=_applied(sentence.target, change))
        found = after.flags()
        fixing = change.text in sentence.fixed
        weight = sum(_WEIGHT[flag.severity] for flag in found)
        settled = all(flag.source_span != change.source for flag in found)
        if after.target != sentence.target and settled and (weight < before or (fixing and weight <= before)):
            yield change, after, found


def _changes(sentence: Sentence, flags: Sequence[Flag]) -> Iterator[_Change]:
    yield from _codes(sentence)
    if sentence.languages[1].split("-")[0] == "en":
        for flag in flags:
            if maker := _MAKERS.get(flag.code):
                yield from maker(sentence, flag)


def _codes(sentence: Sentence) -> Iterator[_Change]:
    """Codes, addresses and fixed words that stand there in another case, spacing or without diacritics."""
    places = {found[0]: found.span() for found in codes.found(sentence.source)}
    places |= {words: (at, at + len(words)) for words in sentence.fixed if (at := sentence.source.find(words)) >= 0}
    target = _bare(sentence.target)
    for words, span in islice(places.items(), _MOST_TRIES):
        near = [] if words in sentence.target else list(_loosely(words).finditer(target))
        if len(near) == 1:
            yield _Change(near[0].span(), words, span)


def _loosely(words: str) -> re.Pattern[str]:
    """`words` with spaces anywhere but between letters."""
    parts = [re.escape(part) for part in re.findall(r"\w+|[^\w\s]", _bare(words))]
    return re.compile(r"(?<![\w/])" + r"\s?".join(parts) + r"(?![\w/])", re.IGNORECASE)


def _bare(text: str) -> str:
    """Without diacritics, and as long as before."""
    return "".join(
        "D" if char == "Đ" else "d" if char == "đ" else unicodedata.normalize("NFD", char)[0] for char in text
    )


def _other_notation(sentence: Sentence, flag: Flag) -> Iterator[_Change]:
    """6.000 → 6,000 and 8,2 → 8.2, where the source has the same figure."""
    if flag.source_span and flag.target_span:
        written = sentence.target[slice(*flag.target_span)]
        yield _Change(flag.target_span, written.translate(_SWAPPED), flag.source_span)


def _other_value(sentence: Sentence, flag: Flag) -> Iterator[_Change]:
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
    if len(values) != 1 or not _alone(value, source) or not _alone(value, target):
        return
    yield from _other_notation(sentence, flag)
    if not _SCALED.match(sentence.target, flag.target_span[1]):
        yield _Change(flag.target_span, in_english(value), flag.source_span)


def _alone(value: Decimal, mentions: Sequence[Mention]) -> bool:
    alike = [
        mention
        for mention in mentions
        if any(_digits(reading[1]) == _digits(value) for atom in mention.atoms for reading in atom.readings)
    ]
    return len(alike) == 1


def _digits(value: Decimal) -> tuple[int, ...]:
    return value.normalize().as_tuple().digits


def in_english(value: Decimal) -> str:
    """As an English newspaper writes it: 82,000 and 673.2 billion."""
    for name, power in _SCALES:
        scaled = value.scaleb(-power).normalize()
        if scaled >= 1 and -int(scaled.as_tuple().exponent) <= 3:
            return f"{scaled:,f} {name}"
    return f"{value.normalize():,f}"


def _percent(sentence: Sentence, flag: Flag) -> Iterator[_Change]:
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
        if len(places) == 1 and not places[0].in_words and _alone(value, source):
            place = places[0]
            yield _Change((place.end, place.end), "%", found.span())


_MAKERS: dict[str, Callable[[Sentence, Flag], Iterator[_Change]]] = {
    "number-format": _other_notation,
    "number-changed": _other_value,
    "percent-missing": _percent,
}


def _applied(target: str, change: _Change) -> str:
    return target[: change.span[0]] + change.text + target[change.span[1] :]


def _note(sentence: Sentence, change: _Change) -> Flag:
    was = sentence.target[slice(*change.span)]
    said = sentence.source[slice(*change.source)]
    return Flag(
        code="repaired",
        severity=Severity.MINOR,
        message=f"Repaired: “{was}” is now “{change.text}”, for the source says “{said}”"
        if was
        else f"Repaired: “{change.text}” was added, for the source says “{said}”",
        source_span=change.source,
    )
