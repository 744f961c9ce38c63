"""Money keeps its currency: đồng stays dong, and never turns into dollars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translations.checks.pair import Pair, plain_spaces
from translations.types import Flag, Severity

#: Figures only: "hàng tỷ đồng" has many good translations. 0 đồng is "free".
_VI_NUMBER = r"(?<![\d.,])(?!0\s)\d[\d.,]*(?:\s*\b(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)\b)*\s*"
_EN_NUMBER = r"(?:\d|\b(?:thousand|million|billion|trillion|bn|mln|tn))[\s-]*"

_VI = {
    "dong": r"(?:đồng\b(?!\s+(?:chí|bào|đội|thời|đều|nghiệp|tiền|xu|cỏ|hồ|ruộng|tác|phạm|chủ|lòng))|VND\b|VNĐ\b|₫)",
    "dollar": r"(?:USD\b|đô\b(?!\s+(?:thị|vật))|đô\s?la\b|dollar)",
    "euro": r"(?:euro\b|EUR\b)",
    "yen": r"(?:yên\b|yen\b|JPY\b)",
    "yuan": r"(?:nhân\s+dân\s+tệ\b|NDT\b|CNY\b)",
    "won": r"(?:won\b|KRW\b)",
    "pound": r"(?:bảng\s+Anh\b|GBP\b)",
    "baht": r"(?:baht\b|bạt\b|THB\b)",
}
_EN = {
    "dong": rf"{_EN_NUMBER}(?:dong|đồng|VND)\b|\bVND|₫",
    "dollar": rf"{_EN_NUMBER}(?:\w+[\s-])?(?:dollars?|USD)\b|\$|\bUSD",
    "euro": rf"{_EN_NUMBER}euros?\b|€|\bEUR",
    "yen": rf"{_EN_NUMBER}yen\b|¥|\bJPY",
    "yuan": rf"{_EN_NUMBER}(?:yuan|renminbi|RMB)\b|\b(?:CNY|RMB)|¥",
    "won": rf"{_EN_NUMBER}won\b|₩|\bKRW",
    "pound": rf"{_EN_NUMBER}(?:\w+\s)?(?:pounds?|sterling)\b|£|\bGBP",
    "baht": rf"{_EN_NUMBER}baht\b|฿|\bTHB",
}
_PATTERNS = {
    "vi": {name: re.compile(_VI_NUMBER + pattern, re.IGNORECASE) for name, pattern in _VI.items()},
    "en": {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _EN.items()},
}
#: Enough to say that a currency was kept, wherever it stands.
_WORDS = {name: re.compile(rf"\b(?:\w+-)?(?:{words})s?\b", re.IGNORECASE) for name, words in {
    "dong": "dong|đồng|VND", "dollar": "dollar|greenback|USD", "euro": "euro|EUR", "yen": "yen|JPY",
    "yuan": "yuan|renminbi|CNY|RMB", "won": "won|KRW", "pound": "pound|sterling|GBP", "baht": "baht|THB",
}.items()}  # fmt: skip
#: Any of these makes a check worth its time.
_MONEY = re.compile(
    r"đồng|đô|USD|VN[DĐ]|euro?|yên|yen|tệ|NDT|CNY|won|bảng|GBP|baht|bạt|dong|dollar|[$€£¥₫₩฿]", re.IGNORECASE
)


def check(pair: Pair) -> Iterator[Flag]:
    here, there = pair.languages
    if here not in _PATTERNS or there not in _PATTERNS or not _MONEY.search(pair.source):
        return
    source, target = plain_spaces(pair.source), plain_spaces(pair.target)
    said = _currencies(source, here)
    kept = _currencies(target, there)
    kept |= {name: match for name in said if (match := _WORDS[name].search(target))}
    added = [name for name in kept if name not in said]
    for name, match in said.items():
        if name not in kept:
            yield _flag(name, match, added, kept)


def _currencies(text: str, language: str) -> dict[str, re.Match[str]]:
    return {name: match for name, pattern in _PATTERNS[language].items() if (match := pattern.search(text))}


def _flag(name: str, match: re.Match[str], added: list[str], kept: dict[str, re.Match[str]]) -> Flag:
    if added:
        return Flag(
            code="currency-changed",
            severity=Severity.CRITICAL,
            message=f"An amount in {name} is in {added[0]} in the target",
            source_span=match.span(),
            target_span=kept[added[0]].span(),
        )
    return Flag(
        code="currency-missing",
        severity=Severity.MAJOR,
        message=f"The target does not say that an amount is in {name}",
        source_span=match.span(),
    )
