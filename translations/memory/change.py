"""Which sentence of a corrected source stands where another one stood."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from translations.memory.likeness import percent
from translations.memory.normal import normalised, tokens

#: Percent. Less alike than this, the sentence is new rather than changed.
_CHANGED = 35
#: Pairs to compare, about 5 µs each. Beyond it the text was rewritten, and no sentence stands for another.
_MAX_PAIRS = 20_000


def earlier(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """For each sentence of `after` the one of `before` that it replaces; "" for a new one and for one that stands."""
    one, other = [normalised(text) for text in before], [normalised(text) for text in after]
    found = [""] * len(after)
    for kind, start, end, new_start, new_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "replace":
            _pair(before, after, range(start, end), range(new_start, new_end), found)
    return found


def _pair(
    before: Sequence[str], after: Sequence[str], olds: Sequence[int], news: Sequence[int], found: list[str]
) -> None:
    """The most alike first, each at most once."""
    if len(olds) * len(news) > _MAX_PAIRS:
        return
    old_words, new_words = {i: tokens(before[i]) for i in olds}, {j: tokens(after[j]) for j in news}
    scores = sorted(((percent(old_words[i], new_words[j]), -j, -i) for i in olds for j in news), reverse=True)
    taken: set[int] = set()
    for score, j, i in scores:
        if score >= _CHANGED and -i not in taken and not found[-j]:
            found[-j] = before[-i]
            taken.add(-i)
