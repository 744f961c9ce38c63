"""Vietnamese words left standing in a translation. Names are not: they begin with a capital."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translations.checks import syllables
from translations.checks.pair import Pair, Span
from translations.types import Flag, Severity

#: Words that English press takes over as they are, mostly food, dress, music and measures.
BORROWED = frozenset(
    re.findall(
        r"\S+",
        "đồng phở bún bánh chả nem cơm áo dài nón lá hò vè hát then ca trù quan họ tuồng chèo cải lương đờn tài "
        "tử xẩm ví giặm bài chòi hầu đồng đổi mới tết sào mẫu công lạng tạ thôn ấp bản buôn làng xòe khèn chợ "
        "rượu mì mắm cốm chè trà gỏi cuốn xôi giò thịt đàn bầu tranh chưng khén nhị sáo trống cồng chiêng",
    )
)


def check(pair: Pair) -> Iterator[Flag]:
    here, there = pair.languages
    if here != "vi" or there == "vi":
        return
    for start, end in _runs(pair.target):
        yield Flag(
            code="leftover",
            severity=Severity.MAJOR,
            message=f"“{pair.target[start:end]}” is still Vietnamese",
            target_span=(start, end),
        )


def _runs(target: str) -> list[Span]:
    """Neighbouring Vietnamese words become one run; quoted and bracketed ones are left alone: they are cited."""
    runs: list[Span] = []
    quoted = _cited(target)
    for word in syllables.words(target):
        if not _left_over(word[0]) or any(start <= word.start() < end for start, end in quoted):
            continue
        if runs and target[runs[-1][1] : word.start()].isspace():
            runs[-1] = (runs[-1][0], word.end())
        else:
            runs.append(word.span())
    return runs


def _left_over(word: str) -> bool:
    return syllables.is_lower(word) and syllables.is_vietnamese(word) and word not in BORROWED


_CITED = re.compile(r"[“\"‘'(\[]([^“”\"()\[\]]{2,60})[”\"’')\]]")


def _cited(target: str) -> list[Span]:
    """Short stretches in quotation marks or brackets that are Vietnamese throughout."""
    return [match.span() for match in _CITED.finditer(target) if _all_vietnamese(match[1])]


def _all_vietnamese(text: str) -> bool:
    words = [match[0] for match in syllables.words(text)]
    return sum(map(syllables.may_be_vietnamese, words)) * 2 >= len(words)
