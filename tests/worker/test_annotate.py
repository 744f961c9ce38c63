"""Terms and names on their way through an engine. The engine here is a dictionary that remembers what it was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from translations.types import BlockKind, GlossaryTerm, Job, Passage
from worker import annotate, pipeline
from worker.engine import Translated

CELL = GlossaryTerm(source="chi bộ", target="Party cell", forbidden=("Party branch",))
MINISTRY = GlossaryTerm(source="Bộ Công an", target="Ministry of Public Security")


class Engine:
    """Says what `answers` has for a text, and "nothing known" otherwise."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers = answers
        self.calls: list[list[str]] = []

    def __call__(self, texts: Sequence[str]) -> list[Translated]:
        self.calls.append(list(texts))
        return [Translated(self.answers.get(text, "nothing known"), -0.5) for text in texts]


def job(*terms: GlossaryTerm, text: str = "", approved: Mapping[str, str] | None = None) -> Job:
    return Job(
        translation_id=1,
        token="t",
        attempt=1,
        source_language="vi",
        target_language="en",
        passages=(Passage(2, BlockKind.PARAGRAPH, text),),
        approved=approved or {},
        terms=terms,
    )


def drafted(engine: Engine, source: str, *terms: GlossaryTerm) -> str:
    return annotate.with_terms(engine, job(*terms))([source])[0].text


def test_a_sentence_whose_terms_are_right_is_translated_once() -> None:
    engine = Engine({"Tại chi bộ.": "At the Party cell."})
    assert drafted(engine, "Tại chi bộ.", CELL) == "At the Party cell."
    assert len(engine.calls) == 1


def test_without_terms_and_lost_names_every_sentence_is_translated_once() -> None:
    engine = Engine({"Trời mưa.": "It rains."})
    assert drafted(engine, "Trời mưa.") == "It rains."
    assert len(engine.calls) == 1


def test_a_sentence_that_lost_a_place_is_tried_with_its_name_quoted() -> None:
    source, again = "Tàu đến cảng Quy Nhơn.", "Tàu đến cảng “Quy Nhơn”."
    engine = Engine({source: "The ship reached the region.", again: "The ship reached “Quy Nhơn” Port."})
    assert drafted(engine, source) == "The ship reached Quy Nhơn Port."


def test_a_sentence_that_misses_a_term_is_tried_with_the_term_in_it() -> None:
    engine = Engine({"Họp tại chi bộ.": "Meets at the branch.", "Họp tại “Party cell”.": "Meets at the “Party cell”."})
    assert drafted(engine, "Họp tại chi bộ.", CELL) == "Meets at the Party cell."
    assert len(engine.calls) == 2


def test_only_the_sentences_that_miss_a_term_are_tried_again() -> None:
    engine = Engine({"Tại chi bộ.": "At the Party cell.", "Ở chi bộ.": "At it.", "Ở “Party cell”.": "At “Party cell”."})
    found = annotate.with_terms(engine, job(CELL))(["Tại chi bộ.", "Trời mưa.", "Ở chi bộ."])
    assert [each.text for each in found] == ["At the Party cell.", "nothing known", "At Party cell."]
    assert engine.calls[1] == ["Ở “Party cell”."]


def test_a_slip_inside_the_quotation_marks_is_mended() -> None:
    engine = Engine(
        {"Tới Bộ Công an.": "To it.", "Tới “Ministry of Public Security”.": 'To the "Mistry of Publc Security."'}
    )
    assert drafted(engine, "Tới Bộ Công an.", MINISTRY) == "To the Ministry of Public Security."


def test_a_plural_inside_the_quotation_marks_stays() -> None:
    engine = Engine({"Các chi bộ.": "They.", "Các “Party cell”.": "The “Party cells”."})
    assert drafted(engine, "Các chi bộ.", CELL) == "The Party cells."


def test_the_sources_own_quotation_marks_stay() -> None:
    source = "Phim “Mưa” chiếu ở chi bộ."
    engine = Engine({source: "It shows.", "Phim “Mưa” chiếu ở “Party cell”.": "“Mưa” shows at the “Party cell”."})
    assert drafted(engine, source, CELL) == "“Mưa” shows at the Party cell."


def test_another_form_is_tried_when_the_first_does_not_help() -> None:
    engine = Engine({"Ở chi bộ.": "There.", "Ở , Party cell,.": "At the Party cell."})
    assert drafted(engine, "Ở chi bộ.", CELL) == "At the Party cell."


def test_a_try_that_breaks_a_number_is_not_taken() -> None:
    source = "Ở chi bộ có 12 người."
    engine = Engine({source: "There are 12 people.", "Ở “Party cell” có 12 người.": "The “Party cell” has 15 people."})
    assert drafted(engine, source, CELL) == "There are 12 people."


def test_when_nothing_helps_the_first_draft_stands_and_tries_end() -> None:
    engine = Engine({"Ở chi bộ.": "There."})
    assert drafted(engine, "Ở chi bộ.", CELL) == "There."
    assert [len(call) for call in engine.calls] == [1, 1, len(annotate.FORMS) - 1]


def test_a_forbidden_name_that_stays_is_replaced_by_the_right_one() -> None:
    engine = Engine({"Ở chi bộ.": "At the Party branch.", "Ở “Party cell”.": "At the Party branch."})
    assert drafted(engine, "Ở chi bộ.", CELL) == "At the Party cell."


def test_a_sentence_begins_with_a_capital_though_its_term_does_not() -> None:
    entry = GlossaryTerm(source="xuất siêu", target="trade surplus")
    engine = Engine({"Xuất siêu tăng.": "It rose.", "“trade surplus” tăng.": "“trade surplus” rose."})
    assert drafted(engine, "Xuất siêu tăng.", entry) == "Trade surplus rose."


def test_an_engine_that_returns_too_little_is_reported_as_before() -> None:
    from translations.errors import EngineError

    with pytest.raises(EngineError):
        pipeline.draft(job(CELL, text="Ở chi bộ."), lambda texts: [], signature="s")


def test_what_a_person_approved_is_never_touched() -> None:
    engine = Engine({})
    made = pipeline.draft(
        job(CELL, text="Ở chi bộ.", approved={"Ở chi bộ.": "At the branch of Nguyen Van A."}), engine, signature="s"
    )
    assert made.segments[0].target == "At the branch of Nguyen Van A."
    assert engine.calls == []


def test_a_draft_has_its_terms_and_its_names() -> None:
    engine = Engine(
        {"Ông Lê Bá Tùng ở chi bộ.": "Le Ba Tung in it.", "Ông Lê Bá Tùng ở “Party cell”.": "Le Bà Tung, “Party cell”."}
    )
    made = pipeline.draft(job(CELL, text="Ông Lê Bá Tùng ở chi bộ."), engine, signature="s")
    assert made.segments[0].target == "Lê Bá Tùng, Party cell."


def test_names_are_folded_where_the_house_style_says_so(settings) -> None:  # type: ignore[no-untyped-def]
    settings.NAMES = "fold"
    engine = Engine({"Ông Lê Bá Tùng.": "Mr. Lê Ba Tùng."})
    made = pipeline.draft(job(text="Ông Lê Bá Tùng."), engine, signature="s")
    assert made.segments[0].target == "Mr. Le Ba Tung."
