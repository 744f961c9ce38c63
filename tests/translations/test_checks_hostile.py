"""20 kB of anything must not hang a worker: no pattern may backtrack without bound."""

from __future__ import annotations

import pytest

from translations import checks

NUMBERS = ["1", "1.", "1.000 ", "1,", "1 ", "1/", "1/2/", "1-", "1 - ", "$1m ", "%", "1%", "1đồng ", "1-A/", "XI ", "X"]
DATES = ["1:00 ", "5h ", "ngày 5/10 ", "tháng ", "tháng 1, ", "thứ ", "quý ", "1 giây ", "May ", "in "]
DATES += ["ngày 5/10, ", "ngày 5/10/2026 ", "5h chiều ", "17 p.m. ", "rằm tháng 8 ", "lần thứ hai "]
WORDS = ["hai ", "một trăm ", "triệu ", "1 triệu ", "one hundred and ", "half a ", "twenty-", "Nguyễn ", "a b "]
SIGNS = ["http://a.", "a@", "a.", "#a", "N", "Ê", "“", '"', "( ", "[“", "ab", " ", "\0", "\u0301"]


@pytest.mark.slow
@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", NUMBERS + DATES + WORDS + SIGNS)
def test_hostile_text_is_checked_in_no_time(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    for source, target in ((text, text), (text, text[::-1]), (text, "x"), ("x", text)):
        assert len(checks.run(source, target, source_language="vi", target_language="en")) < 5_000


@pytest.mark.parametrize("text", ["", " ", "\ud800", "İ" * 50, "ﬁ½²①٣४", "e\u0301" * 9, "\x00", "‮12‭", "🏠" * 9])
def test_odd_characters_raise_no_exception(text: str) -> None:
    for source, target in ((text, text), (text, "It has 3"), ("Có 3", text)):
        checks.run(source, target, source_language="vi", target_language="en")
