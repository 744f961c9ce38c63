"""Document codes, addresses and hashtags must stand untouched: 52-NQ/TW, 15/2020/NĐ-CP."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from translations.checks.pair import Pair
from translations.types import Flag, Severity

_UP = r"[A-ZĐƯƠÂÊÔĂ]"
_DOCUMENT = rf"\d{{1,5}}(?:/\d{{4}})?[-/]{_UP}[\w]{{0,9}}(?:[-/.]{_UP}[\w]{{0,9}}){{0,4}}"
_ADDRESS = r"(?:https?://|www\.)[^\s<>\"“”'’)\]]{2,300}(?<![.,;:!?])"
_EMAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
_HASHTAG = r"(?<![\w&/])#\w{2,80}"
_CODE = re.compile(rf"{_ADDRESS}|(?<![\w.+-]){_EMAIL}|{_HASHTAG}|(?<![\w.,/-]){_DOCUMENT}(?![\w])")


def hidden(text: str) -> str:
    """`text` with every code overwritten, for readers of plain numbers."""
    return _CODE.sub(lambda match: "\x00" * len(match[0]), text)


def found(text: str) -> Iterator[re.Match[str]]:
    return _CODE.finditer(text)


def check(pair: Pair) -> Iterator[Flag]:
    """A code of the source that the target lacks, or has without its diacritics."""
    there = Counter(match[0] for match in _CODE.finditer(pair.target))
    folded = {_fold(code) for code in there}
    for match in _CODE.finditer(pair.source):
        code = match[0]
        if code in pair.target:
            continue
        near = _fold(code) in folded
        yield Flag(
            code="code-rewritten" if near else "code-missing",
            severity=Severity.MINOR if near else Severity.CRITICAL,
            message=f"{code} is written differently in the target" if near else f"{code} is missing from the target",
            source_span=match.span(),
        )


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char)).upper()
