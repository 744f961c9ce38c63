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
#: tuoitre.example, without any scheme.
_SITE = (
    r"(?<![\w@./-])(?:[A-Za-z0-9-]{1,63}\.){1,4}(?:vn|com|org|net|info|io|eu|int|example)(?![\w-])"
    r"(?:/[^\s<>\"“”'’)\]]{1,300}(?<![.,;:!?]))?"
)
#: A/H5N1, C/O2: of letters and figures, with a stroke between.
_STROKE = r"(?<![\w./-])[A-Z]{1,4}/(?!\d{4}\b)[A-Z0-9]{0,6}\d[A-Z0-9]{0,6}(?![\w/])"
#: QNg-90617-TS, a fishing boat's.
_BOAT = r"(?<![\w-])[A-Z][A-Za-z]{0,2}-\d{4,6}-[A-Z]{2}(?![\w-])"
_HASHTAG = r"(?<![\w&/])#\w{2,80}"
_CODE = re.compile(
    rf"{_ADDRESS}|(?<![\w.+-]){_EMAIL}|{_SITE}|{_STROKE}|{_BOAT}|{_HASHTAG}|(?<![\w.,/-]){_DOCUMENT}(?![\w])"
)


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
        if _stands(code, pair.target):
            continue
        near = _fold(code) in folded
        yield Flag(
            code="code-rewritten" if near else "code-missing",
            severity=Severity.MINOR if near else Severity.CRITICAL,
            message=f"{code} is written differently in the target" if near else f"{code} is missing from the target",
            source_span=match.span(),
        )


def _stands(code: str, target: str) -> bool:
    """As it is, and not as a part of something longer."""
    at = target.find(code)
    while at >= 0:
        around = target[max(at - 1, 0) : at] + target[at + len(code) : at + len(code) + 1]
        if not any(char.isalnum() for char in around):
            return True
        at = target.find(code, at + 1)
    return False


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char)).upper()
