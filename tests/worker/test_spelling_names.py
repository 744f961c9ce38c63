"""Vietnamese names in an English sentence, in the house's spelling."""

from __future__ import annotations

import pytest

from translations.glossary import Glossary
from translations.types import GlossaryTerm
from worker.names import FOLD, KEEP, spelt

TERMS = Glossary(
    [
        GlossaryTerm(source="Hà Nội", target="Hanoi"),
        GlossaryTerm(source="Thành phố Hồ Chí Minh", target="Ho Chi Minh City"),
        GlossaryTerm(source="Bắc Ninh", target="Bắc Ninh"),
    ]
)


@pytest.mark.parametrize(
    ("source", "target", "kept", "folded"),
    [
        ("Ông Nguyễn Văn Thắng", "Mr. Nguyen Van Thang", "Mr. Nguyễn Văn Thắng", "Mr. Nguyen Van Thang"),
        ("Bà Đỗ Thị Đào", "Ms. Do Thi Dáo's", "Ms. Đỗ Thị Đào's", "Ms. Do Thi Dao's"),
        ("Ông Thắng ở quê", "Mr. Thang at home", "Mr. Thắng at home", "Mr. Thang at home"),
        ("xã Ia Rsai, Đắk Lắk", "Ia Rsai, Dak Lak", "Ia Rsai, Đắk Lắk", "Ia Rsai, Dak Lak"),
        ("ở Bắc Ninh", "in Bac Ninh", "in Bắc Ninh", "in Bac Ninh"),
        ("ở Hà Nội", "in Ha Noi and Hà Nội", "in Hanoi and Hanoi", "in Hanoi and Hanoi"),
        ("ở Thành phố Hồ Chí Minh", "in Hồ Chí Minh City", "in Ho Chi Minh City", "in Ho Chi Minh City"),
        ("Chủ tịch Hồ Chí Minh", "President Ho Chi Minh", "President Hồ Chí Minh", "President Ho Chi Minh"),
    ],
)
def test_a_name_is_spelt_as_the_house_style_says(source: str, target: str, kept: str, folded: str) -> None:
    assert spelt(source, target, style=KEEP, terms=TERMS) == kept
    assert spelt(source, target, style=FOLD, terms=TERMS) == folded


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Trần Văn Hùng và Trần Văn Hưng", "Tran Van Hung and Tran Van Hung"),
        ("Lê Lợi", "le loi"),
        ("Lê Lợi", "Le, Loi"),
        ("Lê Lợi", "LE LOI"),
        ("Lê Lợi", "Loi Le"),
        ("ông Can", "He Can do it"),
        ("không có tên", "No name"),
        ("", ""),
    ],
)
def test_without_one_safe_way_nothing_is_changed(source: str, target: str) -> None:
    assert spelt(source, target, style=KEEP) == target


def test_white_space_and_signs_around_a_name_stay() -> None:
    assert spelt("Lê Lợi", "“Le Loi”,  he said (Le Loi).") == "“Lê Lợi”,  he said (Lê Lợi)."
