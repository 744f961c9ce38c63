"""Words, loops and leftovers, by simple rules that share nothing with the checks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d[\d.,]*\d|\d")
_DUMB = frozenset(re.findall(r"\w+", "the a an of in on at to and for by is are was were its it be as with from"))
#: Times in a row.
_LOOP = 3
_LONGEST = 6
_MARKED = re.compile(r"[ăâđêôơưàáãèéìíòóõùúýĩũạ-ỹ]", re.IGNORECASE)


def words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text))


def content_words(text: str) -> set[str]:
    return {word.casefold() for word in words(text)} - _DUMB


def loops(target: str, source: str) -> bool:
    """Whether up to six words come three times in a row, and nothing does in the source."""
    return _loops(words(target.casefold())) and not _loops(words(source.casefold()))


def _loops(here: list[str]) -> bool:
    for size in range(1, _LONGEST + 1):
        for start in range(len(here) - size * _LOOP + 1):
            turn = here[start : start + size]
            if all(here[start + size * times :][:size] == turn for times in range(1, _LOOP)):
                return True
    return False


def leftover(target: str, source: str, reference: str, english: Collection[str] = ()) -> bool:
    """Vietnamese in small letters that a person did not leave: a word with marks, or one of the source that is not
    in `english`. Capitals pass: they are names, and judged as such."""
    known = content_words(reference)
    here = {word for word in words(target) if word.islower() and word not in known}
    copied = {word for word in here & set(words(source)) if word.isalpha() and len(word) > 2 and word not in english}
    return bool(copied) or any(_MARKED.search(word) for word in here)
