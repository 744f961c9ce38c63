"""Loops: the engine says the same again and again, and the source does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from translations.checks.pair import Pair
from translations.types import Flag, Severity

#: A phrase of one to four words, straight on again.
_LONGEST_LOOP = 4
_MOST_WORDS = 2000
#: A phrase of this many words that comes back anywhere.
_PHRASE = 5
_CHARACTERS = re.compile(r"([^\s\d.])\1{5,}")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_LAWFUL = frozenset({"had", "that", "very", "long", "blah", "ha", "no", "so", "many", "bye", "tut"})


def check(pair: Pair) -> Iterator[Flag]:
    stutter = _CHARACTERS.search(pair.target)
    if stutter and not _CHARACTERS.search(pair.source):
        yield _flag(pair, stutter.span())
        return
    words = list(_WORD.finditer(pair.target))[:_MOST_WORDS]
    span = _loop(words, _says_again(pair.source)) or _refrain(words, pair.source)
    if span:
        yield _flag(pair, span)


def _flag(pair: Pair, span: tuple[int, int]) -> Flag:
    start, end = span
    return Flag(
        code="repetition",
        severity=Severity.MAJOR,
        message=f"“{pair.target[start:end][:60]}” is repeated",
        target_span=span,
    )


def _says_again(source: str) -> bool:
    """Vietnamese doubles words (ngày ngày, xanh xanh) often; only a source of three in a row excuses a target."""
    words = [match[0].lower() for match in _WORD.finditer(source)][:_MOST_WORDS]
    return any(words[at] == words[at + 1] == words[at + 2] for at in range(len(words) - 2))


def _loop(matches: list[re.Match[str]], excused: bool) -> tuple[int, int] | None:
    words = [match[0].lower() for match in matches]
    for size in range(1, _LONGEST_LOOP + 1):
        times = 2 if size == 1 else 1
        for at in range(len(words) - size * (times + 1) + 1):
            unit = words[at : at + size]
            if unit != words[at + size : at + 2 * size] or _plain(unit) or excused:
                continue
            if times == 1 or unit == words[at + 2 * size : at + 3 * size]:
                return matches[at].start(), matches[at + size * (times + 1) - 1].end()
    return None


def _plain(unit: list[str]) -> bool:
    """Scores, digits and words that may double."""
    return all(word.isdigit() or word in _LAWFUL for word in unit)


def _refrain(matches: list[re.Match[str]], source: str) -> tuple[int, int] | None:
    """A five-word phrase three times over, when no phrase of the source comes three times."""
    if _most(source) >= 3:
        return None
    seen: Counter[tuple[str, ...]] = Counter()
    words = [match[0].lower() for match in matches]
    for at in range(len(words) - _PHRASE + 1):
        phrase = tuple(words[at : at + _PHRASE])
        seen[phrase] += 1
        if seen[phrase] == 3:
            return matches[at].start(), matches[at + _PHRASE - 1].end()
    return None


def _most(source: str) -> int:
    words = [match[0].lower() for match in _WORD.finditer(source)][:_MOST_WORDS]
    phrases = Counter(tuple(words[at : at + 3]) for at in range(len(words) - 2))
    return max(phrases.values(), default=0)
