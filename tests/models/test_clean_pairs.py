from __future__ import annotations

import pytest
from recipe.clean import Cleaner, HeldOut, refusal

VI = "Chiều cùng ngày, đoàn công tác đã đến thăm các hộ dân ở xã ven sông."
EN = "That afternoon, the delegation visited households in the riverside commune."
REFUSED = [
    ("", EN, "empty"),
    (VI, VI, "not translated"),
    (VI, "Visited.", "length ratio"),
    ("từ " * 120, "word " * 120, "length"),
    ("The delegation visited households in the commune.", EN, "source is not Vietnamese"),
    (VI, "That afternoon, đoàn công tác đã visited the households in xã.", "target is not English"),
    (VI, "Делегация посетила семьи в прибрежной коммуне.", "target is not English"),
    ("Đoàn công tác 代表团 đã đến thăm các hộ dân ở xã ven sông.", EN, "source is not Vietnamese"),
]


@pytest.mark.parametrize(("vietnamese", "english", "reason"), REFUSED)
def test_an_unfit_pair_is_refused_with_its_reason(vietnamese: str, english: str, reason: str) -> None:
    assert refusal(vietnamese, english) == reason


def test_a_fit_pair_passes_and_a_headline_needs_no_function_words() -> None:
    assert refusal(VI, EN) is None
    assert (
        refusal("Bí thư Tỉnh ủy Sơn Minh Thắng thăm xã", "Provincial Party Secretary Sơn Minh Thắng visits commune")
        is None
    )


def test_the_same_pair_in_two_files_is_taken_once_whatever_its_figures() -> None:
    cleaner = Cleaner(HeldOut([]))
    first = list(cleaner.clean([("Có 3 xã bị ngập sâu.", "3 communes are flooded.")]))
    second = list(cleaner.clean([("Có 5 xã bị ngập sâu", "5 communes are flooded!")]))
    assert (len(first), len(second), cleaner.refused["duplicate"]) == (1, 0, 1)


def test_a_line_of_the_test_set_and_one_with_a_few_words_changed_never_reach_training() -> None:
    cleaner = Cleaner(HeldOut([(VI, EN)]))
    near = VI.replace("xã ven sông", "phường ven biển")
    assert list(cleaner.clean([(VI.upper(), EN), (near, "Something else was said here, at some length.")])) == []
    assert cleaner.refused["held out"] == 2


def test_decomposed_text_and_control_characters_come_out_in_one_spelling() -> None:
    cleaner = Cleaner(HeldOut([]))
    (pair,) = cleaner.clean([("Đa\u0309ng\u200b  bộ tỉnh", " Provincial\tParty ")])
    assert pair == ("Đảng bộ tỉnh", "Provincial Party")
