"""Repairs that need no person.

A repair must be mechanical, have exactly one place, and leave fewer faults behind than it found. Two readings: no
repair, a flag.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from translations.mending.sentence import Change, Sentence, weight
from translations.mending.slips import MOST_TRIES, SLIPS, respelled
from translations.types import Flag, Severity

#: A sentence that needs more is better translated by a person.
_MOST = 8


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


def _lawful(sentence: Sentence, flags: tuple[Flag, ...]) -> Iterator[tuple[Change, Sentence, tuple[Flag, ...]]]:
    before = weight(flags)
    for change in islice(_changes(sentence, flags), MOST_TRIES):
        after = change.applied(sentence)
        found = after.flags()
        fixing = change.text in sentence.fixed
        settled = all(flag.source_span != change.source for flag in found)
        left = weight(found)
        if after.target != sentence.target and settled and (left < before or (fixing and left <= before)):
            yield change, after, found


def _changes(sentence: Sentence, flags: Sequence[Flag]) -> Iterator[Change]:
    yield from respelled(sentence)
    if sentence.into_english:
        for flag in flags:
            if maker := SLIPS.get(flag.code):
                yield from maker(sentence, flag)


def _note(sentence: Sentence, change: Change) -> Flag:
    was = sentence.target[slice(*change.span)]
    said = sentence.source[slice(*change.source)] if change.source else ""
    return Flag(
        code="repaired",
        severity=Severity.MINOR,
        message=f"Repaired: “{was}” is now “{change.text}”, for the source says “{said}”"
        if was
        else f"Repaired: “{change.text}” was added, for the source says “{said}”",
        source_span=change.source,
    )
