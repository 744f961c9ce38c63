"""Terms and names that stand ready in the source, so that the model learns to keep them."""

from __future__ import annotations

import random

import pytest
from recipe.prepare import TERMS
from recipe.termed import Terms, annotated, read_terms

BASE = Terms({"Bộ Y tế": ("Ministry of Health", "Health Ministry"), "bộ": ("ministry",), "bão": ("storm",)})
VI, EN = "Bộ Y tế gửi thuốc sau cơn bão.", "The Health Ministry sent medicine after the storm."


def every(vi: str, en: str, terms: Terms = BASE) -> set[tuple[str, str]]:
    return {annotated(vi, en, terms, random.Random(seed)) for seed in range(200)}


def test_a_term_is_given_as_the_target_words_it_quoted_on_both_sides_or_bare_on_both() -> None:
    found = every(VI, EN)
    assert ("“Health Ministry” gửi thuốc sau cơn bão.", "The “Health Ministry” sent medicine after the storm.") in found
    assert ("Health Ministry gửi thuốc sau cơn bão.", EN) in found
    assert ("Health Ministry gửi thuốc sau cơn storm.", EN) in found


def test_the_longest_term_is_taken_and_none_inside_it() -> None:
    assert list(BASE.in_pair(VI, EN)) == [("Bộ Y tế", "Health Ministry"), ("bão", "storm")]


def test_a_name_that_both_sides_share_is_given_too() -> None:
    assert ("Bà “Kiều Ngân” đến.", "Ms. “Kiều Ngân” came.") in every("Bà Kiều Ngân đến.", "Ms. Kiều Ngân came.")
    assert ("“Đặng Đức Âu” đến.", "“Đặng Đức Âu” came.") in every("Đặng Đức Âu đến.", "Đặng Đức Âu came.")


def test_a_name_that_is_part_of_a_term_is_not_given_beside_it() -> None:
    base = Terms({"tỉnh Hà Giang": ("Hà Giang",)})
    vi, en = "Mưa ở tỉnh Hà Giang.", "Rain in Hà Giang."
    assert all("““" not in said for said, _ in every(vi, en, base))


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("Mưa to.", "It rained hard."),
        ("Bộ Y tế họp.", "The office met."),
        ("Bão sau bão.", "Storm after storm."),
    ],
)
def test_what_is_not_the_targets_own_wording_or_stands_twice_is_left_alone(vi: str, en: str) -> None:
    assert every(vi, en) == {(vi, en)}


def test_quotations_of_the_source_are_not_mixed_with_marks_of_ours() -> None:
    vi, en = "“Bộ Y tế chậm”, bà nói.", "“The Health Ministry is slow,” she said."
    assert every(vi, en) == {("“Health Ministry chậm”, bà nói.", en)}


def test_our_own_term_base_is_read_with_its_admitted_forms() -> None:
    entries = read_terms(TERMS).entries
    assert len(entries) > 600
    assert any(len(targets) > 1 for targets in entries.values())
