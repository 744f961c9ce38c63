"""Vietnamese typed without its tone marks."""

from __future__ import annotations

import pytest

from translations import checks


def raised(source: str) -> bool:
    flags = checks.run(source, "Something was said.", source_language="vi", target_language="en")
    return "unmarked" in {flag.code for flag in flags}


@pytest.mark.parametrize(
    "source", ["Gia gao xuat khau tang manh trong thang 9", "Chieu 5/11, uy ban nhan dan tinh hop bao ve vu viec nay."]
)
def test_a_sentence_without_tone_marks_is_said_to_be_a_guess(source: str) -> None:
    assert raised(source)


@pytest.mark.parametrize(
    "source",
    [
        "Giá gạo xuất khẩu tăng mạnh trong tháng 9",
        "Ban tin nay khong dau, tru một chữ.",
        "The man can go on to the quay, but not to the north bank.",
        "python manage.py migrate va chay lai",
        "Trung Nam Group, Hoa Phat, Vinamilk, Masan",
        "Tin hot 24h",
    ],
)
def test_marked_text_english_code_and_lists_of_names_are_left_alone(source: str) -> None:
    assert not raised(source)
