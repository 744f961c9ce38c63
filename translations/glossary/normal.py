"""Words as they are compared: one form for every way of typing the same Vietnamese or English word."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
#: Grave, acute, tilde, hook above, dot below: the marks that say a syllable's tone and nothing else.
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
#: Both spellings are taught: kỹ and kĩ, tỷ and tỉ.
_EITHER_I = re.compile(r"[hklmstv]y")
_QUOTES = re.compile(r"[“”\"'‘’«»]")
_DASHES = re.compile(r"[‐‑‒–—−]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its key, where it stands, and what stands between it and the word before."""

    key: str
    start: int
    end: int
    #: "" for white space only; otherwise the signs, quotes left out and dashes made one.
    gap: str
    upper: bool


def words(text: str) -> Iterator[Word]:
    end = 0
    for found in _WORD.finditer(text):
        yield Word(
            syllable(found[0]), found.start(), found.end(), _gap(text[end : found.start()]), found[0][0].isupper()
        )
        end = found.end()


@functools.lru_cache(maxsize=16384)
def syllable(word: str) -> str:
    """Lower case, and the tone at the end: hoà and hòa, composed or not, Kỹ and kĩ are the same."""
    parts = unicodedata.normalize("NFD", word.casefold())
    tone = "".join(_TONES.findall(parts))
    bare = _TONES.sub("", parts)
    if _EITHER_I.fullmatch(bare):
        bare = bare[0] + "i"
    return bare + tone


def key(term: str) -> str:
    """What makes two source terms the same entry."""
    return " ".join(f"{word.gap}{word.key}" for word in words(term))


def plain(text: str) -> str:
    """Lower case without any diacritics, for searching: "uỷ ban" is found by "uy ban"."""
    parts = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _gap(between: str) -> str:
    return _DASHES.sub("-", _QUOTES.sub("", between)).strip()
