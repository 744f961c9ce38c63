"""Dates and times are compared as dates and times."""

from __future__ import annotations

import pytest

from translations import checks
from translations.checks import day_first

SAME = [
    ("Ngày 27/10, đoàn đến Huế", "On October 27 the delegation reached Hue"),
    ("Sáng 27/10, đoàn đến Huế", "On the morning of 27 October the delegation reached Hue"),
    ("Ngày 5/10/2020", "October 5, 2020"),
    ("Ngày 5-10-2020", "Oct. 5, 2020"),
    ("Ngày 02 tháng 9 năm 2025", "September 2, 2025"),
    ("Tháng 10/2020", "October 2020"),
    ("Tháng 5 và 6", "May and June"),
    ("Từ tháng 6 đến tháng 8", "From June to August"),
    ("Kể từ tháng Giêng", "Since January"),
    ("Ngày 9 và 10/12", "December 9 and 10"),
    ("Các ngày 19, 21, 26 tháng 5", "On May 19, 21 and 26"),
    ("Ngày 24-26/12", "From December 24 to 26"),
    ("Từ 25-9 đến 6-10", "From September 25 to October 6"),
    ("Quý III/2025", "The third quarter of 2025"),
    ("Quý IV/2025", "Q4 2025"),
    ("Hôm thứ Sáu", "On Friday"),
    ("Sáng Chủ nhật", "On Sunday morning"),
    ("Lúc 16h30 ngày 27/10", "At 4:30 p.m. on October 27"),
    ("Lúc 16 giờ 30", "At 16:30"),
    ("Lúc 7h tối", "At 7 p.m."),
    ("Lúc 8h00", "At 8 a.m."),
    ("Cao điểm 13 - 16h", "Peaking between 1 p.m. and 4 p.m."),
    ("Bay 3 giờ 30 phút", "A flight of three and a half hours"),
    ("Từ 12h00 đến 24h00", "From noon to midnight"),
    ("Trong 6 tháng qua", "Over the past six months"),
    ("Trong 10 tháng đầu năm", "In the first 10 months of the year"),
    ("Đèn lồng bán chạy dịp rằm tháng 8", "Lanterns sell well at Mid-Autumn"),
    ("Trong tháng 9 đơn hàng tăng", "Orders rose in September"),
    ("Uống mỗi ngày 2-3 lần", "Take it 2-3 times a day"),
    ("Uống mỗi ngày 1/2 viên", "Take 1/2 tablet a day"),
    ("Ban đêm 2/3 số đèn tắt", "At night 2/3 of the lamps are off"),
    ("Đường dây trực suốt ngày đêm 24/7", "The hotline is staffed 24/7"),
    ("Nghị quyết số 05-11-2019", "Resolution No. 05-11-2019"),
    ("Lúc 5h chiều nay, lũ về", "At five this afternoon the flood came"),
    ("Từ 8 giờ sáng đến 5 giờ chiều", "From eight to five"),
    ("Thức đến 3 giờ sáng", "He stayed up until 3 that morning"),
    ("Cha cấp dưỡng mỗi tháng 6 triệu đồng", "The father pays VND6 million a month"),
    ("Đèn lồng bày trước rằm tháng Tám", "Lanterns are on display before the Mid-Autumn Festival"),
    ("Tỷ lệ bản đồ là 1/10.000", "The map's scale is 1:10,000"),
    ("Tổng đài mở 24/7", "The hotline is open 24/7"),
    ("Ra nhà giàn DK1/10 sáng nay", "To the DK1/10 platform this morning"),
    ("Mùng 9 tháng Ba âm lịch", "The ninth day of the third lunar month"),
]

WRONG = [
    ("Ngày 5/10, đoàn đến Huế", "On May 10 the delegation reached Hue", "date-changed"),
    ("Ngày 5/10, đoàn đến Huế", "On October 6 the delegation reached Hue", "date-changed"),
    ("Ngày 5/10/2020", "October 5, 2021", "date-changed"),
    ("Tháng 10/2020", "November 2020", "date-changed"),
    ("Từ 5/10 đến 6/11", "From October 6 to November 5", "date-changed"),
    ("Quý III/2025", "The second quarter of 2025", "date-changed"),
    ("Hôm thứ Sáu", "On Thursday", "date-changed"),
    ("Ngày 5/10, đoàn đến Huế", "The delegation reached Hue", "date-missing"),
    ("Đoàn đến Huế", "The delegation reached Hue on Monday", "date-extra"),
    ("Báo ra ngày 11-3-1951.", "The paper came out on 11-3-1951.", "date-format"),
    ("Họp sáng 5/10.", "The meeting was on 5/10.", "date-format"),
    ("Từ ngày 5/10 đến 8/10, mưa to.", "Heavy rain from October 5 to 8/10.", "date-format"),
    ("Lúc 16h30", "At 4:30 a.m.", "time-changed"),
    ("Lúc 16h30", "At 4:20 p.m.", "time-changed"),
    ("Lúc 16h30", "In the afternoon", "time-missing"),
]


def test_every_date_of_a_list_is_read_once() -> None:
    assert len(list(day_first.dates("ngày 5/10, ngày 6/10, 7/10 và ngày 8/10."))) == 4


def found(source: str, target: str) -> set[str]:
    return {flag.code for flag in checks.run(source, target, source_language="vi", target_language="en")}


@pytest.mark.parametrize(("source", "target"), SAME)
def test_the_same_moment_raises_nothing(source: str, target: str) -> None:
    assert found(source, target) == set()


@pytest.mark.parametrize(("source", "target", "code"), WRONG)
def test_another_moment_is_flagged(source: str, target: str, code: str) -> None:
    assert code in found(source, target)
