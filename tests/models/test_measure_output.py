from __future__ import annotations

import pytest
from recipe.measures import left_over, loops, measure

SOURCE = "Có 31 xã bị ngập trong đêm qua."


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("The the the the the commune", True),
        ("He said that, he said that, he said that, he said that", True),
        ("word " * 40, True),
        ("31 communes were flooded last night.", False),
        ("He said it had, had it not, been very very good.", False),
    ],
)
def test_a_loop_is_seen(english: str, expected: bool) -> None:
    assert loops(SOURCE, english) is expected


def test_vietnamese_words_are_left_over_and_vietnamese_names_are_not() -> None:
    assert left_over("The commune được cấp water")
    assert not left_over("Sơn Minh Thắng visited Thừa Thiên Huế and Đắk Lắk")


def test_the_shares_are_of_lines_and_numbers_only_of_lines_with_numbers() -> None:
    outputs = ["31 communes flooded", "31 flooded communes", "13 communes flooded", "Heavy rain.", " "]
    found = measure([SOURCE, SOURCE, SOURCE, "Mưa to.", "Mưa to."], outputs)
    assert round(found.numbers_right, 1) == 66.7
    assert (found.empty, found.loops, found.vietnamese_left) == (20.0, 0.0, 0.0)
