"""Names, places, codes, loops, left-over words: a table of right and wrong for each check."""

from __future__ import annotations

import pytest

from translations import checks
from translations.types import Flag, Severity

TABLE = [
    # codes
    ("Theo Nghị quyết 52-NQ/TW", "Under Resolution 52-NQ/TW", None),
    ("Theo Nghị định 15/2020/NĐ-CP", "Under Decree 15/2020/NĐ-CP", None),
    ("Theo Nghị định 15/2020/NĐ-CP", "Under Decree 15/2020/ND-CP", "code-rewritten"),
    ("Theo Nghị quyết 52-NQ/TW", "Under Resolution 52", "code-missing"),
    ("Xem https://vidu.vn/bai-1.html", "See https://vidu.vn/bai-1.html.", None),
    ("Xem https://vidu.vn/bai-1.html", "See https://vidu.vn/post-1.html", "code-missing"),
    ("Gửi về toasoan@vidu.vn", "Write to newsroom@vidu.vn", "code-missing"),
    ("Thẻ #songxanh lan rộng", "The tag #songxanh spread", None),
    ("Thẻ #songxanh lan rộng", "The tag #livegreen spread", "code-missing"),
    # names
    ("Đồng chí Sơn Minh Thắng phát biểu", "Son Minh Thang spoke", None),
    ("Đồng chí Sơn Minh Thắng phát biểu", "Sơn Minh Thắng spoke", None),
    ("Ông Trần Văn Lúa nói", "Mr. Lua said", None),
    ("Ông Trần Văn Lúa nói", "Tran Van Lua's words", None),
    ("Đồng chí Sơn Minh Thắng phát biểu", "Comrade Son Minh Victory spoke", "name-missing"),
    ("Ông Trần Văn Lúa nói", "Mr. Tran Van Long said", "name-missing"),
    ("Bà Nguyễn Thị Hoa nói", "Mrs. Flower said", "name-missing"),
    ("Ông Ngô Thế Quyền nói", "Mr. Ngo Autumn Quyen told the press", "name-missing"),
    ("Anh Y Thắng Niê rời buôn", "Thắng Niê left his village", "name-missing"),
    ("Anh Y Thắng Niê rời buôn", "Y Thang Nie left his village", None),
    ("Bộ Y tế và Ủy ban Dân tộc họp", "The Ministry of Health and the Committee met", None),
    ("Hà Nội mưa lớn", "Heavy rain in Hanoi", None),
    # places
    ("Đoàn Trung Quốc", "The Chinese delegation", None),
    ("Đoàn Trung Quốc", "The Japanese delegation", "place-missing"),
    ("TP. Hồ Chí Minh mưa lớn", "Heavy rain in Ho Chi Minh City", None),
    # left over
    ("Phường đẹp", "A beautiful phường", "leftover"),
    ("Quán phở ngon", "A good phở restaurant", None),
    ("Sơn Minh Thắng ở Hà Nội", "Sơn Minh Thắng lives in Hà Nội", None),
    ("Phim “Mùa gặt mới”", "The film “mùa gặt mới”", None),
    # put together
    ("Kiều Oanh và Kiều Ngân cùng đỗ", "Kiều Oanh and Kiề of the Bank passed", "invented"),
    ("Giải nhất thuộc về “Sương trên đồi chè”", "First prize went to “Mist on the cherè hill”", "invented"),
    ("Xã Hoà Bình", "Hòa Bình Commune", None),
    ("Xã Hoà Bình", "Hỏa Bình Commune", "invented"),
    ("Cầu thủ Sanchez ghi bàn", "Sánchez scored", None),
    ("Nha bao Tran Thi Hue den Ha Noi", "Journalist Trần Thị Huệ came to Hà Nội", None),
    ("TP.HCM mưa lớn", "Heavy rain in Hồ Chí Minh City", None),
    ("Ông xin thôi việc ở sứ quán", "The attaché resigned from a café", None),
    # unchanged and empty
    ("Trời mưa to", "Trời mưa to", "unchanged"),
    ("Sơn Minh Thắng", "Sơn Minh Thắng", None),
    ("VTV1, 45/60", "VTV1, 45/60", None),
    ("Trời mưa to", " ", "empty"),
    ("***", "***", None),
    # repetition
    ("Bà con vui", "The people people people are happy", "repetition"),
    ("Bà con vui", "They are happy they are happy", "repetition"),
    ("Bà con vui", "Happyyyyyyyyyyyyy", "repetition"),
    ("Vui, vui, vui!", "Happy, happy, happy!", None),
    ("Tỷ số 6-4, 6-4, 6-4", "The score was 6-4, 6-4, 6-4", None),
    # length
    ("Trời mưa.", "It rained.", None),
    ("Trời mưa.", "It rained, and then the whole village came out to dance in the fields till dawn.", "too-long"),
    ("Trời mưa to suốt đêm qua, nước sông lên nhanh, bà con phải dắt trâu lên đồi từ sớm.", "Rain.", "too-short"),
    # unfinished
    ("Ông nói: “Tốt”.", "He said: “Good”.", None),
    ("Ông nói: “Tốt”.", "He said: “Good.", "unbalanced"),
    ("Ông nói: “Tốt rồi.", "He said: “All is well.", None),
    ("Vì sao?", "Why?", None),
    ("Vì sao?", "That is why.", "question-lost"),
    # money
    ("Giá 3 tỷ đồng", "It costs VND3 billion", None),
    ("Giá 3 tỷ đồng", "It costs US$3 billion", "currency-changed"),
    ("Có 3 đồng chí", "There are three comrades", None),
    ("Chuyến xe 0 đồng", "A free ride", None),
    ("Giá 3 USD", "It costs three dollars", None),
    ("Lãi suất 3%", "An interest rate of 3 percent", None),
    ("Lãi suất 3%", "An interest rate of 3", "percent-missing"),
]


@pytest.mark.parametrize(("source", "target", "code"), TABLE)
def test_a_pair_raises_this_flag_or_none(source: str, target: str, code: str | None) -> None:
    found = {flag.code for flag in checks.run(source, target, source_language="vi", target_language="en")}
    assert code in found if code else found == set()


def test_spans_lie_within_their_texts() -> None:
    for source, target, _ in TABLE:
        for flag in checks.run(source, target, source_language="vi", target_language="en"):
            for span, text in ((flag.source_span, source), (flag.target_span, target)):
                assert span is None or 0 <= span[0] <= span[1] <= len(text)


def test_the_worst_of_several_flags_is_the_gravest() -> None:
    def flag(severity: Severity) -> Flag:
        return Flag(code="x", severity=severity, message="")

    assert checks.worst([flag(Severity.MINOR), flag(Severity.CRITICAL), flag(Severity.MAJOR)]) is Severity.CRITICAL
    assert checks.worst([]) is None


def test_a_check_says_the_same_every_time() -> None:
    pair = ("Ngày 5/10, bà Trần Thị Hoa mua 3 con trâu giá 90 triệu đồng", "On May 10 she bought 5 buffaloes for $90")
    runs = {checks.run(*pair, source_language="vi", target_language="en") for _ in range(3)}
    assert len(runs) == 1
