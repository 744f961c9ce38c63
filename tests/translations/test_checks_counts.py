"""Small numbers that count something, decades, quarters and hours."""

from __future__ import annotations

import pytest

from translations import checks


def codes(source: str, target: str) -> set[str]:
    return {flag.code for flag in checks.run(source, target, source_language="vi", target_language="en")}


@pytest.mark.parametrize(
    ("source", "lost", "kept"),
    [
        (
            "Vợ chồng ông trồng lại bốn héc-ta rừng.",
            "The couple replanted forest.",
            "The couple replanted 4 ha of forest.",
        ),
        ("Mất điện ba ngày rồi.", "The power has been out.", "The power has been out for three days."),
        ("Sáu tháng đầu năm, số vụ cháy giảm.", "Early in the year fires fell.", "In the first half, fires fell."),
        ("Họ bắt hai nghi phạm.", "They arrested suspects.", "They arrested both suspects."),
        ("Tám ngư dân được cứu sống.", "Eighter fishermen were rescued.", "Eight fishermen were rescued."),
        ("Tàu đến ga chậm gần hai giờ.", "The train was late.", "The train was nearly two hours late."),
        ("Chợ mở đến chín giờ tối.", "The market opens at night.", "The market is open until 9 p.m."),
        ("Giá tăng gấp rưỡi.", "Prices rose two and a half times.", "Prices rose by half."),
        ("Cao gấp rưỡi.", "It is high.", "It is one-and-a-half times as high."),
        ("Chuyến đi mất hai giờ rưỡi.", "The trip took long.", "The trip took 2.5 hours."),
        ("Sách tái bản lần thứ ba.", "The book was reprinted.", "The book is in its third edition."),
        ("Đây là lần thứ hai anh thắng.", "He won, the report said.", "It is his second win."),
        ("Anh vô địch lần thứ hai.", "He is champion.", "He is champion again."),
        ("Tàu chạy lúc bảy giờ kém mười.", "The train leaves soon.", "The train leaves at 6:50 p.m."),
    ],
)
def test_a_counted_number_in_words_is_missed(source: str, lost: str, kept: str) -> None:
    assert "count-missing" in codes(source, lost)
    assert "count-missing" not in codes(source, kept)


@pytest.mark.parametrize(
    "source",
    [
        "Kỷ niệm 45 năm ngày thành lập trường.",
        "Mỗi năm tỉnh dành nhiều tiền cho đường.",
        "Hai ngày 3 và 4/11, mưa to.",
        "Rạp Tháng Tám giờ đóng cửa.",
        "Sau nhiều năm giờ đây mới gặp.",
        "Ba giờ đã già yếu.",
        "Thứ Ba tuần sau họp.",
        "Đại hội lần thứ mười lăm.",
        "Hội diễn lần thứ ba mươi hai.",
    ],
)
def test_words_that_only_look_like_counts_are_left_alone(source: str) -> None:
    assert "count-missing" not in codes(source, "Nothing is counted on November 3 and 4, 45 here.")


@pytest.mark.parametrize(
    ("source", "lost", "kept"),
    [
        ("Thập niên 1980, phố nghèo.", "The 1980, the street was poor.", "In the 1980s the street was poor."),
        ("Những năm 90, phố nghèo.", "The year 90 was poor.", "In the nineties the street was poor."),
        ("Đầu thế kỷ 21, xã nghèo.", "Early the 21st the commune was poor.", "In the 21st century it was poor."),
        (
            "Quý IV/2026, tuyến số 2 khởi công.",
            "IV/2026, line 2 starts.",
            "Line 2 starts in the fourth quarter of 2026.",
        ),
        ("Gia gao tang trong thang 9", "Rice up in 9", "Rice prices up in September"),
        ("Hạn nộp là 17 giờ ngày 28/2.", "It is 17: February 28.", "It is at 17:00 on February 28."),
        ("Hạn nộp là 17 giờ ngày 28/2.", "It is 17 hours on February 28.", "It is 5 p.m. on February 28."),
    ],
)
def test_a_period_stays_one(source: str, lost: str, kept: str) -> None:
    assert "period-missing" in codes(source, lost)
    assert "period-missing" not in codes(source, kept)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Mẫu dương tính với cúm A/H5N1.", "The sample is positive for A/H5N1N1."),
        ("Tàu QNg-90617-TS mất liên lạc.", "The QNg-90617-TSune lost contact."),
        ("Dự thảo đăng trên trang duthaoonline.example.", "The draft is on duthaoon.example."),
    ],
)
def test_a_code_inside_a_longer_one_does_not_stand(source: str, target: str) -> None:
    assert "code-missing" in codes(source, target)


def test_a_quarter_with_its_year_is_no_code() -> None:
    assert "code-missing" not in codes("Xong trong quý III/2025.", "Done in the third quarter of 2025.")
