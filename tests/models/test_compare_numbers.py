from __future__ import annotations

import pytest
from recipe.numbers import disagreement

AGREE = [
    ("Cả nước có hơn 8,2 vạn đảng viên", "The country has more than 82,000 Party members"),
    ("Đã cấp 6.000 thẻ", "6,000 cards were issued"),
    ("Tăng 12,5% so với quý III/2025", "Up 12.5% from the third quarter of 2025"),
    ("Vốn 1.250 tỷ đồng", "Capital of VND1.25 trillion"),
    ("Vốn 1.250 nghìn tỷ đồng", "Capital of VND1,250 trillion"),
    ("Từ 2 đến 3 triệu đồng", "From 2 million to 3 million dong"),
    ("Lúc 16h30 ngày 27/10/2020", "At 4:30 p.m. on October 27, 2020"),
    ("Cuộc họp lúc 19h", "The meeting at 7:00 p.m."),
    ("Nghị quyết số 52-NQ/TW", "Resolution No. 52-NQ/TW"),
    ("Khóa XV, kỳ họp thứ 10", "The 10th session of the 15th National Assembly"),
    ("Căn nhà rộng 96 m2", "A house of 96 square meters"),
    ("Ba người bị thương", "3 people injured"),
    ("Có 3 người bị thương", "Three people were injured"),
    ("Gần nửa triệu người, tăng gấp 2,5 lần", "Nearly 500,000 people, up 2.5 times"),
    ("Một trung vệ cao 1m86", "A 1.86-meter center-back"),
    ("Về đích sau 56 giây 08", "Finished in 56.08 seconds"),
    ("Ca khúc của thập niên 90", "A song of the 1990s"),
    ("Sản lượng 58,9 tạ/ha", "A yield of 5.89 tonnes per hectare"),
    ("Hai mươi lăm đại biểu", "25 delegates"),
    ("Vị khách thứ 25 triệu", "The 25 millionth visitor"),
    ("Bị phạt 4,5 tháng", "Suspended for four and a half months"),
]
DISAGREE = [
    ("Hơn 8,2 vạn đảng viên", "More than 8,200 Party members"),
    ("Đã cấp 6.000 thẻ", "6 cards were issued"),
    ("Tăng 12,5%", "Up 125%"),
    ("Vốn 1.250 tỷ đồng", "Capital of VND1.25 billion"),
    ("Ngày 27/10", "September 27"),
    ("Số 52-NQ/TW", "No. 25-NQ/TW"),
    ("Có 31 xã", "There are communes"),
    ("Nhiều xã bị ngập", "31 communes were flooded"),
    ("Lúc 16h30", "At 5:30 p.m."),
]


@pytest.mark.parametrize(("vietnamese", "english"), AGREE)
def test_the_same_number_spelt_as_each_language_spells_it_agrees(vietnamese: str, english: str) -> None:
    found = disagreement(vietnamese, english)
    assert not found, found


@pytest.mark.parametrize(("vietnamese", "english"), DISAGREE)
def test_a_changed_a_lost_and_an_invented_number_are_named(vietnamese: str, english: str) -> None:
    assert disagreement(vietnamese, english)


def test_the_two_sides_of_a_disagreement_are_kept_apart() -> None:
    found = disagreement("Có 31 xã và 7.500 hộ", "There are 31 communes and 750 households")
    assert (found.missing, found.added) == (("7.500",), ("750",))
