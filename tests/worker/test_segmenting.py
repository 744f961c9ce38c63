from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from worker import segment
from worker.segment import MAX_SENTENCE, sentences


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(["Trời mưa.", "Đường ngập."], id="two sentences"),
        pytest.param(["Ai làm?", "Không rõ!", "Hết."], id="questions and calls"),
        pytest.param(["Bà nói: “Không lùi bước!” rồi rời đi."], id="a quote inside a sentence"),
        pytest.param(["Bà đáp: “Được.”", "Mọi người vỗ tay."], id="a closing quote goes back"),
        pytest.param(["(Ảnh: Minh Hà.)", "Mưa đã tạnh."], id="a closing bracket goes back"),
        pytest.param(["“Chúng tôi đã cố. Chúng tôi sẽ làm tốt hơn!”, ông Bình nói."], id="a speech stays whole"),
        pytest.param(["Xem tr. 12 của báo cáo."], id="page"),
        pytest.param(["Người dân TP. Huế và TP.HCM cùng góp sức."], id="city"),
        pytest.param(["Th.S Lê Hoa và PGS. TS. Trần Bách đã đến."], id="degrees"),
        pytest.param(["PGS.TS. Lê Bình phát biểu.", "GS. Mai đồng ý."], id="degrees run together"),
        pytest.param(["Anh Ô. Bình và chị Nguyễn Thị Đ. Hoa đã về."], id="initials"),
        pytest.param(["Bàn, ghế, tủ v.v. đều mới."], id="and so on, mid sentence"),
        pytest.param(["Có bàn, ghế v.v.", "Tủ thì chưa."], id="and so on, at the end"),
        pytest.param(["Giá 6.000 đồng, tăng 8.2 lần.", "Hết."], id="numbers"),
        pytest.param(["Theo Nghị quyết 52-NQ/TW.", "Ngày 5.10.2026 có hiệu lực."], id="documents and dates"),
        pytest.param(["Xem https://a.vn/b.html?c=1.2 và bao.moi.vn.", "Hết."], id="addresses"),
        pytest.param(["Gồm: 1. Giảm thuế.", "2. Tăng lương."], id="a numbered list"),
        pytest.param(["Đó là năm 2020.", "Sau đó mọi việc khác đi."], id="a year is not a list"),
        pytest.param(["Anh im lặng…", "Rồi anh nói."], id="an ellipsis before a capital"),
        pytest.param(["Anh im lặng… rồi nói."], id="an ellipsis inside"),
        pytest.param(["THÔNG XE CẦU MỚI"], id="a headline"),
    ],
)
def test_vietnamese_is_cut_where_a_reader_would_cut_it(expected: list[str]) -> None:
    assert sentences(" ".join(expected), "vi") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Mr. Smith came.", "He said: “No.”", "It was 5.5 p.m. already."]),
        ("fr", ["Il est venu.", "Puis il est parti !", "Fin"]),
        ("en-GB", ["J. R. Hill, e.g. the author, left.", "“Good.”"]),
        ("zh", ["今天下雨。明天晴。"]),
    ],
)
def test_other_languages_are_cut_at_their_stops(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert sentences(text, "vi") == []


_WORDS = st.sampled_from(
    [
        "Trời",
        "mưa",
        "tr.",
        "TP.",
        "v.v.",
        "“Được.”",
        "(x.)",
        "“",
        "”",
        '"',
        "8,2.",
        "…",
        "!",
        "?",
        "a.b",
        "Ô.",
        "...",
        "—",
        "1.",
    ]
)


@given(st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map(" ".join)), st.sampled_from(["vi", "en"]))
@example("a. " * 900, "vi")
@example("từ " * 900, "vi")
@example("x" * 2500 + " y" * 900, "en")
def test_nothing_is_lost_or_added(text: str, language: str) -> None:
    found = sentences(text, language)
    assert " ".join(found) == " ".join(text.split())
    assert all(sentence.strip() == sentence != "" for sentence in found)


def test_an_endless_sentence_is_divided_at_its_clauses() -> None:
    clause = "người dân hai bên bờ sông mang theo cờ và hoa;"
    found = sentences(" ".join([clause] * 60), "vi")
    assert len(found) > 1
    assert all(len(sentence) <= MAX_SENTENCE and sentence.endswith(";") for sentence in found)


def test_an_unclosed_quote_does_not_swallow_the_article() -> None:
    text = "Ông nói: “Tôi đi. " + "Trời mưa rất to ở đây. " * 20
    assert len(sentences(text, "vi")) > 15


def test_a_hostile_word_costs_no_quadratic_time() -> None:
    assert sentences("a." * 200_000 + " Hết.", "vi")[-1] == "Hết."
    assert len(sentences("“tr. Là” " * 50_000, "vi")) > 400


def test_the_segmenter_is_named_for_the_signature() -> None:
    assert segment.segmenter("vi").startswith("underthesea-")
    assert segment.segmenter("en") == "stops-1"
