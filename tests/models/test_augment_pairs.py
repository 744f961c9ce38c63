from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from decimal import Decimal

import pytest
from recipe import noise, substitute
from recipe.augment import augmented
from recipe.figures import made
from recipe.numbers import disagreement
from recipe.reshape import joined, without_stop
from recipe.spelling import english_number, vietnamese_number

Change = Callable[[str, str, random.Random], "tuple[str, str] | None"]
SUBSTITUTIONS: list[tuple[Change, str, str]] = [
    (substitute.plain_figure, "Có 6.000 hộ dân", "There are 6,000 households"),
    (substitute.plain_figure, "tăng 12,5% so với năm trước", "up 12.5% from a year earlier"),
    (substitute.scaled_figure, "vốn 1.250 tỷ đồng", "capital of VND1.25 trillion"),
    (substitute.scaled_figure, "gần 3,4 triệu người", "nearly 3.4 million people"),
    (substitute.van, "hơn 8,2 vạn đảng viên", "more than 82,000 Party members"),
    (substitute.date, "ngày 27/10/2020", "October 27, 2020"),
    (substitute.date, "sáng 27/10", "on the morning of October 27"),
    (substitute.year, "từ năm 1986", "since 1986"),
    (substitute.code, "Nghị quyết số 52-NQ/TW", "Resolution No. 52-NQ/TW"),
    (substitute.name, "ông Sơn Minh Thắng cho biết", "Sơn Minh Thắng said"),
]


@pytest.mark.parametrize(("change", "vietnamese", "english"), SUBSTITUTIONS)
def test_a_substitution_changes_both_sides_to_the_same_value(change: Change, vietnamese: str, english: str) -> None:
    results = {change(vietnamese, english, random.Random(seed)) for seed in range(40)}
    assert len(results - {(vietnamese, english), None}) > 5
    for result in results:
        assert result is not None
        assert not disagreement(*result), result


def test_a_new_person_is_the_same_person_in_both_languages() -> None:
    vietnamese, english = substitute.name("ông Sơn Minh Thắng cho biết", "Sơn Minh Thắng said", random.Random(3)) or (
        "",
        "",
    )
    assert (
        vietnamese.removeprefix("ông ").removesuffix(" cho biết") == english.removesuffix(" said") != "Sơn Minh Thắng"
    )


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("Có 37 xã, trong đó 37 xã nghèo", "37 communes"),
        ("Có 37 xã", "There are many communes"),
        ("Khoảng 16h30", "At 4:30 p.m."),
    ],
)
def test_what_cannot_be_matched_exactly_once_stays_as_it_is(vietnamese: str, english: str) -> None:
    assert substitute.substituted(vietnamese, english, random.Random(1)) == (vietnamese, english)


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [("6000", "6.000", "6,000"), ("8.20", "8,2", "8.2"), ("1250.5", "1.250,5", "1,250.5")],
)
def test_a_number_is_spelt_as_each_language_spells_it(value: str, vietnamese: str, english: str) -> None:
    assert (vietnamese_number(Decimal(value)), english_number(Decimal(value))) == (vietnamese, english)


def test_lines_made_of_figures_agree_by_value() -> None:
    pairs = made(500, random.Random(4))
    assert len(pairs) > 400
    assert [pair for pair in pairs if disagreement(*pair)] == []


def test_noise_never_touches_a_number_or_a_code() -> None:
    line = "Theo Nghị quyết 52-NQ/TW, đến 27/10/2020 có 8,2 vạn đảng viên, chiếm 12,5%"
    for seed in range(60):
        noisy = unicodedata.normalize("NFC", noise.noisy(line, random.Random(seed)))
        kept = noisy.replace(" ,", ",")
        assert all(part in kept for part in ("52-", "27/10/2020", "8,2", "12,5%")), noisy


def test_marks_are_stripped_and_old_tone_placement_is_made() -> None:
    rng = random.Random(0)
    assert noise.without_marks("Đảng viên ở Thừa Thiên", rng) == "Dang vien o Thua Thien"
    assert noise.old_tones("hòa bình, thủy lợi, toàn quốc", rng) == "hoà bình, thuỷ lợi, toàn quốc"
    assert noise.decomposed("Đảng", rng) == unicodedata.normalize("NFD", "Đảng")


def test_a_headline_loses_its_stop_on_both_sides_or_on_neither() -> None:
    assert without_stop("Mưa to.", "Heavy rain.") == ("Mưa to", "Heavy rain")
    assert without_stop("Mưa to…", "Heavy rain.") == ("Mưa to…", "Heavy rain.")
    assert without_stop("Còn nữa...", "More...") == ("Còn nữa...", "More...")


def test_only_whole_sentences_are_joined() -> None:
    assert joined([("Mưa to.", "Heavy rain."), ("Đường ngập.", "Roads flooded.")]) == (
        "Mưa to. Đường ngập.",
        "Heavy rain. Roads flooded.",
    )
    assert joined([("Mưa to", "Heavy rain"), ("Đường ngập.", "Roads flooded.")]) is None


def test_the_same_seed_makes_the_same_copies() -> None:
    pairs = [("Có 6.000 hộ dân có nước.", "There are 6,000 households with water."), ("Mưa to.", "Heavy rain.")] * 4
    assert augmented(pairs, 2, seed=9) == augmented(pairs, 2, seed=9) != augmented(pairs, 2, seed=10)
    assert augmented(pairs, 0, seed=9) == []
