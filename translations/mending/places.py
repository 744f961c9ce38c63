"""Words that have one place in a target, and stand there wrongly: codes, terms, question marks, loops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translations.checks import codes
from translations.glossary.targets import banned
from translations.mending.sentence import Change, Sentence
from translations.types import Flag

_END = re.compile(r"[.!…]?(?=[”\"’') ]*$)")
#: Characters of a loop: backtracking costs its square.
_MOST_LOOP = 400
_AGAIN = re.compile(r"(?<!\w)(\w.*?)((?:[\s,]+\1)+)(?!\w)", re.IGNORECASE)


def other_code(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """25-NQ/TW → 52-NQ/TW, where it is the only code that the other side has not."""
    lost = [found for found in codes.found(sentence.source) if found[0] not in sentence.target]
    added = [found for found in codes.found(sentence.target) if found[0] not in sentence.source]
    if len(lost) == len(added) == 1 and lost[0].span() == flag.source_span:
        yield Change(added[0].span(), lost[0][0], flag.source_span)


def question(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """The full stop of a question becomes its question mark."""
    if found := _END.search(sentence.target):
        yield Change(found.span(), "?", None)


def right_term(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """A forbidden translation gives way to the term, when it stands there once."""
    match = next((each for each in sentence.terms if (each.start, each.end) == flag.source_span), None)
    if match is None or not flag.target_span:
        return
    change = Change(flag.target_span, _as_tall(match.term.target, sentence.target, flag.target_span), flag.source_span)
    if not banned(match.term, change.applied(sentence).target):
        yield change


def _as_tall(term: str, target: str, span: tuple[int, int]) -> str:
    """With a capital where a sentence begins with it."""
    return term[0].upper() + term[1:] if span[0] == 0 and target[0].isupper() else term


def once(sentence: Sentence, flag: Flag) -> Iterator[Change]:
    """very happy, very happy, very happy → very happy"""
    if not flag.target_span:
        return
    start = flag.target_span[0]
    if found := _AGAIN.match(sentence.target[start : start + _MOST_LOOP]):
        yield Change((start, start + found.end()), found[1], None)
