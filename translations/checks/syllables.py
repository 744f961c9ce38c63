"""Vietnamese words in a text, told from other words by letters that only Vietnamese has."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Letters with two marks, or with a hook, a dot below or a horn: no other language we meet writes them.
_ONLY = "ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựảẻỉỏủỷạẹịọụỵđơưăĩũẽỹ"
#: With them, the marks that French or Portuguese have too.
_SHARED = "àáâãèéêìíòóôõùúý"
_WORD = re.compile(r"[^\W\d_]+")
_SURE = re.compile(f"[{_ONLY}]", re.IGNORECASE)
_LIKELY = re.compile(f"[{_ONLY}{_SHARED}]", re.IGNORECASE)


def words(text: str) -> Iterator[re.Match[str]]:
    return _WORD.finditer(text)


def is_vietnamese(word: str) -> bool:
    """True for ``phường`` and ``đồng``; not for ``café`` or ``làm``, whose marks other languages share."""
    return _SURE.search(word) is not None


def may_be_vietnamese(word: str) -> bool:
    return _LIKELY.search(word) is not None


def is_lower(word: str) -> bool:
    return word[0].islower()
