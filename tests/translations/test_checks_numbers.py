"""Numbers are compared by value, whatever either language writes."""

from __future__ import annotations

import pytest

from translations import checks
from translations.types import Severity

SAME = [
    ("Hơn 8,2 vạn đảng viên dự học", "More than 82,000 Party members attended"),
    ("Xã có 6.000 hộ dân", "The commune has 6,000 households"),
    ("Dự án tốn 1.250.000 USD", "The project cost US$1,250,000"),
    ("Doanh thu 1.250 tỷ đồng", "Revenue of VND1.25 trillion"),
    ("Doanh thu 1.250 tỷ đồng", "Revenue of 1,250 billion dong"),
    ("Vốn 31,2 nghìn tỷ đồng", "Capital of VND31.2 trillion"),
    ("Có 2 triệu rưỡi người", "There are 2.5 million people"),
    ("Có hai triệu rưỡi người", "There are two and a half million people"),
    ("Gần nửa triệu người", "Nearly half a million people"),
    ("Thu 1 tỷ 200 triệu đồng", "Collected VND1.2 billion"),
    ("Ba mươi lăm học sinh", "Thirty-five pupils"),
    ("35 học sinh", "Thirty-five pupils"),
    ("Hai mươi năm sau", "20 years later"),
    ("Ba trăm năm trước", "Three hundred years ago"),
    ("9 em nhỏ và 12 cụ già", "nine children and twelve elders"),
    ("Giá 20 - 25 triệu đồng", "Priced at VND20 million to 25 million"),
    ("Tăng từ 7,2 lên 15 tỷ USD", "Up from $7.2 billion to $15 billion"),
    ("Tăng 20 - 40%", "Up 20-40 percent"),
    ("Chiếm 2/3 diện tích", "Two-thirds of the area"),
    ("Chiếm 3/4 diện tích", "Three-quarters of the area"),
    ("6/10 vụ cháy", "six out of ten fires"),
    ("Đại hội lần thứ XIII", "The 13th Congress"),
    ("Thế kỷ XVI", "The sixteenth century"),
    ("Thế kỷ 20", "The 20th century"),
    ("Nhiệm kỳ 2020 - 2025", "The 2020-25 term"),
    ("Những năm 1970", "The 1970s"),
    ("Anh cao 1m86", "He is 1.86 m tall"),
    ("Nữ kỹ sư 9X", "A female engineer born in the 1990s"),
    ("Căn phòng 12m2", "A 12-square-metre room"),
    ("100% số thôn có điện", "All hamlets have power"),
    ("Trực 24/24 giờ", "On duty around the clock"),
    ("Bốn chục năm qua", "For four decades"),
    ("Giá trị 150 triệu bảng Anh", "Worth £150m"),
    ("Chạy 42,195 km", "A run of 42.195 km"),
    ("Từ quý III năm nay", "From the third quarter of this year"),
    ("Hơn 10,7 vạn nhà ngập", "Over 107 thousand houses flooded"),
    ("Gọi số 0912345678", "Call 0912345678"),
    ("Hệ số 1.25 theo bản gốc", "A factor of 1.25 as in the original"),
    ("Hai người, 3 xe", "Two people, three cars"),
]

WRONG = [
    ("Hơn 8,2 vạn đảng viên", "More than 8.2 thousand Party members", "number-changed"),
    ("Xã có 6.000 hộ dân", "The commune has 6.000 households", "number-changed"),
    ("Doanh thu 1.250 tỷ đồng", "Revenue of 1,250 million dong", "number-changed"),
    ("Xã có 1.250.000 hộ dân", "The commune has 1.250.000 households", "number-format"),
    ("Sâu 59,64 m", "59,64 m deep", "number-format"),
    ("Sâu 59,64 m", "59,65 m deep", "number-changed"),
    ("Tăng 8,2 điểm", "Up 82 points", "number-changed"),
    ("Xã có 45 hộ", "The commune has 54 households", "number-changed"),
    ("Xã có 45 hộ", "The commune has households", "number-missing"),
    ("Xã có nhiều hộ", "The commune has 45 households", "number-extra"),
    ("45 hộ và 45 xe", "45 households and 54 cars", "number-changed"),
    ("5 nhà, 5 xe, 8 cầu", "5 houses, 8 cars, 8 bridges", "number-changed"),
    ("Đại hội lần thứ XIII", "The 12th Congress", "number-changed"),
    ("Có ba người bị thương", "Four people were hurt", "number-changed"),
    ("Hai triệu người", "Many people", "number-missing"),
    ("Lãi 14.892 tỷ đồng", "A profit of VND14.9 trillion", "number-rounded"),
    ("100% số thôn có điện", "80% of all hamlets have power", "number-changed"),
]


def found(source: str, target: str) -> set[str]:
    flags = checks.run(source, target, source_language="vi", target_language="en")
    return {flag.code for flag in flags if flag.code.startswith(("number", "date", "time"))}


@pytest.mark.parametrize(("source", "target"), SAME)
def test_equal_values_raise_nothing(source: str, target: str) -> None:
    assert found(source, target) == set()


@pytest.mark.parametrize(("source", "target", "code"), WRONG)
def test_other_values_are_flagged(source: str, target: str, code: str) -> None:
    assert code in found(source, target)


@pytest.mark.parametrize(("source", "target"), SAME)
def test_it_works_from_english_to_vietnamese_too(source: str, target: str) -> None:
    flags = checks.run(target, source, source_language="en", target_language="vi")
    assert not any(flag.severity is Severity.CRITICAL and flag.code == "number-changed" for flag in flags)


def test_a_flag_says_what_is_missing_and_where() -> None:
    source = "Hơn 8,2 vạn đảng viên"
    (flag,) = checks.run(source, "Many Party members", source_language="vi", target_language="en")
    assert flag.message == "8,2 vạn (82,000) is missing from the target"
    assert flag.severity is Severity.CRITICAL
    assert flag.source_span == (4, 11)
    assert flag.target_span is None


def test_a_changed_number_is_shown_on_both_sides() -> None:
    (flag,) = checks.run("Xã có 45 hộ", "It has 54 households", source_language="vi-VN", target_language="en-GB")
    assert flag.source_span == (6, 8)
    assert flag.target_span == (7, 9)


def test_languages_without_a_reader_are_left_alone() -> None:
    assert checks.run("Xã có 45 hộ", "La commune a 54 foyers", source_language="vi", target_language="fr") == ()


@pytest.mark.parametrize("digit", "12345678")
def test_one_wrong_digit_is_always_seen(digit: str) -> None:
    right = "In 2025 the district planted 94,700 trees on 1,390.5 hectares"
    source = "Năm 2025, huyện trồng 94.700 cây trên 1.390,5 ha"
    for at, char in enumerate(right):
        if char.isdigit() and char != digit:
            assert found(source, right[:at] + digit + right[at + 1 :]), right[:at] + digit
