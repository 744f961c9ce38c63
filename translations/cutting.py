"""Where a sentence is cut in two, how two become one, and how a person's cuts are found again in a new draft. Pure.

Places are compared without white space, since a draft's segments must say every letter of their passage and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"\S+")
#: Where a sentence may fall apart: behind a stop, then behind a semicolon, a colon or a dash, then behind a comma.
_STOPS = (re.compile(r"[.!?…]+[”\"’')\]]*\s+"), re.compile(r"[;:–—]\s+"), re.compile(r",\s+"))
#: Letters that a person's piece must have to be found inside a sentence that has changed around it: a shorter one
#: begins too many sentences.
_LEAST = 12
_MOST_SHORT = 3


def place(text: str, first: str) -> int | None:
    """The offset in `text` at which `first` is over and the rest begins; None when `text` does not begin with it, or
    one of both is empty."""
    wanted = _letters(first)
    at = _offset(text, len(wanted))
    return at if wanted and _letters(text[:at]) == wanted and text[at:].strip() else None


def cut(text: str, at: int) -> tuple[str, str]:
    return text[:at].strip(), text[at:].strip()


def proposed(text: str, share: float = 0.5) -> int:
    """The likeliest place to cut: the boundary nearest to this share of the text, else the space nearest to it."""
    middle = len(text) * share
    for pattern in (*_STOPS, re.compile(r"\s+")):
        places = [found.end() for found in pattern.finditer(text) if found.end() < len(text)]
        if places:
            return min(places, key=lambda at: abs(at - middle))
    return len(text)


def carried(before: str, at: int, after: str) -> int:
    """The place in `after` that `at` has in `before`, by the words that both have, else by its share of the text."""
    one, other = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    index = sum(word.end() <= at for word in one)
    matched = SequenceMatcher(None, [word[0] for word in one], [word[0] for word in other], autojunk=False)
    for kind, start, end, new_start, new_end in matched.get_opcodes():
        if start <= index <= end and (kind == "equal" or index == end):
            wanted = new_start + index - start if kind == "equal" else new_end
            return other[wanted].start() if wanted < len(other) else len(after)
    share = round(index / max(len(one), 1) * len(other))
    return other[share].start() if share < len(other) else len(after)


def joined(passage: str, first: str, second: str) -> str:
    """`first` and what follows it, as the passage writes them; with a space between, should it not have them."""
    letters, compact = _letters(first) + _letters(second), _letters(passage)
    at = compact.find(letters)
    if at < 0 or not letters:
        return f"{first} {second}".strip()
    return passage[_offset(passage, at) : _end(passage, at + len(letters))].strip()


def recut(passage: str, sentences: Sequence[str], pieces: Sequence[str]) -> list[str]:
    """`sentences`, cut and joined where a person's `pieces` say so. Without pieces, as they are.

    A piece must begin where a sentence, or another piece, begins. One that ends in the middle of a sentence leaves its
    rest as a sentence of its own; so what a correction changed in one half does not lose the other.
    """
    wanted = sorted({letters for piece in pieces if (letters := _letters(piece))}, key=len, reverse=True)
    if not wanted:
        return list(sentences)
    compact, ends, at = _letters(passage), set[int](), 0
    for sentence in sentences:
        at += len(_letters(sentence))
        ends.add(at)
    if at != len(compact):
        return list(sentences)  # the sentences are not those of the passage: nothing can be told
    edges = list(_edges(compact, ends, wanted))
    spans = zip([0, *edges], edges, strict=False)
    return [passage[_offset(passage, start) : _end(passage, end)].strip() for start, end in spans]


def _edges(compact: str, ends: set[int], pieces: Sequence[str]) -> Iterator[int]:
    at = 0
    while at < len(compact):
        end = min(each for each in ends if each > at)
        found = next((piece for piece in pieces if _fits(compact, at, piece, ends, pieces)), None)
        if found:
            at += len(found)
        else:
            tail = next((piece for piece in pieces if _is_tail(compact, at, end, piece)), None)
            at = end - len(tail) if tail else end
        yield at


def _fits(compact: str, at: int, piece: str, ends: set[int], pieces: Sequence[str], depth: int = 0) -> bool:
    """A short one only as part of a whole sentence in pieces."""
    if not compact.startswith(piece, at):
        return False
    behind = at + len(piece)
    if behind in ends or len(piece) >= _LEAST:
        return True
    return depth < _MOST_SHORT and any(_fits(compact, behind, each, ends, pieces, depth + 1) for each in pieces)


def _is_tail(compact: str, at: int, end: int, piece: str) -> bool:
    return _LEAST <= len(piece) < end - at and compact.endswith(piece, at, end)


def _letters(text: str) -> str:
    return "".join(text.split())


def _offset(text: str, letters: int) -> int:
    """Where the letter stands that has so many before it; the text's end when there are no more."""
    for at, char in enumerate(text):
        if not char.isspace():
            if not letters:
                return at
            letters -= 1
    return len(text)


def _end(text: str, letters: int) -> int:
    """Where so many letters are over."""
    return _offset(text, letters - 1) + 1 if letters else 0
