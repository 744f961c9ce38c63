"""Plain text in the shape a press office sends."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translations.errors import RefusedInput
from translations.intake import dateline, press
from translations.types import BlockKind

HANOI = timezone(timedelta(hours=7))
SAMPLE = """\
Huyện Đồng Xuân đưa nước sạch về ba xã vùng cao

Thứ Tư, 05/06/2024, 09:30 [GMT+7]
\u00a0\u00a0\u00a0 Sáng 5/6, UBND huyện Đồng Xuân khánh thành công trình cấp nước cho ba xã vùng cao.
\u00a0
\u00a0\u00a0\u00a0 Công trình có vốn đầu tư 12,5 tỷ đồng, phục vụ hơn 1.800 hộ dân.
.
Bà con xã Phú Mỡ lấy nước tại bể chứa mới
Bà con xã Phú Mỡ lấy nước tại bể chứa mới
\u00a0\u00a0\u00a0 Theo kế hoạch, hai xã còn lại sẽ có nước trong quý III.
Trần Mai Lan
"""


def test_a_press_text_is_read_into_its_parts() -> None:
    article = press.read(SAMPLE, external_id="nuoc-sach")
    assert article.external_id == "nuoc-sach"
    assert article.title == "Huyện Đồng Xuân đưa nước sạch về ba xã vùng cao"
    assert article.published == datetime(2024, 6, 5, 9, 30, tzinfo=HANOI)
    assert article.published.utcoffset() == timedelta(hours=7)
    assert article.byline == "Trần Mai Lan"
    assert article.summary == ""
    assert [block.kind for block in article.blocks] == [
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
        BlockKind.CAPTION,
        BlockKind.PARAGRAPH,
    ]
    assert article.blocks[0].text.startswith("Sáng 5/6, UBND")
    assert article.blocks[2].text == "Bà con xã Phú Mỡ lấy nước tại bể chứa mới"


@pytest.mark.parametrize(
    ("line", "when"),
    [
        ("Thứ Hai, 19/10/2020, 16:00 [GMT+7]", "2020-10-19T16:00+07:00"),
        ("19/10/2020, 16:00 (GMT+7)", "2020-10-19T16:00+07:00"),
        ("19/10/2020 16:00 GMT+07:00", "2020-10-19T16:00+07:00"),
        ("Chủ nhật, ngày 18/10/2020 - 16h05", "2020-10-18T16:05+07:00"),
        ("CN, 18-10-2020 | 07g05", "2020-10-18T07:05+07:00"),
        ("Thứ 2, 19.10.2020", "2020-10-19T00:00+07:00"),
        ("16:00 | 19/10/2020", "2020-10-19T16:00+07:00"),
        ("Cập nhật lúc 16:00:30, ngày 19/10/2020", "2020-10-19T16:00+07:00"),
        ("Ngày 19 tháng 10 năm 2020, 16 giờ 30 phút", "2020-10-19T16:30+07:00"),
        ("19/10/2020 4:05 PM (GMT+7)", "2020-10-19T16:05+07:00"),
        ("19/10/2020 12:05 SA", "2020-10-19T00:05+07:00"),
        ("19/10/2020, 16:00 UTC", "2020-10-19T16:00+00:00"),
        ("19/10/2020, 16:00 [GMT-5:30]", "2020-10-19T16:00-05:30"),
        ("2020-10-19 16:00", "2020-10-19T16:00+07:00"),
    ],
)
def test_datelines_of_many_kinds_name_the_same_clock(line: str, when: str) -> None:
    found = dateline.read(line, default_zone=press.HANOI)
    assert found is not None
    assert found.isoformat(timespec="minutes") == when


@pytest.mark.parametrize(
    "line",
    ["", "Sáng 19/10, hội nghị khai mạc", "Sáng 19/10/2020, hội nghị khai mạc tại Huế", "16:00", "x" * 200, "19/10"],
)
def test_a_sentence_with_a_date_is_no_dateline(line: str) -> None:
    assert dateline.read(line, default_zone=press.HANOI) is None


def test_a_place_may_stand_in_a_dateline_below_the_headline() -> None:
    article = press.read("Nước sạch về bản\nHà Nội, ngày 19 tháng 10 năm 2020\nBà con vui mừng.")
    assert article.published == datetime(2020, 10, 19, tzinfo=HANOI)


@pytest.mark.parametrize("line", ["31/02/2020, 16:00", "19/10/2020, 26:00", "19/10/2020, 16:00 GMT+26"])
def test_a_dateline_that_no_calendar_has_is_refused(line: str) -> None:
    with pytest.raises(RefusedInput, match="names no real time") as refused:
        press.read(f"Tiêu đề\n{line}\nBà con vui mừng.")
    assert refused.value.field == "published"


def test_without_a_zone_the_default_zone_holds() -> None:
    text = "Tiêu đề\n05/06/2024, 09:30\nBà con vui mừng."
    assert press.read(text).published == datetime(2024, 6, 5, 2, 30, tzinfo=UTC)
    paris = press.read(text, default_zone=ZoneInfo("Europe/Paris")).published
    assert paris == datetime(2024, 6, 5, 7, 30, tzinfo=UTC)


def test_without_a_dateline_the_body_starts_after_the_headline() -> None:
    article = press.read("Tiêu đề\nĐoạn một.\nĐoạn hai.")
    assert (article.published, article.title) == (None, "Tiêu đề")
    assert [block.text for block in article.blocks] == ["Đoạn một.", "Đoạn hai."]


def test_a_dateline_may_come_first_and_a_summary_before_it() -> None:
    first = press.read("05/06/2024, 09:30\nTiêu đề\nĐoạn một.")
    assert (first.title, first.blocks[0].text) == ("Tiêu đề", "Đoạn một.")
    second = press.read("Tiêu đề\nTóm tắt của bài.\n05/06/2024, 09:30\nĐoạn một.")
    assert (second.summary, len(second.blocks)) == ("Tóm tắt của bài.", 1)


@pytest.mark.parametrize(
    "line",
    [
        "Tạ Minh Quân",
        "LÊ THU HÀ",
        "Q.Huy",
        "PV",
        "Thu Hà - Minh Quân",
        "Thu Hà, Minh Quân và Đức Anh",
        "Thu Hà/TTXVN",
        "Thu Hà (TTXVN)",
        "(TTXVN)",
        "Theo báo Nhân Dân",
        "Bài và ảnh: Thu Hà",
        "Bài, ảnh: THU HÀ",
        "Tin, ảnh: Thu Hà",
        "Nguồn: TTXVN",
    ],
)
def test_the_last_line_may_sign_the_article(line: str) -> None:
    article = press.read(f"Tiêu đề\nBà con vui mừng.\n{line}\n")
    assert article.byline == line
    assert len(article.blocks) == 1


@pytest.mark.parametrize(
    "line", ["Bà con vui mừng.", "Hội nghị bế mạc vào chiều cùng ngày", "Hà Nội 2024", "Hết!", "Theo kế hoạch, quý sau"]
)
def test_a_last_sentence_is_no_byline(line: str) -> None:
    assert press.read(f"Tiêu đề\nĐoạn một.\n{line}").byline == ""


def test_two_lines_may_sign_and_the_only_paragraph_never_does() -> None:
    assert press.read("Tiêu đề\nĐoạn một.\nThu Hà\nTheo TTXVN").byline == "Thu Hà – Theo TTXVN"
    only = press.read("Tiêu đề\nHồ Gươm")
    assert (only.byline, [block.text for block in only.blocks]) == ("", ["Hồ Gươm"])


def test_captions_are_known_by_their_credit_and_a_doubled_paragraph_is_kept_once() -> None:
    text = "Tiêu đề\nCầu mới nhìn từ trên cao. Ảnh: Thu Hà\nĐoạn một dài hơn.\nĐoạn một dài hơn.\nĐoạn hai."
    kinds = [(block.kind, block.text) for block in press.read(text).blocks]
    assert kinds == [
        (BlockKind.CAPTION, "Cầu mới nhìn từ trên cao. Ảnh: Thu Hà"),
        (BlockKind.PARAGRAPH, "Đoạn một dài hơn."),
        (BlockKind.PARAGRAPH, "Đoạn hai."),
    ]


def test_a_doubled_last_line_is_a_caption_even_if_it_reads_as_a_name() -> None:
    article = press.read("Tiêu đề\nBà con vui mừng.\nCầu Đồng Xuân\nCầu Đồng Xuân")
    assert (article.byline, article.blocks[-1].kind) == ("", BlockKind.CAPTION)


def test_wrapped_lines_are_put_back_together() -> None:
    text = "Tiêu đề\n\nBà con ba xã vùng cao vui mừng đón nguồn\nnước sạch đầu tiên của huyện.\n\nĐoạn hai."
    assert [block.text for block in press.blocks(text)] == [
        "Tiêu đề",
        "Bà con ba xã vùng cao vui mừng đón nguồn nước sạch đầu tiên của huyện.",
        "Đoạn hai.",
    ]


def test_an_empty_text_is_read_as_an_article_of_nothing() -> None:
    assert (press.read(" \n.\n").title, press.read("").blocks) == ("", ())


def test_a_text_of_endless_lines_is_refused() -> None:
    with pytest.raises(RefusedInput, match="50,002 lines"):
        press.blocks("a\n" * 50_001)


@given(st.text(alphabet="aÀ .\n\u00a0/:[]()0123456789GMT+-", max_size=200))
def test_no_text_raises_anything_but_a_refusal(text: str) -> None:
    with suppress(RefusedInput):
        press.read(text)
