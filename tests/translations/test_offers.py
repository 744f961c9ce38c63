"""What of a source sentence goes into the translation at one keystroke."""

from __future__ import annotations

import pytest

from translations.offers import MOST, Offer, offers


def texts(source: str, *languages: str) -> list[str]:
    return [offer.text for offer in offers(source, *(languages or ("vi", "en")))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Hơn 1.200 học sinh, 12,5% là nữ.", ["1,200", "12.5%"]),
        ("Tổng vốn 42,5 tỷ đồng, dân góp 3 triệu đồng.", ["42.5 billion", "3 million"]),
        ("Hơn 8,2 vạn đảng viên.", ["82,000"]),
        ("Dày 1,50 m, dài 186 m.", ["1.50", "186"]),
        ("Năm 2026 có 14 lớp.", ["2026", "14"]),
        ("Họp ngày 5/10/2020, xong trong tháng 11.", ["5 October 2020", "November"]),
        ("Sáng 19/10, lúc 16h30.", ["19 October", "16:30"]),
        ("Bắt đầu 4 giờ chiều.", ["16:00"]),
        ("Theo Nghị quyết 52-NQ/TW.", ["52-NQ/TW"]),
        ("Bà Lê Thị Mận, 61 tuổi.", ["Lê Thị Mận", "61"]),
        ("Ba người, hai xe.", []),
    ],
)
def test_numbers_dates_codes_and_names_are_offered_as_english_writes_them(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_names_go_in_without_their_diacritics_where_the_desk_folds_them() -> None:
    source = "Bà Lê Thị Mận và ông Đỗ Hải Yến."
    assert [offer.text for offer in offers(source, "vi", "en", names_as="fold")] == ["Le Thi Man", "Do Hai Yen"]
    assert [offer.text for offer in offers(source, "vi", "vi", names_as="fold")] == ["Lê Thị Mận", "Đỗ Hải Yến"]


@pytest.mark.parametrize("doubtful", ["6,000", "27/10", "quý III/2025", "24/24"])
def test_what_can_be_read_in_two_ways_is_offered_as_it_stands(doubtful: str) -> None:
    assert texts(f"Có {doubtful} ở đây.") == [doubtful]


def test_english_numbers_are_offered_as_vietnamese_writes_them() -> None:
    assert texts("It cost 42.5 billion for 6,000 pupils.", "en", "vi") == ["42,5 tỷ", "6.000"]


def test_between_other_languages_everything_stays_as_it_is() -> None:
    assert texts("Hơn 1.200 học sinh.", "vi", "fr") == ["1.200"]
    assert texts("Plus de 1 200 élèves.", "fr", "en") == []


def test_the_same_text_is_offered_once_and_never_more_than_there_are_digits() -> None:
    assert offers("Từ 12 đến 12 km.", "vi", "en") == (Offer("12", "12"),)
    assert len(offers(" và ".join(str(number) for number in range(20, 50)), "vi", "en")) == MOST
