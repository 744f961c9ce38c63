"""Figures, codes and fixed words that have one safe repair, and those that have none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from worker.repair import Sentence, in_english, repaired


def mend(source: str, target: str, *fixed: str) -> str:
    return repaired(Sentence(source, target, ("vi", "en"), fixed))[0]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Có 6.000 người dự.", "Some 6.000 people attended.", "Some 6,000 people attended."),
        ("Dài 8,2 km.", "It is 8,2 km long.", "It is 8.2 km long."),
        ("Tăng 12,5%.", "It rose by 12,5%.", "It rose by 12.5%."),
        ("Tổng cộng 1.250.000 cây.", "A total of 1.250.000 trees.", "A total of 1,250,000 trees."),
        ("Cả nước có 8,2 vạn đảng viên.", "There are 8.2 Party members.", "There are 82,000 Party members."),
        ("Quỹ có 3,5 triệu cuốn sách.", "The fund has 3.5 books.", "The fund has 3.5 million books."),
        ("Chi 6.000 tỷ đồng.", "It spent VND6.000 billion.", "It spent VND6,000 billion."),
        ("Ra số đầu ngày 11-3-1951.", "It appeared on 11-3-1951.", "It appeared on March 11, 1951."),
        ("Hạn là 17h30 chiều.", "It is due at 17:30 p.m.", "It is due at 5:30 p.m."),
        ("Hạn là 17 giờ.", "It is due at 17 p.m.", "It is due at 5 p.m."),
        ("Ngày 5/10/2025 và 6/10/2025.", "On 5/10/2025 and 6/10/2025.", "On October 5, 2025 and October 6, 2025."),
        ("Tăng 5%.", "It rose by 5.", "It rose by 5%."),
        ("Theo Nghị quyết 52-NQ/TW.", "Under Resolution 52-nq/tw.", "Under Resolution 52-NQ/TW."),
        ("Theo Nghị định 15/2020/NĐ-CP.", "Under Decree 15/2020/ND-CP.", "Under Decree 15/2020/NĐ-CP."),
        ("Theo Quyết định 105-QĐ/TW.", "Under Decision 105 - QD / TW.", "Under Decision 105-QĐ/TW."),
        ("Xem https://bao.example/cau nhé.", "See https: //bao.example/cau now.", "See https://bao.example/cau now."),
        ("Gửi ban.doc@bao.example nhé.", "Write to Ban.doc @ bao.example now.", "Write to ban.doc@bao.example now."),
    ],
)  # fmt: skip
def test_what_has_one_safe_repair_is_repaired(source: str, target: str, expected: str) -> None:
    assert mend(source, target) == expected


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Chi 350 triệu đồng.", "It cost 350 millions."),
        ("Họp sáng 5/10.", "They met on 5/10."),
        ("Họp ngày 31/2/2026.", "They met on 31/2/2026."),
        ("Phiên bản 3.2.2020 ra mắt.", "Version 3.2.2020 is out."),
        ("Có 52 người.", "There are 25 people."),
        ("Có 8,2 vạn người và 82 xe.", "There are 8.2 people and 82 cars."),
        ("Có 8,2 vạn người.", "There are 8.2 people in 8.2 houses."),
        ("Tăng 5% với 5 người.", "It rose by 5 with 5 people."),
        ("Có 6,000 người.", "Some 6,000 people."),
        ("Có 6,000 người.", "Some 6.000 people."),
        ("Theo 52-NQ/TW.", "Under 52-nq/tw and 52-nq/tw."),
        ("Có 6.000 người.", "Some 6,000 people."),
        ("Cầu mới.", ""),
    ],
)
def test_what_has_two_readings_or_none_is_left(source: str, target: str) -> None:
    assert repaired(Sentence(source, target, ("vi", "en"))) == (target, ())


def test_an_edition_that_writes_the_day_first_keeps_its_dates() -> None:
    ours = Sentence("Ra số đầu ngày 11/3/1951.", "It appeared on 11/3/1951.", ("vi", "en-GB"))
    assert repaired(ours) == (ours.target, ())


def test_fixed_words_get_their_spelling_back() -> None:
    assert mend("Gõ ls_all nhé.", "Type LS_All now.", "ls_all") == "Type ls_all now."
    assert mend("Gõ ls_all nhé.", "Type it now.", "ls_all") == "Type it now."


def test_every_repair_is_told() -> None:
    target, notes = repaired(Sentence("Có 6.000 người, dài 8,2 km.", "Some 6.000 people, 8,2 km.", ("vi", "en")))
    assert target == "Some 6,000 people, 8.2 km."
    assert [note.code for note in notes] == ["repaired", "repaired"]
    assert "“6.000” is now “6,000”" in " ".join(note.message for note in notes)


def test_other_languages_keep_their_figures() -> None:
    assert repaired(Sentence("Có 6.000 người.", "Il y a 6.000 personnes.", ("vi", "fr")))[1] == ()


def test_hostile_text_costs_little() -> None:
    repaired(Sentence("8,2 vạn " * 1000, "8,2 " * 1000, ("vi", "en")))
    repaired(Sentence("52-NQ/TW " * 1000, "52 - " * 2000, ("vi", "en")))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("82000", "82,000"),
        ("673200000000", "673.2 billion"),
        ("6000000000000", "6 trillion"),
        ("1250000", "1.25 million"),
        ("1234567", "1,234,567"),
        ("8.20", "8.2"),
        ("100", "100"),
    ],
)
def test_values_are_written_as_english_newspapers_do(value: str, expected: str) -> None:
    assert in_english(Decimal(value)) == expected
