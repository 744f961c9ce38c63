"""The pure part of the translation memory: what is the same, alike, different."""

from __future__ import annotations

import pytest

from translations.memory import Change, bands, difference, digest, earlier, normalised, percent, tokens

ROAD = "Tuyến đường ven biển dài bốn mươi cây số sẽ khởi công vào quý sau tại ba huyện miền biển."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hội nghị  khai mạc", "Hội nghị khai mạc "),
        ("Hội nghị", "Hội nghị"),
        ("“Cầu mới”", '"Cầu mới"'),
        ("Hà Nội – Huế", "Hà Nội - Huế"),
        ("Chờ…", "Chờ..."),
        ("Cầu\u200b mới", "Cầu mới"),
    ],
)
def test_what_no_reader_sees_makes_no_other_text(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)
    assert digest(one) == digest(other)


@pytest.mark.parametrize(("one", "other"), [("CẦU MỚI", "Cầu mới"), ("tăng 3%", "tăng 4%"), ("Cầu mới.", "Cầu mới")])
def test_what_a_reader_sees_makes_another_text(one: str, other: str) -> None:
    assert digest(one) != digest(other)


def test_a_digest_fits_a_signed_column_and_is_no_edge() -> None:
    found = {digest(str(number)) for number in range(2000)}
    assert len(found) == 2000
    assert all(0 < value < 2**63 for value in found)


def test_figures_and_signs_are_tokens_and_both_tone_spellings_one_word() -> None:
    assert tokens("Giá hòa 3,2% (tăng).") == tokens("giá hoà 3,2 % ( tăng ) .")
    assert len(tokens("Giá hòa 3,2%.")) == 5


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (ROAD, 100, 100),
        (ROAD.replace("bốn mươi", "năm mươi"), 90, 99),
        (ROAD.replace("quý sau", "quýsau"), 85, 99),
        (ROAD.replace("tại ba huyện miền biển", "ở phía nam"), 65, 90),
        ("Người dân hai bên bờ đều vui mừng trước tin này.", 0, 30),
    ],
)
def test_likeness_is_a_share_of_words(other: str, least: int, most: int) -> None:
    assert least <= percent(tokens(ROAD), tokens(other)) <= most


def test_texts_that_are_alike_share_a_key_and_others_do_not() -> None:
    mine = set(bands(tokens(ROAD), "vi", "en"))
    near = tokens(ROAD.replace("bốn mươi", "năm mươi").replace("quý sau", "năm tới"))
    assert len(mine) == 10
    assert len(mine & set(bands(near, "vi", "en"))) >= 2
    assert not mine & set(bands(tokens("Người dân hai bên bờ đều vui mừng trước tin này."), "vi", "en"))
    assert not mine & set(bands(tokens(ROAD), "vi", "fr"))


def test_other_figures_leave_the_keys_as_they_are() -> None:
    one, other = tokens("Giá gạo tăng 3,2% trong tháng 5."), tokens("Giá gạo tăng 14% trong tháng 6.")
    assert bands(one, "vi", "en") == bands(other, "vi", "en")


@pytest.mark.parametrize("text", ["", "…", "()"])
def test_a_text_without_words_has_no_key(text: str) -> None:
    assert bands(tokens(text), "vi", "en") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Giá xăng tăng 3,2% trong tháng 5.", "Giá dầu tăng 4,5% trong tháng 6 năm nay."),
        ("", "Mới hoàn toàn"),
        ("Bỏ hết", ""),
        ("", ""),
        ("a " * 900, "b " * 900),
    ],
)
def test_a_difference_holds_both_texts_whole(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(piece for piece, kind in pieces if kind is not Change.ADDED) == before
    assert "".join(piece for piece, kind in pieces if kind is not Change.REMOVED) == after
    assert all(piece for piece, _ in pieces)


def test_a_figure_changes_as_a_whole() -> None:
    changed = [piece for piece, kind in difference("tăng 3,2% nay", "tăng 4,5% nay") if kind is not Change.SAME]
    assert changed == ["3,2", "4,5"]


def test_neighbouring_changes_are_read_as_one() -> None:
    kinds = [kind for _, kind in difference("ông Nguyễn Văn An nói", "ông Trần Minh Bách nói")]
    assert kinds == [Change.SAME, Change.REMOVED, Change.ADDED, Change.SAME]


def test_a_changed_sentence_finds_the_one_it_replaces() -> None:
    before = ["Thông xe cầu mới", "Cầu dài 300 mét.", "Mọi người vui mừng."]
    after = ["Thông xe cầu mới", "Cầu dài 320 mét.", "Lễ cắt băng diễn ra sáng nay.", "Mọi người vui mừng."]
    assert earlier(before, after) == ["", "Cầu dài 300 mét.", "", ""]


def test_a_rewritten_text_has_no_earlier_sentences() -> None:
    assert earlier(["Cầu dài 300 mét."], ["Hôm nay trời nhiều mây và có mưa rào."]) == [""]
    assert earlier([], ["Tin"]) == [""]


def test_long_rewrites_are_not_compared_pair_by_pair() -> None:
    before, after = [f"Câu {n} cũ." for n in range(300)], [f"Dòng {n} mới." for n in range(300)]
    assert earlier(before, after) == [""] * 300
