"""Words as the search knows them: without case, without diacritics. Pure.

Vietnamese is typed without its marks by many, and with the tone on another vowel by some (hoà, hòa): neither matters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

#: Letters of a word that count; longer ones are addresses and keys.
LONGEST = 40
#: Characters of folded text kept for a draft: PostgreSQL refuses a tsvector over 1 MB, and so the article with it.
MOST = 200_000
#: Words of a query that count.
MOST_ASKED = 12
_MARKS = re.compile(r"[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """`thu tuong` for "Thủ tướng"."""
    return _MARKS.sub("", normalize("NFKD", text.casefold().replace("đ", "d")))


def words(*texts: str) -> str:
    """Each word of the texts once, sorted: all that a search for words needs, at a third of the size."""
    found = {word[:LONGEST] for text in texts for word in _WORD.findall(fold(text))}
    return " ".join(sorted(found))[:MOST]


def asked(query: str) -> list[str]:
    """The words of a query. Quotes, operators and the like are no words."""
    return [word[:LONGEST] for word in _WORD.findall(fold(query))][:MOST_ASKED]


def fts5(query: str) -> str:
    """For SQLite's MATCH: every word as the beginning of one. Empty when there is no word."""
    return " ".join(f'"{word}"*' for word in asked(query))


def tsquery(query: str) -> str:
    """For PostgreSQL's to_tsquery: every word as the beginning of one. Empty when there is no word."""
    return " & ".join(f"'{word}':*" for word in asked(query))


def listed(codes: Iterable[str]) -> str:
    """` one two `: each between spaces, so that ` one ` can be looked for. Empty for none."""
    joined = " ".join(codes)
    return f" {joined} " if joined else ""
