from __future__ import annotations

from collections.abc import Sequence

import pytest

from translations.errors import EngineError
from translations.types import BlockKind, Job, Passage
from worker import casing, pipeline
from worker.engine import Translated

HEADLINE = Passage(0, BlockKind.HEADLINE, "Thông xe cầu mới")
BODY = Passage(2, BlockKind.PARAGRAPH, "Sáng nay cầu được thông xe. Người dân vui mừng.")


class Parrot:
    """An engine that says what it was given, in brackets, and remembers each call."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def __call__(self, texts: Sequence[str]) -> list[Translated]:
        self.calls.append(list(texts))
        return [Translated(f"<{text}>", -0.5) for text in texts]


def job(*passages: Passage, **changes: object) -> Job:
    values = {
        "translation_id": 1,
        "token": "t",
        "attempt": 1,
        "source_language": "vi",
        "target_language": "en",
        "passages": passages,
    }
    return Job(**{**values, **changes})  # type: ignore[arg-type]


def paragraph(text: str) -> Passage:
    return Passage(2, BlockKind.PARAGRAPH, text)


@pytest.fixture
def parrot() -> Parrot:
    return Parrot()


def test_each_sentence_becomes_a_segment_of_its_block(parrot: Parrot) -> None:
    draft = pipeline.draft(job(HEADLINE, BODY), parrot, signature="s")
    assert [(s.block, s.kind, s.source, s.target, s.score) for s in draft.segments] == [
        (0, BlockKind.HEADLINE, "Thông xe cầu mới", "<Thông xe cầu mới>", -0.5),
        (2, BlockKind.PARAGRAPH, "Sáng nay cầu được thông xe.", "<Sáng nay cầu được thông xe.>", -0.5),
        (2, BlockKind.PARAGRAPH, "Người dân vui mừng.", "<Người dân vui mừng.>", -0.5),
    ]
    assert draft.signature == "s"
    assert len(parrot.calls) == 1


def test_what_a_person_approved_is_kept_and_not_sent(parrot: Parrot) -> None:
    approved = {"Người dân vui mừng.": "People rejoiced ."}
    draft = pipeline.draft(job(BODY, approved=approved), parrot, signature="s")
    kept = draft.segments[1]
    assert (kept.target, kept.score, kept.approved) == ("People rejoiced .", None, True)
    assert parrot.calls == [["Sáng nay cầu được thông xe."]]


def test_a_sentence_that_comes_twice_is_sent_once(parrot: Parrot) -> None:
    draft = pipeline.draft(job(HEADLINE, Passage(3, BlockKind.CAPTION, HEADLINE.text)), parrot, signature="s")
    assert parrot.calls == [["Thông xe cầu mới"]]
    assert [segment.target for segment in draft.segments] == ["<Thông xe cầu mới>"] * 2


@pytest.mark.parametrize(
    "text", ["***", ".", "8,2%", "19/10/2026 16:00", "https://bao.vn/a.html", "(ban.doc@bao.vn)", ""]
)
def test_text_without_words_passes_through(parrot: Parrot, text: str) -> None:
    segments = pipeline.draft(job(paragraph(text)), parrot, signature="s").segments
    assert [(segment.target, segment.score) for segment in segments] == ([(text, None)] if text else [])
    assert parrot.calls == []


@pytest.mark.parametrize("text", ["Xem https://bao.vn/a.html nhé.", "52-NQ/TW", "x" * 200_000])
def test_text_with_words_is_sent(parrot: Parrot, text: str) -> None:
    pipeline.draft(job(paragraph(text)), parrot, signature="s")
    assert parrot.calls == [[text]]


def test_an_article_without_words_needs_no_engine(parrot: Parrot) -> None:
    assert pipeline.draft(job(), parrot, signature="s").segments == ()
    assert parrot.calls == []


def test_a_headline_in_capitals_is_sent_in_sentence_case(parrot: Parrot) -> None:
    shouted = Passage(0, BlockKind.HEADLINE, "UBND THÀNH PHỐ HUẾ: THÔNG XE CẦU MỚI 52-NQ/TW")
    body = paragraph("Chiều qua thành phố Huế mở cầu, thành phố vui.")
    approved = {body.text: "Learned from, though not sent."}
    draft = pipeline.draft(job(shouted, body, approved=approved), parrot, signature="s")
    assert parrot.calls[0] == ["UBND thành phố Huế: thông xe cầu mới 52-NQ/TW"]
    assert draft.segments[0].source == shouted.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [("UBND", False), ("TP.HCM", False), ("THÔNG XE", True), ("Thông XE", False), ("今天 下雨下雨下雨", False)],
)
def test_only_whole_texts_in_capitals_shout(text: str, expected: bool) -> None:
    assert casing.shouts(text) is expected


def test_an_engine_that_loses_a_sentence_is_an_error() -> None:
    with pytest.raises(EngineError, match="0 translations of 2"):
        pipeline.draft(job(BODY), lambda texts: [], signature="s")


def test_a_pivot_goes_through_both_engines_and_adds_their_scores(parrot: Parrot) -> None:
    second = Parrot()
    run = pipeline.chain([parrot, second])
    assert list(run(["a", "b"])) == [Translated("<<a>>", -1.0), Translated("<<b>>", -1.0)]
    assert second.calls == [["<a>", "<b>"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A  bridge , and ( new ) .", "A bridge, and (new)."),
        ("He said “ yes ” .", "He said “yes”."),
        ("It rose .5 points", "It rose .5 points"),
        (" kept as it is ", "kept as it is"),
    ],
)
def test_only_white_space_is_tidied(text: str, expected: str) -> None:
    assert pipeline.tidied(text) == expected


def test_the_targets_of_a_block_are_joined(parrot: Parrot) -> None:
    draft = pipeline.draft(job(HEADLINE, BODY), parrot, signature="s")
    assert pipeline.targets(draft.segments)[2] == "<Sáng nay cầu được thông xe.> <Người dân vui mừng.>"
