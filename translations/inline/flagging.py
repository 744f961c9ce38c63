"""What a person must know about the markup of a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from translations.inline.literal import must_stay
from translations.types import Flag, Mark, Severity

#: Emphasis; a reader who misses it misses no fact.
_LIGHT = frozenset({"em", "strong", "b", "i", "u", "s", "mark", "q", "abbr"})
#: On other words than their own they say something else.
_SHIFTED = frozenset({"sup", "sub"})
_NAMES = {"a": "link", "code": "code", "span": "fixed text", "sup": "raised text", "sub": "lowered text"}
_MOST = 20


def flags(marks: Sequence[Mark], source: str, target: str) -> tuple[Flag, ...]:
    """Marks without a place in the target, and words that had to stay and did not."""
    return tuple(islice(_found(marks, source, target), _MOST)) if target else ()


def _found(marks: Sequence[Mark], source: str, target: str) -> Iterator[Flag]:
    for mark in marks:
        words = source[slice(*mark.source)]
        if must_stay(mark) and words not in target:
            yield _flag("kept-changed", Severity.MAJOR, f"“{words}” must stand in the target as it is", mark)
        elif mark.target is None:
            severity = Severity.MINOR if mark.tag in _LIGHT else Severity.MAJOR
            yield _flag("markup-lost", severity, f"{_said(mark, words)} has no place in the target", mark)
        elif not mark.sure:
            stands = target[slice(*mark.target)]
            severity = Severity.MAJOR if mark.tag in _SHIFTED else Severity.MINOR
            yield _flag("markup-guessed", severity, f"{_said(mark, words)} may not belong on “{stands}”", mark)


def _said(mark: Mark, words: str) -> str:
    href = dict(mark.attributes).get("href", "")
    name = _NAMES.get(mark.tag, f"<{mark.tag}>")
    return f"The {name} “{words}”" + (f" → {href}" if href else "")


def _flag(code: str, severity: Severity, message: str, mark: Mark) -> Flag:
    return Flag(code=code, severity=severity, message=message, source_span=mark.source, target_span=mark.target)
