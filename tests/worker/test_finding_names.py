"""People and places that a translation lost; underthesea's own recogniser does the finding."""

from __future__ import annotations

import pytest

from translations.glossary import Glossary
from translations.types import GlossaryTerm
from worker import entities

NONE = Glossary(())


def lost(source: str, target: str, known: Glossary = NONE) -> list[str]:
    return [source[slice(*span)] for span in entities.lost(source, target, known)]


@pytest.mark.parametrize(
    ("source", "target", "names"),
    [
        ("Tàu đến cảng Quy Nhơn vào ngày 8/1.", "The ship arrived at the region on January 8.", ["Quy Nhơn"]),
        ("Tàu đến cảng Quy Nhơn vào ngày 8/1.", "The ship reached Quy Nhon on January 8.", []),
        ("Ông kể về những ngày qua đèo Pha Đin.", "He told of the days through the panel.", ["Pha Đin"]),
        ("Bà Trần Thị Hoa nói chuyện với các cháu.", "Ms. Hoa talked to the children.", []),
    ],
)
def test_a_name_that_is_gone_is_found(source: str, target: str, names: list[str]) -> None:
    assert lost(source, target) == names


def test_countries_and_what_the_term_base_translates_are_no_names() -> None:
    assert lost("Anh sống ở Tây Ban Nha.", "He lives in Spain.") == []
    terms = Glossary([GlossaryTerm(source="Quy Nhơn", target="the port")])
    assert lost("Tàu đến cảng Quy Nhơn vào ngày 8/1.", "The ship came to the port.", terms) == []


def test_names_that_english_respells_are_left_to_a_person() -> None:
    assert lost("Ông Vương Nghị đến từ Trung Quốc.", "Wang Yi came from China.") == []


def test_headlines_in_capitals_and_long_titles_are_no_candidates() -> None:
    assert list(entities.candidates("HÀ NỘI MƯA TO")) == []
    assert list(entities.candidates("Luật Phòng Chống Tác Hại Rượu Bia")) == []
