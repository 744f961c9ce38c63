"""Finds words that a translation takes over as they are: names, figures, codes, what must not be translated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from translations.types import Mark

Span = tuple[int, int]

_KEPT = frozenset({"code", "span"})
#: In a figure a comma and a dot may change places: 6.000 and 6,000.
_SEPARATOR = re.compile(r"(?<=\d),(?=\d)")
_SHORTEST = 3


def folded(text: str) -> str:
    """`text` for comparing, character for character: no diacritics, no case, one separator in figures."""
    return _SEPARATOR.sub(".", "".join(map(_plain, text)))


def _plain(char: str) -> str:
    if char in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", char)[0].lower()
    return base if len(base) == 1 else char


def must_stay(mark: Mark) -> bool:
    """Whether the words in `mark` must stand in the target as they are: `<code>`, `translate="no"`."""
    return mark.tag in _KEPT


def literal(mark: Mark, source: str, target: str) -> list[Span]:
    """Where `target` holds the words of `mark` as they are; in another spelling only if there are none."""
    start, end = mark.source
    words = source[start:end]
    if _cuts_a_word(source, start, end):
        return list(_inside_word(source, start, end, target))
    exact = list(_places(words, target, target))
    if exact and (_says_itself(words) or must_stay(mark)):
        return exact
    if not _says_itself(words):
        return []
    near = _places(folded(words), folded(target), target)
    return [span for span in near if not words[0].isupper() or not target[span[0]].islower()]


def _says_itself(words: str) -> bool:
    """A figure, a name, a sign: not a common word, which in another language could be another word."""
    if not any(char.isalpha() for char in words):
        return True
    return len(words) >= _SHORTEST and any(char.isupper() or char.isdigit() for char in words)


def _places(words: str, text: str, target: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not _cuts_a_word(target, at, end):
            yield at, end
        at = text.find(words, end)


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    before = start > 0 and _joined(text[start - 1], text[start])
    return before or (end < len(text) and _joined(text[end - 1], text[end]))


def _joined(left: str, right: str) -> bool:
    return left.isalnum() and right.isalnum()


def _inside_word(source: str, start: int, end: int, target: str) -> Iterator[Span]:
    """The 2 of CO2, the footnote's digit behind a name: found by the whole word that they are a part of."""
    first, last = start, end
    while first > 0 and source[first - 1].isalnum():
        first -= 1
    while last < len(source) and source[last].isalnum():
        last += 1
    for found, _ in _places(folded(source[first:last]), folded(target), target):
        yield found + start - first, found + end - first
