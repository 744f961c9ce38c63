"""What one key would do to a flagged sentence: offered to a person who sees it before, so it may do more than `mended`.

An offer settles its flag, adds none, and is the only one of its kind: where two readings are possible, none is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from translations.mending import places
from translations.mending.amounts import AMOUNTS
from translations.mending.moments import MOMENTS
from translations.mending.sentence import Change, Sentence, weight
from translations.mending.slips import SLIPS, Maker, respelled
from translations.types import Flag

#: Changes tried for a flag, and flags of a sentence: each costs a run of all checks, some 0.4 ms.
_MOST_TRIES = 4
_MOST_FLAGS = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """The whole target as it would be, and the words that it changes, for a button: 6.000 → 6,000."""

    target: str
    was: str
    becomes: str


def _respelled(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    return (change for change in respelled(sentence) if change.source == flag.source_span)


_MAKERS: dict[str, tuple[Maker, ...]] = {
    **{code: (maker,) for code, maker in SLIPS.items()},
    "number-changed": (SLIPS["number-changed"], AMOUNTS["number-changed"]),
    **{code: (maker,) for code, maker in (AMOUNTS | MOMENTS).items() if code not in SLIPS},
    "date-format": (MOMENTS["date-format"],),
    "code-missing": (_respelled, places.other_code),
    "code-rewritten": (_respelled,),
    "kept-changed": (_respelled,),
    "question-lost": (places.question,),
    "term-forbidden": (places.right_term,),
    "repetition": (places.once,),
}
#: Without them nothing here knows how a figure is written.
_ANY_LANGUAGE = frozenset({"code-missing", "code-rewritten", "kept-changed", "question-lost", "term-forbidden"})


def offers(sentence: Sentence, flags: Sequence[Flag]) -> list[Offer | None]:
    """For each flag what one key would do; None where a person has to think."""
    wanted = [flag.code in _MAKERS and (sentence.into_english or flag.code in _ANY_LANGUAGE) for flag in flags]
    if not any(wanted) or not sentence.target.strip():
        return [None] * len(flags)
    before = sentence.flags()
    left = iter(range(_MOST_FLAGS))
    return [
        _offer(sentence, flag, before) if may and not flag.dismissed_by and next(left, None) is not None else None
        for flag, may in zip(flags, wanted, strict=True)
    ]


def _offer(sentence: Sentence, flag: Flag, before: tuple[Flag, ...]) -> Offer | None:
    found = chain.from_iterable(maker(sentence, flag) for maker in _MAKERS[flag.code])
    for change in islice(found, _MOST_TRIES):
        after = change.applied(sentence)
        if after.target != sentence.target and _settles(
            flag, before, after.flags(), fixing=change.text in sentence.fixed
        ):
            return Offer(after.target, *_shown(sentence, change))
    return None


def _settles(flag: Flag, before: tuple[Flag, ...], after: tuple[Flag, ...], *, fixing: bool) -> bool:
    known = {(each.code, each.source_span) for each in before}
    left = {(each.code, each.source_span) for each in after}
    if fixing:  # what must stay as it is, is flagged elsewhere
        return left <= known
    return left < known and (flag.code, flag.source_span) not in left and weight(after) < weight(before)


def _shown(sentence: Sentence, change: Change) -> tuple[str, str]:
    """The words that change; a sign that comes, goes or turns is shown with the word that it stands at."""
    start, end = change.span
    text, target = change.text, sentence.target
    if not any(char.isalnum() for char in target[start:end]) or not text:
        first = target.rfind(" ", 0, start) + 1
        start, text = first, target[first:start] + text
    return target[start:end], text
