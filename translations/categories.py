"""A category's name as part of an address. Pure.

Newsrooms send names ("Thể thao", "Đời sống"); addresses, products and WebSub topics use their key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2s
from unicodedata import normalize

#: Categories of one article that count: a source that sends hundreds must not make hundreds of feeds.
MOST = 20
LONGEST = 60
_OTHER = re.compile(r"[^a-z0-9]+")
#: What XML forbids or discourages, white space apart; the same that feeds leave out of a name.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def key(name: str) -> str:
    """`the-thao` for "Thể thao". A name without a Latin letter or figure gets a stable made-up one; nothing gets ""."""
    plain = " ".join(_FORBIDDEN.sub("", name).split())
    letters = normalize("NFD", plain.lower().replace("đ", "d"))
    bare = "".join(letter for letter in letters if not "\u0300" <= letter <= "\u036f")
    made = _OTHER.sub("-", bare)[:LONGEST].strip("-")
    return made or (f"c-{blake2s(plain.encode(), digest_size=4).hexdigest()}" if plain else "")


def keys(names: Iterable[str]) -> list[str]:
    """The keys of an article's categories, each once, in the order given."""
    return list(dict.fromkeys(filter(None, map(key, names))))[:MOST]
